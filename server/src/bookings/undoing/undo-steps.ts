import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { sqlIn } from '../../platform/database/sql-in.ts';
import { bookingColumns } from '../bookings-table.ts';

/** What one transaction did to one booking, as a trigger wrote it down, and how to take it back. */
export type Undoing = {
  readonly bookingId: string;
  /** Of the transaction. */
  readonly xid: string;
  /** The version that the transaction left. */
  readonly version: number;
  readonly cause: string;
  readonly doneAt: Date;
  readonly tooLate: boolean;
  readonly whole: boolean;
  /** Null where the booking was made. */
  readonly before: Readonly<Record<string, unknown>> | null;
};

type Step = Omit<Undoing, 'before'> & { readonly before: Readonly<Record<string, unknown>> | null };

/** What is left of a booking that is undone altogether. */
const undoneAltogether = {
  status: 'CANCELLED',
  room_id: null,
  setup_minutes: 0,
  teardown_minutes: 0,
  setup_set_by_hand: false,
  teardown_set_by_hand: false,
  status_reason: 'Undone right after it was made.',
};

/**
 * All that the viewer's newest change of a booking did, also to other bookings; empty where there is nothing of theirs.
 * Steps stay when their booking is changed again, undone or deleted: a deed is known by all of them.
 */
export async function findUndoing(tx: Transaction, bookingId: string): Promise<Undoing[]> {
  const steps = await sqlIn(tx)<Step>('undoSteps', undoSteps, [bookingId]);
  // One transaction may change a booking more than once: the oldest step says how it was, the newest what it became.
  return [...Map.groupBy(steps, (step) => step.bookingId).values()].flatMap((mine) => {
    const newest = mine.at(-1);
    const made = mine.some(({ before }) => before === null);
    return newest
      ? [
          {
            ...newest,
            before: made
              ? null
              : (Object.assign({}, ...mine.map(({ before }) => before).toReversed()) as Record<string, unknown>),
          },
        ]
      : [];
  });
}

// By the database's clock, as everything of these 30 seconds.
const undoSteps = `
  select s.booking_id as "bookingId", s.xid::text as xid, s.version, s.cause, s.at as "doneAt", s.before,
    clock_timestamp() > s.at + interval '30 seconds' as "tooLate", sees_all_undo_steps(s.xid) as whole
  from undo_steps s where s.actor = current_user_id()
    and s.xid = (select xid from undo_steps where booking_id = $1::uuid and actor = current_user_id() order by version desc limit 1)
  order by s.booking_id, s.version`;

function changesJson(undoings: readonly Undoing[]): string {
  return JSON.stringify(
    undoings.map(({ bookingId, before }) => ({ id: bookingId, before: before ?? undoneAltogether })),
  );
}

/** The bookings as they would be again. */
export function readRestored(tx: Transaction, undoings: readonly Undoing[]): Promise<Booking[]> {
  return sqlIn(tx)<Booking>(
    'restoredBookings',
    `
    select ${bookingColumns} from (
      select r.* from jsonb_to_recordset($1::jsonb) as s(id uuid, before jsonb) join bookings old on old.id = s.id,
        lateral jsonb_populate_record(old, s.before) r
    ) b order by b.id`,
    [changesJson(undoings)],
  );
}

/**
 * Puts bookings back to how they were. The constraint looks once all of them are: two that had swapped their rooms would
 * otherwise stand in each other's way.
 */
export async function restore(tx: Transaction, undoings: readonly Undoing[]): Promise<void> {
  // Names of columns, from what the trigger wrote.
  const columns = [...new Set(undoings.flatMap(({ before }) => Object.keys(before ?? undoneAltogether)))]
    .toSorted()
    .map((name) => `"${name.replaceAll('"', '""')}"`);
  await tx.$executeRawUnsafe('set /* lookAtOverlapsLater */ constraints no_overlapping_bookings deferred');
  await tx.$executeRawUnsafe(
    `update /* restoreBookings */ bookings b set (${columns.join(', ')}) = (select ${columns.map((name) => `r.${name}`).join(', ')} from jsonb_populate_record(b, s.before) r)
     from jsonb_to_recordset($1::jsonb) as s(id uuid, before jsonb) where b.id = s.id`,
    changesJson(undoings),
  );
  await tx.$executeRawUnsafe('set /* lookAtOverlaps */ constraints no_overlapping_bookings immediate');
}

/** Drops what is long past being undone. */
export async function forgetUndoSteps({ db }: Pick<Context, 'db'>): Promise<void> {
  await db.sql('forgetUndoSteps', 'select forget_undo_steps()');
}
