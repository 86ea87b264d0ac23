import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { assignmentsTable, devicesTable, downtimesTable } from '../../bookings/devices/device-tables.ts';
import type { DeviceTakenError } from '../../bookings/devices/errors.ts';
import { NothingToUndoError, StaleBookingError, UndoTooLateError } from '../../bookings/errors.ts';
import {
  restore,
  type Step,
  undoingsOf,
  undoStepsOfMove,
  withdrawNotifications,
} from '../../bookings/undoing/undo-steps.ts';
import type { DeviceMoveKind } from '../../generated/prisma/enums.ts';
import { mustBeAllowedEverywhere } from '../../people/rights/managed.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import type { Context } from '../../platform/context.ts';
import {
  boolean,
  column,
  integer,
  type Query,
  type RowOf,
  statement,
  text,
  timestamptz,
  uuid,
} from '../../platform/database/statement.ts';
import { updateEach } from '../../platform/database/table.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { clashOf, deviceTaken, ruleOfDevices } from '../desk-refusals.ts';
import type { SpanFacts } from '../desk-rows.ts';

const moveRow = {
  id: uuid,
  kind: column<DeviceMoveKind>('device_move_kind'),
  xid: text,
  deviceId: uuid.orNull,
  requestId: uuid.orNull,
  assignmentId: uuid.orNull,
  downtimeId: uuid.orNull,
  cause: text.orNull,
  isOwn: boolean,
  /** It is undone, or something happened to the same assignment, downtime or device since. */
  isChangedSince: boolean,
  isUndone: boolean,
  /** By the clock of the database. */
  doneAt: timestamptz,
  tooLate: boolean,
  /** Of its assignment; null where it has none, or the viewer does not see it. */
  tenantId: uuid.orNull,
  bookingId: uuid.orNull,
  downtimeStartsAt: timestamptz.orNull,
};
type Move = RowOf<typeof moveRow>;

// A number of a transaction may come again where the database was put back elsewhere; moves of one stand close together.
const ofSameAct = 'm.xid = named.xid and abs(m.sequence - named.sequence) < 100000';

/** All moves of the transaction that wrote the named one, the newest first. Each of them made an event. */
const movesOfAct = statement(
  'movesOfAct',
  moveRow,
  `
  select m.id, m.kind, m.xid::text as xid, m.device_id as "deviceId", m.request_id as "requestId", m.assignment_id as "assignmentId", m.downtime_id as "downtimeId",
    m.cause, coalesce(m.actor = current_user_id(), false) as "isOwn",
    exists (select from device_moves n where n.device_id = m.device_id and n.sequence > m.sequence and n.xid <> m.xid
      and (n.assignment_id = m.assignment_id or n.downtime_id = m.downtime_id or m.kind = 'RETIRED')) as "isChangedSince",
    exists (select from device_moves n where n.device_id = m.device_id and n.sequence > m.sequence and n.undoes = m.id) as "isUndone",
    coalesce(act.at, named.at) as "doneAt", coalesce(clock_timestamp() > act.at + interval '30 seconds', true) as "tooLate",
    a.tenant_id as "tenantId", a.booking_id as "bookingId", t.starts_at as "downtimeStartsAt"
  from device_moves named join device_moves m on ${ofSameAct}
    cross join lateral (select max(e.at) as at from domain_events e where e.xid = named.xid and e.at > now() - interval '1 hour') act
    left join device_assignments a on a.id = m.assignment_id left join device_downtimes t on t.id = m.downtime_id
  where named.id = $1::uuid order by m.sequence desc`,
);

const bookingsOfAct = statement(
  'bookingsOfAct',
  { id: uuid, version: integer },
  `
  select b.id, b.version from bookings b where b.id in (
    select s.booking_id from undo_steps s where s.actor = current_user_id() and s.xid = (select xid from device_moves where id = $1::uuid)) order by b.id`,
);

/** What takes the devices again that this act let go, in the time that they would be taken. */
const spansAgainst = statement(
  'spansAgainstUndo',
  {
    deviceId: uuid,
    startsAt: timestamptz,
    endsAt: timestamptz.orNull,
    assignmentId: uuid.orNull,
    downtimeId: uuid.orNull,
    bookingId: uuid.orNull,
    isOut: boolean,
  },
  `
  select o.device_id as "deviceId", lower(o.period) as "startsAt", upper(o.period) as "endsAt", o.assignment_id as "assignmentId", o.downtime_id as "downtimeId",
    other.booking_id as "bookingId", other.handed_out_at is not null and other.returned_at is null as "isOut"
  from device_moves named join device_moves m on ${ofSameAct} and m.kind in ('RELEASED', 'RETURNED')
    join device_assignments mine on mine.id = m.assignment_id join bookings b on b.id = mine.booking_id left join rentals r on r.id = mine.rental_id
    join device_occupancies o on o.device_id = mine.device_id and o.assignment_id is distinct from mine.id
      and o.period && tstzrange(least(greatest(b.starts_at, mine.not_before), mine.handed_out_at), greatest(assignment_due(mine, b.ends_at, r.due_on), mine.handed_out_at, greatest(b.starts_at, mine.not_before)))
      and not exists (select from device_moves u where u.xid = named.xid and (u.assignment_id = o.assignment_id or u.downtime_id = o.downtime_id))
    left join device_assignments other on other.id = o.assignment_id
  where named.id = $1::uuid order by o.taken_from, o.id`,
);

/** The moves that this undoes name it, until the end of the transaction or the next of these. */
const nameUndone = statement('nameUndoneMove', {}, `select from set_config('app.undoes', $1, true)`);

const desk: ReadonlySet<string | null> = new Set([
  'assignDevices',
  'releaseDevices',
  'swapDevice',
  'handOutDevices',
  'returnDevices',
  'lendDevices',
  'startDowntime',
  'endDowntimes',
  'retireDevices',
]);
/** What an undo puts back; what else such an act wrote follows from it, or stays: a rental without devices. */
const reversible: ReadonlySet<DeviceMoveKind> = new Set([
  'ASSIGNED',
  'RELEASED',
  'HANDED_OUT',
  'RETURNED',
  'DOWNTIME_BEGAN',
  'DOWNTIME_ENDED',
  'RETIRED',
  'RENTED',
  'WISHED',
]);

type UndoDeviceMoveInput = { readonly moveId: string; readonly dryRun?: boolean | null | undefined };
export type UndoneMoves = { readonly deviceIds: readonly string[]; readonly requestIds: readonly string[] };

/**
 * Undoes what the viewer did at the desk within the last 30 seconds: all that one act did, with the confirmation that it
 * caused, as further moves that name what they took back. A booking that was made by lending is cancelled.
 * @throws NothingToUndoError UndoTooLateError StaleBookingError DeviceTakenError NotAllowedError NotFoundError BusyError
 */
export function undoDeviceMove(
  context: Context,
  { moveId, dryRun }: UndoDeviceMoveInput,
): Promise<Outcome<UndoneMoves>> {
  let touched: UndoneMoves = { deviceIds: [], requestIds: [] };
  return underLocks(
    context,
    { cause: 'undoDeviceMove', dryRun },
    {
      read: () => ({
        moves: movesOfAct(moveId),
        steps: undoStepsOfMove(moveId),
        bookings: bookingsOfAct(moveId),
        against: spansAgainst(moveId),
      }),
      decide: ({ moves, steps, bookings, against }) => {
        mustBeUndoable(context, { moves, steps, bookings }, moveId);
        touched = { deviceIds: idsIn(moves, 'deviceId'), requestIds: idsIn(moves, 'requestId') };
        if (against.length > 0) return { refusal: () => takenAgain(context, against) };
        const undoings = undoingsOf(steps);
        return {
          locks: {
            bookings: [...new Set([...idsIn(moves, 'bookingId'), ...bookings.map(({ id }) => id)])],
            devices: touched.deviceIds,
          },
          write: () => [
            ...moves.flatMap((move) => reversed(move, context.clock())),
            ...(undoings.length > 0 ? restore(undoings) : [withdrawNotifications(moves[0]?.xid)]),
          ],
          result: touched,
        };
      },
      namesMoves: true,
      whyRefused: (constraint) =>
        ruleOfDevices(constraint, { deviceIds: touched.deviceIds, requestId: touched.requestIds[0] }),
    },
  );
}

function idsIn(moves: readonly Move[], name: 'deviceId' | 'requestId' | 'bookingId'): string[] {
  return [...new Set(moves.flatMap((move) => move[name] ?? []))];
}

type Act = {
  readonly moves: readonly Move[];
  readonly steps: readonly Step[];
  readonly bookings: readonly { readonly id: string; readonly version: number }[];
};

/** @throws NotFoundError NothingToUndoError UndoTooLateError StaleBookingError NotAllowedError */
function mustBeUndoable(context: Context, { moves, steps, bookings }: Act, moveId: string): void {
  const named = moves.find(({ id }) => id === moveId);
  if (!named) throw new NotFoundError('move');
  if (!named.isOwn) throw new NothingToUndoError('Another person did this, so you cannot undo it.');
  if (moves.some(({ isUndone }) => isUndone)) throw new NothingToUndoError('This was undone already.');
  const isOfDesk = desk.has(named.cause) && moves.every(({ kind }) => reversible.has(kind));
  const seesAll = moves.every(({ assignmentId, tenantId }) => assignmentId === null || tenantId !== null);
  if (!isOfDesk || !seesAll)
    throw new NothingToUndoError('This cannot be undone here. Change it by hand, or undo it at the booking.');
  if (moves.some(({ isChangedSince }) => isChangedSince))
    throw new NothingToUndoError(
      'Something happened to these devices since, so nothing was undone. Change it by hand.',
    );
  if (named.tooLate) throw new UndoTooLateError(named.doneAt);
  for (const { bookingId, version } of undoingsOf(steps)) {
    const booking = bookings.find(({ id }) => id === bookingId);
    if (booking?.version !== version) throw new StaleBookingError(bookingId);
  }
  if (named.cause === 'retireDevices') mustBeAllowedEverywhere(context.viewer, 'device:manage');
  const permission = named.cause === 'lendDevices' ? 'device:lend' : 'device:assign';
  for (const tenantId of new Set(moves.flatMap((move) => move.tenantId ?? [])))
    mustBeAllowed(context.viewer, permission, tenantId);
}

/** The newest move comes back first, so that what it needed is there again before what it made is gone. */
function reversed(move: Move, now: Date): readonly Query[] {
  const { id, assignmentId, downtimeId, deviceId, kind } = move;
  const changes =
    assignmentId !== null
      ? updateEach(assignmentsTable, [{ id: assignmentId, changes: assignmentBefore(kind, now) }])
      : kind === 'DOWNTIME_BEGAN' && downtimeId !== null
        ? updateEach(downtimesTable, [{ id: downtimeId, changes: { endedAt: move.downtimeStartsAt } }])
        : kind === 'DOWNTIME_ENDED' && downtimeId !== null
          ? updateEach(downtimesTable, [{ id: downtimeId, changes: { endedAt: null } }])
          : kind === 'RETIRED' && deviceId !== null
            ? updateEach(devicesTable, [{ id: deviceId, changes: { retiredAt: null, retireReason: null } }])
            : [];
  return changes.length === 0 ? [] : [nameUndone(id), ...changes];
}

/** What an assignment was before a move; only those kinds have one that an undo puts back. */
function assignmentBefore(kind: DeviceMoveKind, now: Date) {
  if (kind === 'ASSIGNED') return { releasedAt: now, releaseReason: 'Undone right after it was assigned.' };
  if (kind === 'RELEASED') return { releasedAt: null, releaseReason: null };
  if (kind === 'HANDED_OUT') return { handedOutAt: null, takenBy: null };
  return kind === 'RETURNED' ? { returnedAt: null, condition: null, takenAwayAt: null, note: null } : {};
}

function takenAgain(context: Context, spans: readonly SpanFacts[]): Promise<DeviceTakenError> {
  return deviceTaken(
    context,
    spans.map(clashOf),
    [],
    'A device has been given to another booking or put aside since, so nothing was undone. Change it by hand.',
  );
}
