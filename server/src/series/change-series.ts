import { type Claim, mustBeFree } from '../bookings/placing/claims.ts';
import type { BookingRef } from '../bookings/changing/change-booking.ts';
import { StaleBookingError, WrongStatusError } from '../bookings/errors.ts';
import { lockInOrder, placesAt } from '../bookings/placing/locks.ts';
import { bookingColumns } from '../bookings/bookings-table.ts';
import { type ActionName, isAllowedTo, mustBeAllowedTo, rules } from '../bookings/policy.ts';
import type { Booking } from '../generated/prisma/client.ts';
import { lockPeople, peopleKey } from '../people/rights/lock-people.ts';
import type { Context, Viewer } from '../platform/context.ts';
import { StartOver, type Transaction } from '../platform/database/database.ts';
import { sqlIn } from '../platform/database/sql-in.ts';
import { NotFoundError } from '../platform/errors.ts';
import { refuse } from '../platform/input.ts';
import { findSeries, type SeriesView } from './series-view.ts';

type SeriesScope = 'FOLLOWING' | 'ALL';
export type SeriesRef = BookingRef & { readonly scope: SeriesScope };

/** A booking that a change passes over, and why. */
type Skipped = { readonly bookingId: string; readonly reason: string };
export type ChangedSeries = {
  readonly bookingId: string;
  readonly seriesId: string;
  readonly changedIds: readonly string[];
  readonly skipped: readonly Skipped[];
};

export type Scope = {
  readonly series: SeriesView;
  /** The booking that was named. */
  readonly anchor: Booking;
  /** Nothing of the series is before what changes. */
  readonly whole: boolean;
  /** What changes, by its start. */
  readonly bookings: readonly Booking[];
  readonly skipped: readonly Skipped[];
};

type SeriesPlan = {
  /** The rooms that the bookings want from now on. */
  readonly claims?: readonly Claim[];
  /** The rooms that those without a room wish for from now on. */
  readonly wishes?: readonly string[];
  /** Runs under the locks, when nothing stands in the way. */
  readonly write: (tx: Transaction) => Promise<unknown>;
};

export type SeriesChange = {
  readonly action: ActionName & ('RESCHEDULE' | 'UPDATE' | 'CANCEL' | 'HAND_OVER');
  /** The name of the mutation: it goes into the domain events. */
  readonly cause: string;
  readonly ref: SeriesRef;
  readonly reason?: string;
  /** People are locked before bookings: what the plan finds out about one still holds when it is written. */
  readonly aboutPeople?: true;
  readonly plan: (scope: Scope) => Promise<SeriesPlan> | SeriesPlan;
};

/**
 * Changes a booking and what follows it, or its whole series, all or none: read without locks, decide, lock the series,
 * its bookings and then their rooms, read again. Had anything changed by then, it begins again.
 * @throws NotFoundError InvalidInputError NotAllowedError WrongStatusError StaleBookingError BusyError, and `Taken`
 */
export async function changeSeries(
  context: Context,
  change: SeriesChange,
  attempt?: { claims: readonly Claim[] },
): Promise<ChangedSeries> {
  const places = await placesAt(context, { bookings: [change.ref.bookingId] });
  const at = change.aboutPeople ? [peopleKey, ...places] : places;
  return context.db.transaction({ cause: change.cause, reason: change.reason, at }, async (tx) => {
    if (change.aboutPeople) await lockPeople(tx);
    const seen = await readScope(context, tx, change, '');
    const { claims = [], wishes = [], write } = await change.plan(seen);
    const ids = seen.bookings.map(({ id }) => id);
    const rooms = [...seen.bookings.flatMap(({ roomId }) => roomId ?? []), ...claims.map(({ room }) => room.id)];
    await lockInOrder(tx, { bookings: [seen.series.id, ...ids], rooms, wishes });
    if (!isSame(seen, await readScope(context, tx, change, 'for update'))) throw new StartOver();
    if (attempt) attempt.claims = claims;
    await mustBeFree(tx, claims, ids);
    await write(tx);
    return { bookingId: seen.anchor.id, seriesId: seen.series.id, changedIds: ids, skipped: seen.skipped };
  });
}

async function readScope(
  context: Context,
  tx: Transaction,
  { action, ref }: SeriesChange,
  lock: '' | 'for update',
): Promise<Scope> {
  const read = sqlIn(tx);
  const [anchor] = await read<Booking>(
    'readBooking',
    `select ${bookingColumns} from bookings b where b.id = $1::uuid`,
    [ref.bookingId],
  );
  if (!anchor) throw new NotFoundError('booking');
  mustBeAllowedTo(context.viewer, action, anchor);
  if (ref.expectedVersion != null && ref.expectedVersion !== anchor.version) throw new StaleBookingError(anchor.id);
  const { from } = rules[action];
  if (!from.includes(anchor.status)) throw new WrongStatusError(anchor.status, from);
  const series = anchor.seriesId === null ? null : await findSeries(tx, anchor.seriesId);
  if (!series) return refuse('bookingId', 'This booking is not one of a series.');
  const all = await read<Booking>(
    lock ? 'lockSeries' : 'readSeries',
    `select ${bookingColumns} from bookings b where b.series_id = $1::uuid order by b.id ${lock}`,
    [series.id],
  );
  const wanted = all
    .filter(({ startsAt }) => ref.scope === 'ALL' || startsAt >= anchor.startsAt)
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const now = context.clock();
  const skipped = wanted.flatMap((booking) => {
    const reason = whySkipped(context.viewer, action, booking, anchor, now);
    return reason === null ? [] : { bookingId: booking.id, reason };
  });
  const bookings = wanted.filter(({ id }) => !skipped.some(({ bookingId }) => bookingId === id));
  for (const booking of bookings) mustBeAllowedTo(context.viewer, action, booking);
  return { series, anchor, whole: wanted.length === all.length, bookings, skipped };
}

/** What is over, and what is another person's, stays as it was; the booking that was named is tried in any case. */
function whySkipped(
  viewer: Viewer | null,
  action: ActionName,
  booking: Booking,
  anchor: Booking,
  now: Date,
): string | null {
  if (booking.id === anchor.id) return null;
  if (!rules[action].from.includes(booking.status)) return `It is ${booking.status.toLowerCase()}.`;
  if (booking.endsAt <= now) return 'It has ended.';
  if (booking.requesterId !== anchor.requesterId && !isAllowedTo(viewer, action, booking))
    return 'A colleague asks for it: it was handed over.';
  return action === 'RESCHEDULE' && booking.startsAt <= now ? 'It has begun.' : null;
}

function isSame(seen: Scope, found: Scope): boolean {
  const keyOf = ({ series, bookings, skipped }: Scope) =>
    JSON.stringify([
      series,
      bookings.map(({ id, version }) => [id, version]),
      skipped.map(({ bookingId }) => bookingId),
    ]);
  return keyOf(seen) === keyOf(found);
}
