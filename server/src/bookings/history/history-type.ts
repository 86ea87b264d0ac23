import { encodeGlobalID } from '@pothos/plugin-relay';
import DataLoader from 'dataloader';
import type { User as UserRow } from '../../generated/prisma/client.ts';
import { BookingStatus } from '../../generated/prisma/enums.ts';
import { degreeOf } from '../../people/rights/policy.ts';
import { User } from '../../people/schema.ts';
import { builder } from '../../platform/builder.ts';
import type { RequestContext } from '../../platform/context.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { notForNode } from '../../platform/node-field.ts';
import { pageSize } from '../../platform/page-size.ts';
import { Room } from '../../resources/schema.ts';
import { bookingBounds } from '../booking-bounds.ts';
import { Booking } from '../booking-type.ts';
import { type HistoryRow, loadHistory } from './load-history.ts';

type HistoryRequest = { readonly bookingId: string; readonly first: number };

/** Loads the histories that one tick asks for, in one statement. It caches nothing: subscriptions live long. */
const loaders = new WeakMap<RequestContext, DataLoader<HistoryRequest, HistoryRow[]>>();
function loaderOf(context: RequestContext) {
  const loader =
    loaders.get(context) ??
    new DataLoader<HistoryRequest, HistoryRow[]>(
      async (requests) => {
        const most = Math.max(...requests.map(({ first }) => first));
        // The current visibility: what a subscription may see can change while it is open.
        const histories = await withVisibility(context.visibility, () =>
          loadHistory(
            context,
            requests.map(({ bookingId }) => bookingId),
            most,
          ),
        );
        return requests.map(({ bookingId, first }) => histories.get(bookingId)?.slice(0, first) ?? []);
      },
      { cache: false },
    );
  loaders.set(context, loader);
  return loader;
}

type Entry = HistoryRow & { readonly full: boolean };

/** A booking; after a dry run it brings the history that the run would have left. */
type BookingWithHistory = {
  readonly id: string;
  readonly tenantId: string;
  readonly historyAtHand?: readonly HistoryRow[];
};

async function entriesOf(booking: BookingWithHistory, first: number, context: RequestContext): Promise<Entry[]> {
  const full = degreeOf(context.viewer, booking.tenantId) === 'full';
  const rows =
    booking.historyAtHand?.slice(0, first) ?? (await loaderOf(context).load({ bookingId: booking.id, first }));
  return rows.map((row) => ({ ...row, full }));
}

function unlessEqual<Value extends Date | number>(one: Value | null, other: Value | null): Value | null {
  return one?.valueOf() === other?.valueOf() ? null : one;
}
function hours(subject: string, when: string) {
  return `${subject} ${when} it, without setup and teardown; null where it did not change.`;
}
function minutes(subject: string, when: string) {
  return `Minutes of ${subject} ${when} it, which its room gives or a boss has set; null where they did not change.`;
}

type EntryFields = Parameters<
  NonNullable<Parameters<ReturnType<typeof builder.objectRef<Entry>>['implement']>[0]['fields']>
>[0];

/** Its status and its room, before and after. */
function placeFields(t: EntryFields) {
  return {
    statusBefore: t.expose('statusBefore', {
      type: BookingStatus,
      nullable: true,
      description: 'Null for the change that made the booking.',
    }),
    statusAfter: t.expose('statusAfter', {
      type: BookingStatus,
      nullable: true,
      description: 'Null for the change that removed the booking.',
    }),
    roomBefore: t.field({
      type: Room,
      nullable: true,
      description: 'The room it took before, also where it kept it; null where it took none. A wish is no room.',
      resolve: ({ roomBefore }) => roomBefore,
    }),
    roomAfter: t.field({
      type: Room,
      nullable: true,
      description: 'The room it took from then on, also where it kept it; null where it took none.',
      resolve: ({ roomAfter }) => roomAfter,
    }),
  };
}

/** Its times before and after; null where they did not change. */
function timeFields(t: EntryFields) {
  return {
    startsAtBefore: t.field({
      type: 'DateTime',
      nullable: true,
      description: hours('Start', 'before'),
      resolve: (entry) => unlessEqual(entry.startsAtBefore, entry.startsAtAfter),
    }),
    endsAtBefore: t.field({
      type: 'DateTime',
      nullable: true,
      description: hours('End', 'before'),
      resolve: (entry) => unlessEqual(entry.endsAtBefore, entry.endsAtAfter),
    }),
    startsAtAfter: t.field({
      type: 'DateTime',
      nullable: true,
      description: hours('Start', 'after'),
      resolve: (entry) => unlessEqual(entry.startsAtAfter, entry.startsAtBefore),
    }),
    endsAtAfter: t.field({
      type: 'DateTime',
      nullable: true,
      description: hours('End', 'after'),
      resolve: (entry) => unlessEqual(entry.endsAtAfter, entry.endsAtBefore),
    }),
    setupMinutesBefore: t.int({
      nullable: true,
      description: minutes('setup', 'before'),
      resolve: (entry) => unlessEqual(entry.setupBefore, entry.setupAfter),
    }),
    setupMinutesAfter: t.int({
      nullable: true,
      description: minutes('setup', 'after'),
      resolve: (entry) => unlessEqual(entry.setupAfter, entry.setupBefore),
    }),
    teardownMinutesBefore: t.int({
      nullable: true,
      description: minutes('teardown', 'before'),
      resolve: (entry) => unlessEqual(entry.teardownBefore, entry.teardownAfter),
    }),
    teardownMinutesAfter: t.int({
      nullable: true,
      description: minutes('teardown', 'after'),
      resolve: (entry) => unlessEqual(entry.teardownAfter, entry.teardownBefore),
    }),
  };
}

const BookingHistoryEntry = builder.objectRef<Entry>('BookingHistoryEntry').implement({
  description:
    'One change of a booking: what, when, by whom and why. Its times are the booking’s own; what is taken in the room begins with the setup and ends with the teardown.',
  fields: (t) => ({
    id: t.id({
      description: `The same for everybody and for good. ${notForNode}`,
      resolve: ({ bookingId, version }) => encodeGlobalID('BookingHistoryEntry', `${bookingId}:${version}`),
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was written.' }),
    type: t.exposeString('type', {
      description:
        'In the past tense, as in DomainEvent: "booking_created", "room_assigned", "booking_rescheduled", "booking_displaced". Expect ones you do not know.',
    }),
    version: t.exposeInt('version', {
      description: 'The version of the booking that this change made. The newest one is the version of the booking.',
    }),
    actor: t.field({
      type: User,
      nullable: true,
      description:
        'Who did it. Null for what the clock does (booking_completed), for a change from outside, and for those without booking:read in its division.',
      // The type exposes no more of a person than was read.
      resolve: ({ full, actor }) => (full ? (actor as UserRow | null) : null),
    }),
    outside: t.exposeBoolean('outside', {
      description: 'Written past this API, by psql for example: nobody is named, and no reason is given.',
    }),
    cause: t.exposeString('cause', {
      nullable: true,
      description:
        'By which mutation or job: "finishBooking" tells a booking that ended early from one that was moved. Null outside of this API.',
    }),
    reason: t.string({
      nullable: true,
      description: 'Why, where a reason was given. Null for those without booking:read in its division.',
      resolve: ({ full, reason }) => (full ? reason : null),
    }),
    requesterBefore: t.field({
      type: User,
      nullable: true,
      description:
        'Where it was handed over, who asked for it before. Null otherwise, and for those without booking:read in its division.',
      resolve: ({ full, requesterBefore }) => (full ? (requesterBefore as UserRow | null) : null),
    }),
    requesterAfter: t.field({
      type: User,
      nullable: true,
      description: 'Where it was handed over, to whom. Null as requesterBefore.',
      resolve: ({ full, requesterAfter }) => (full ? (requesterAfter as UserRow | null) : null),
    }),
    ...placeFields(t),
    ...timeFields(t),
  }),
});

builder.prismaObjectFields(Booking, (t) => ({
  history: t.field({
    type: [BookingHistoryEntry],
    description: 'What happened to it, newest first. Changes are kept for 30 days.',
    args: { first: t.arg.int(pageSize(bookingBounds.historyPage, 20)) },
    complexity: ({ first }) => ({ field: 1, multiplier: first ?? 20 }),
    resolve: (booking, { first }, context) => entriesOf(booking, first ?? 20, context),
  }),
  lastChange: t.field({
    type: BookingHistoryEntry,
    nullable: true,
    description: 'The newest of its history. Null where that is longer ago than changes are kept.',
    resolve: async (booking, _args, context) => (await entriesOf(booking, 1, context))[0] ?? null,
  }),
}));
