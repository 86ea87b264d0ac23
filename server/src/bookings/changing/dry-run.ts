import type { Transaction } from '../../platform/database/database.ts';
import { statement, uuid } from '../../platform/database/statement.ts';
import { loadSightings } from '../calendar/load-calendar.ts';
import { loadHistory, mostHistory, type HistoryRow } from '../history/load-history.ts';
import type { BookingView } from '../occupancy-view.ts';

/** A booking as seen in a transaction that was rolled back. */
type DryRunBooking = BookingView & { readonly historyAtHand: readonly HistoryRow[] };

/** The bookings as a dry run would have left them, by their keys. Null where it was no dry run. */
export type DryRunOutcome = ReadonlyMap<string, DryRunBooking> | null;

const changedHere = statement(
  'changedHere',
  { id: uuid },
  `select distinct subject as id from domain_events where xid = pg_current_xact_id_if_assigned() and at > now() - interval '1 minute'`,
);

/** Reads the bookings that this transaction has changed, in any action: its events list them. */
export async function bookingsChangedHere(tx: Transaction): Promise<NonNullable<DryRunOutcome>> {
  const ids = (await tx.run(changedHere())).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const sightings = await loadSightings({ db: tx }, ids);
  const histories = await loadHistory({ db: tx }, ids, mostHistory);
  return new Map(
    sightings.flatMap(({ booking }) =>
      booking ? [[booking.id, { ...booking, historyAtHand: histories.get(booking.id) ?? [] }] as const] : [],
    ),
  );
}
