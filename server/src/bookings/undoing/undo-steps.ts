import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import {
  boolean,
  integer,
  joinedStatement,
  jsonb,
  type Query,
  type RowOf,
  statement,
  text,
  timestamptz,
  uuid,
} from '../../platform/database/statement.ts';
import { rowFromJson, updateEach } from '../../platform/database/table.ts';
import { bookingColumns, bookingsTable } from '../bookings-table.ts';
import { moveTogether } from '../placing/move-together.ts';

type OldValues = Readonly<Record<string, unknown>>;

const stepRow = {
  bookingId: uuid,
  /** The id of the transaction. */
  xid: text,
  /** The version that the transaction left. */
  version: integer,
  cause: text,
  doneAt: timestamptz,
  tooLate: boolean,
  whole: boolean,
  /** The columns that changed, as they were; null where the booking was made. */
  before: jsonb<OldValues>().orNull,
};
export type Step = RowOf<typeof stepRow>;

/** What one transaction did to one booking, as a trigger recorded it, and how to undo it. */
export type Undoing = Readonly<Step>;

// Steps stay when their booking is changed again, undone or deleted: together they identify one change.
const ofNewest = `actor = current_user_id()
    and xid = (select xid from undo_steps where booking_id = $1::uuid and actor = current_user_id() order by version desc limit 1)`;

/**
 * All that the viewer's newest change of a booking did, also to other bookings. The 30 seconds are by the database's
 * clock, here as everywhere.
 */
export const undoSteps = statement(
  'undoSteps',
  stepRow,
  `
  select booking_id as "bookingId", xid::text as xid, version, cause, at as "doneAt",
    clock_timestamp() > at + interval '30 seconds' as "tooLate", sees_all_undo_steps(xid) as whole, before
  from undo_steps where ${ofNewest} order by booking_id, version`,
);

/** The assignments that the same change released, or whose day of return it changed. */
export const assignmentsToUndo = statement(
  'assignmentsToUndo',
  { assignmentId: uuid, deviceId: uuid, version: integer },
  `
  select s.assignment_id as "assignmentId", a.device_id as "deviceId", a.version
  from assignment_undo_steps s join device_assignments a on a.id = s.assignment_id where s.${ofNewest} order by s.assignment_id, s.version`,
);

/** What the viewer's transaction that wrote this move of a device did to bookings. */
export const undoStepsOfMove = statement(
  'undoStepsOfMove',
  stepRow,
  `
  select booking_id as "bookingId", xid::text as xid, version, cause, at as "doneAt",
    clock_timestamp() > at + interval '30 seconds' as "tooLate", sees_all_undo_steps(xid) as whole, before
  from undo_steps where actor = current_user_id() and xid = (select xid from device_moves where id = $1::uuid) order by booking_id, version`,
);

/** The bookings of these steps, and the one that was named. */
export const bookingsToUndo = joinedStatement(
  'bookingsToUndo',
  bookingsTable.columns,
  ['', 'ForUpdate'],
  (lock) => `
  select ${bookingColumns} from bookings b where b.id = $1::uuid or b.id in (select booking_id from undo_steps where ${ofNewest})
  order by b.id ${lock ? 'for update' : ''}`,
);

/** The values of a booking whose creation is undone. */
const undoneCreation: OldValues = {
  status: 'CANCELLED',
  room_id: null,
  setup_minutes: 0,
  teardown_minutes: 0,
  setup_set_by_hand: false,
  teardown_set_by_hand: false,
  status_reason: 'Undone immediately after it was made.',
};

/** One transaction may change a booking more than once: the oldest step says how it was, the newest what it became. */
export function undoingsOf(steps: readonly Step[]): Undoing[] {
  return [...Map.groupBy(steps, (step) => step.bookingId).values()].flatMap((ofOne) => {
    const newest = ofOne.at(-1);
    const isMade = ofOne.some(({ before }) => before === null);
    const before = Object.assign({}, ...ofOne.map((step) => step.before).toReversed()) as OldValues;
    return newest ? [{ ...newest, before: isMade ? null : before }] : [];
  });
}

/** The bookings as they would be again. */
export function restoredFrom(bookings: readonly Booking[], undoings: readonly Undoing[]): Booking[] {
  return undoings.flatMap(({ bookingId, before }) => {
    const booking = bookings.find(({ id }) => id === bookingId);
    return booking ? { ...booking, ...rowFromJson(bookingsTable, before ?? undoneCreation) } : [];
  });
}

/** Takes back what was told about a transaction of the viewer's. */
export const withdrawNotifications = statement(
  'withdrawNotifications',
  {},
  'select from withdraw_notifications($1::text::xid8)',
);

const restoreAssignments = statement('restoreAssignments', {}, 'select from restore_assignments($1::text::xid8)');

/** Puts bookings and their devices back to how they were, and withdraws the notifications about it. */
export function restore(undoings: readonly Undoing[]): readonly Query[] {
  const rows = undoings.map(({ bookingId, before }) => ({
    id: bookingId,
    changes: rowFromJson(bookingsTable, before ?? undoneCreation),
  }));
  const xid = undoings[0]?.xid;
  return [...moveTogether([...updateEach(bookingsTable, rows), restoreAssignments(xid)]), withdrawNotifications(xid)];
}

const forget = statement('forgetUndoSteps', {}, 'select from forget_undo_steps()');

/** Drops steps that are too old to be undone. */
export async function forgetUndoSteps({ db }: Pick<Context, 'db'>): Promise<void> {
  await db.run(forget());
}
