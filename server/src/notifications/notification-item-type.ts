import DataLoader from 'dataloader';
import type { User as UserRow } from '../generated/prisma/client.ts';
import {
  BookingStatus,
  DeviceTypePreference,
  LunchCatering,
  MorningCatering,
  NotificationType,
} from '../generated/prisma/enums.ts';
import { Booking } from '../bookings/booking-type.ts';
import { withTenant } from '../bookings/calendar/calendar-type.ts';
import { loadSightings } from '../bookings/calendar/load-calendar.ts';
import type { BookingView } from '../bookings/occupancy-view.ts';
import { degreeOf } from '../people/rights/policy.ts';
import { User } from '../people/schema.ts';
import { builder } from '../platform/builder.ts';
import type { RequestContext } from '../platform/context.ts';
import { withVisibility } from '../platform/database/visibility.ts';
import { Room } from '../resources/schema.ts';
import { changedFacts, type Facts, factNames, type Item, loadItems, type Page, type TypeCount } from './load-items.ts';

type PageRequest = { readonly actId: string; readonly first: number; readonly skip: number };
type Loaders = {
  readonly pages: DataLoader<PageRequest, Page>;
  readonly bookings: DataLoader<string, BookingView | null>;
};

/**
 * Loads what one tick asks for, in one statement. It caches nothing: subscriptions live long, and visibility can
 * change.
 */
const loaders = new WeakMap<RequestContext, Loaders>();
function loadersOf(context: RequestContext): Loaders {
  const existing = loaders.get(context);
  if (existing) return existing;
  const created: Loaders = {
    pages: new DataLoader((requests) => withVisibility(context.visibility, () => loadPages(context, requests)), {
      cache: false,
    }),
    bookings: new DataLoader(
      async (ids) => {
        const sightings = await withVisibility(context.visibility, () => loadSightings(context, [...new Set(ids)]));
        const views = new Map(sightings.flatMap(({ booking }) => (booking ? [[booking.id, booking] as const] : [])));
        return ids.map((id) => views.get(id) ?? null);
      },
      { cache: false },
    ),
  };
  loaders.set(context, created);
  return created;
}

const emptyPage: Page = { items: [], counts: [] };

async function loadPages(context: RequestContext, requests: readonly PageRequest[]): Promise<Page[]> {
  const { viewer } = context;
  if (viewer === null) return requests.map(() => emptyPage);
  const skips = [...new Set(requests.map(({ skip }) => skip))];
  const pagesBySkip = new Map(
    await Promise.all(
      skips.map(async (skip) => {
        const sameSkip = requests.filter((one) => one.skip === skip);
        const facts = {
          userId: viewer.userId,
          tenantIds: viewer.tenants.map(({ id }) => id),
          most: Math.max(...sameSkip.map(({ first }) => first)),
          skip,
        };
        return [
          skip,
          await loadItems(context, { ...facts, actIds: [...new Set(sameSkip.map(({ actId }) => actId))] }),
        ] as const;
      }),
    ),
  );
  return requests.map(({ actId, first, skip }) => {
    const page = pagesBySkip.get(skip)?.get(actId) ?? emptyPage;
    return { items: page.items.slice(0, first), counts: page.counts };
  });
}

/** A part of the bookings of an act, as far as the viewer can see them now. */
export async function itemsOf(
  context: RequestContext,
  { causeId: actId }: { readonly causeId: string },
  first = 1,
  skip = 0,
): Promise<Page> {
  return loadersOf(context).pages.load({ actId, first, skip });
}

/** The most important item of an act. */
export async function firstItemOf(context: RequestContext, line: { readonly causeId: string }): Promise<Item | null> {
  return (await itemsOf(context, line)).items[0] ?? null;
}

export async function bookingOf(context: RequestContext, { bookingId }: Item): Promise<BookingView | null> {
  const booking = await loadersOf(context).bookings.load(bookingId);
  return booking && withTenant(booking, context);
}

/** Null for those without booking:read in its division. */
export function reasonOf({ viewer }: RequestContext, { tenantId, reason }: Item): string | null {
  return degreeOf(viewer, tenantId) === 'full' ? reason : null;
}

const FactName = builder.enumType('BookingFactName', {
  values: factNames,
  description:
    'What people are told of when it changes. TIMES: day and hours. PEOPLE: learners and facilitators. SUPPLIES: stationery and water.',
});

const BookingFacts = builder.objectRef<Facts>('BookingFacts').implement({
  description: 'How a booking stood before or after an act.',
  fields: (t) => ({
    status: t.expose('status', { type: BookingStatus }),
    startsAt: t.field({ type: 'DateTime', resolve: ({ startsAt }) => new Date(startsAt) }),
    endsAt: t.field({ type: 'DateTime', resolve: ({ endsAt }) => new Date(endsAt) }),
    room: t.field({ type: Room, nullable: true, resolve: ({ room }) => room }),
    requestedRoom: t.field({
      type: Room,
      nullable: true,
      description: 'The wish.',
      resolve: ({ requestedRoom }) => requestedRoom,
    }),
    numLearners: t.exposeInt('numLearners'),
    numFacilitators: t.exposeInt('numFacilitators'),
    coffeeTeaStation: t.exposeBoolean('coffeeTeaStation'),
    morningCatering: t.expose('morningCatering', { type: MorningCatering }),
    lunchCatering: t.expose('lunchCatering', { type: LunchCatering }),
    stationeryNeeded: t.exposeBoolean('stationeryNeeded'),
    waterBottles: t.exposeInt('waterBottles', { description: 'A day.' }),
    devicesNeeded: t.exposeInt('devicesNeeded'),
    deviceTypePreference: t.expose('deviceTypePreference', { type: DeviceTypePreference }),
    // The type exposes no more of a person than was read.
    requester: t.field({
      type: User,
      nullable: true,
      description: 'Who asked for it.',
      resolve: ({ requester }) => requester as UserRow | null,
    }),
  }),
});

export const NotificationItem = builder
  .objectRef<Item & { readonly booking: BookingView }>('NotificationItem')
  .implement({
    description: 'One booking that an act covered.',
    fields: (t) => ({
      type: t.expose('type', {
        type: NotificationType,
        description: 'What became of this one: an act may give one booking a room and take it from another.',
      }),
      booking: t.field({ type: Booking, description: 'As it is now.', resolve: ({ booking }) => booking }),
      room: t.field({
        type: Room,
        nullable: true,
        description: 'The room that was given, lost, or wished for.',
        resolve: ({ room }) => room,
      }),
      reason: t.string({
        nullable: true,
        description: 'Why, in the words of who did it. Null for those without booking:read in its division.',
        resolve: (item, _args, context) => reasonOf(context, item),
      }),
      before: t.field({
        type: BookingFacts,
        nullable: true,
        description: 'Null where the booking is new.',
        resolve: ({ before }) => before,
      }),
      after: t.field({
        type: BookingFacts,
        nullable: true,
        description: 'As the act left it. Null for what was told before this was kept.',
        resolve: ({ after }) => after,
      }),
      changed: t.field({
        type: [FactName],
        description: 'In what `before` and `after` differ. CATERING also where only the client’s wishes are others.',
        resolve: (item) => changedFacts(item),
      }),
    }),
  });

export const NotificationCount = builder.objectRef<TypeCount>('NotificationCount').implement({
  description: 'How many bookings of an act became the same.',
  fields: (t) => ({
    type: t.expose('type', { type: NotificationType }),
    count: t.exposeInt('count'),
    handedOver: t.exposeInt('handedOver', { description: 'How many of them have another requester than before.' }),
  }),
});
