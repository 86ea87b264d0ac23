import type { Context } from '../../platform/context.ts';
import { tellAudit } from '../../platform/audited-request.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { sqlIn } from '../../platform/database/sql-in.ts';
import { loadSightings } from '../calendar/load-calendar.ts';
import { loadHistory, mostHistory, type HistoryRow } from '../history/load-history.ts';
import type { BookingView } from '../occupancy-view.ts';

/** A booking as a transaction showed it that was rolled back. */
type DryRunBooking = BookingView & { readonly historyAtHand: readonly HistoryRow[] };

/** What a dry run would have made of bookings, by their keys. Null where it was no dry run. */
export type DryRunOutcome = ReadonlyMap<string, DryRunBooking> | null;

/** Carries the answer out of the transaction that it rolls back. */
class DryRunRollback extends Error {
  readonly result: unknown;
  readonly dryRunOutcome: ReadonlyMap<string, DryRunBooking>;
  constructor(result: unknown, dryRunOutcome: ReadonlyMap<string, DryRunBooking>) {
    super('a dry run is rolled back');
    this.result = result;
    this.dryRunOutcome = dryRunOutcome;
  }
}

/**
 * Runs an action, or only tries it: the same code under the same locks and constraints, in a transaction that is rolled
 * back once it has shown what it would have left. Whatever is refused in earnest is refused here with the same error.
 */
export async function dryRunOr<Of extends Context, Result>(
  context: Of,
  dryRun: boolean | null | undefined,
  action: (context: Of) => Promise<Result>,
): Promise<{ result: Result; dryRunOutcome: DryRunOutcome }> {
  if (dryRun !== true) return { result: await action(context), dryRunOutcome: null };
  tellAudit({ dryRun: true });
  let dryRunOutcome: DryRunOutcome = new Map();
  const transaction: Database['transaction'] = async <T>(
    ...[facts, work]: Parameters<Database['transaction']>
  ): Promise<T> => {
    try {
      return (await context.db.transaction(facts, async (tx) => {
        const result = await work(tx);
        throw new DryRunRollback(result, await lookAround(tx));
      })) as T;
    } catch (error) {
      if (!(error instanceof DryRunRollback)) throw error;
      dryRunOutcome = error.dryRunOutcome;
      return error.result as T;
    }
  };
  const result = await action({ ...context, db: { ...context.db, transaction } });
  return { result, dryRunOutcome };
}

/** The bookings that this transaction has changed, whichever action it runs: its events say so. */
async function lookAround(tx: Transaction): Promise<ReadonlyMap<string, DryRunBooking>> {
  const changed = await sqlIn(tx)<{ id: string }>(
    'changedHere',
    `select distinct subject as id from domain_events where xid = pg_current_xact_id_if_assigned() and at > now() - interval '1 minute'`,
  );
  const ids = changed.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const sightings = await loadSightings({ db: tx }, ids);
  const histories = await loadHistory({ db: tx }, ids, mostHistory);
  return new Map(
    sightings.flatMap(({ booking }) =>
      booking ? [[booking.id, { ...booking, historyAtHand: histories.get(booking.id) ?? [] }] as const] : [],
    ),
  );
}
