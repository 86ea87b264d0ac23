import type { Room, User } from '../generated/prisma/client.ts';
import { extraFacts, type Extras } from '../bookings/extras.ts';
import type { BookingStatus, NotificationType } from '../generated/prisma/enums.ts';
import type { Context } from '../platform/context.ts';
import { column, eachOrNull, json, jsonb, type RowOf, statement, text, uuid } from '../platform/database/statement.ts';
import { findRooms } from '../resources/rooms.ts';

/** The facts of a booking at an act, as a trigger recorded them: none of them is about the client. */
type NotedFacts = Omit<Extras, 'cateringNotes'> & {
  readonly status: BookingStatus;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly roomId: string | null;
  readonly requestedRoomId: string | null;
  readonly numLearners: number;
  readonly numFacilitators: number;
  /** Only in the facts after: whether the client's catering notes differ, but not how. */
  readonly cateringNotesChanged?: boolean;
  /** Only in the facts after: whether other models are wanted, or so many of each, but not which. */
  readonly deviceWishesChanged?: boolean;
  readonly requesterId: string;
};

type Person = Pick<User, 'id' | 'username' | 'displayName'>;

export type Facts = NotedFacts & {
  readonly room: Room | null;
  readonly requestedRoom: Room | null;
  readonly requester: Person | null;
};

export type Item = {
  readonly actId: string;
  readonly bookingId: string;
  readonly tenantId: string;
  readonly type: NotificationType;
  readonly reason: string | null;
  readonly room: Room | null;
  readonly before: Facts | null;
  readonly after: Facts | null;
};

/** How many bookings of an act had the same outcome. */
export type TypeCount = { readonly type: NotificationType; readonly count: number; readonly handedOver: number };

/** A part of the bookings of an act; the counts are of all of them. */
export type Page = { readonly items: readonly Item[]; readonly counts: readonly TypeCount[] };

/** An item as a statement returns it, without its act: its rooms are still ids. */
export const itemRow = {
  bookingId: uuid,
  tenantId: uuid,
  type: column<NotificationType>('text'),
  reason: text.orNull,
  roomId: uuid.orNull,
  before: jsonb<NotedFacts>().orNull,
  after: jsonb<NotedFacts>().orNull,
  requesterBefore: json<Person>().orNull,
  requesterAfter: json<Person>().orNull,
};
type ItemRow = RowOf<typeof itemRow> & { readonly actId: string };

type ItemRequest = {
  readonly actIds: readonly string[];
  readonly userId: string;
  readonly tenantIds: readonly string[];
  readonly most: number;
  readonly skip: number;
};

/**
 * Loads the bookings of acts as one person was notified of them, from tenants that they can see now, the most important
 * first. One statement for all acts, and one for their rooms. An act has no page where nothing of it is left.
 */
export async function loadItems(
  context: Pick<Context, 'db'>,
  { actIds, userId, tenantIds, most, skip }: ItemRequest,
): Promise<ReadonlyMap<string, Page>> {
  const rows = await context.db.run(notificationItems(actIds, userId, tenantIds, most, skip));
  const items = Map.groupBy(await withRooms(context, rows.filter(hasItem)), ({ actId }) => actId);
  return new Map(rows.map(({ actId, counts }) => [actId, { counts, items: items.get(actId) ?? [] }]));
}

/** Replaces ids by rooms, in one statement. */
export async function withRooms<Row extends ItemRow>(
  context: Pick<Context, 'db'>,
  rows: readonly Row[],
): Promise<(Omit<Row, 'before' | 'after'> & Item)[]> {
  const ids = rows.flatMap(({ roomId, before, after }) =>
    [roomId, before?.roomId, before?.requestedRoomId, after?.roomId, after?.requestedRoomId].filter((id) => id != null),
  );
  const rooms = ids.length === 0 ? new Map<string, Room>() : await findRooms(context, ids);
  const roomOf = (id: string | null): Room | null => (id === null ? null : (rooms.get(id) ?? null));
  const factsOf = (facts: NotedFacts | null, requester: Person | null): Facts | null =>
    facts && { ...facts, room: roomOf(facts.roomId), requestedRoom: roomOf(facts.requestedRoomId), requester };
  return rows.map((row) => ({
    ...row,
    room: roomOf(row.roomId),
    before: factsOf(row.before, row.requesterBefore),
    after: factsOf(row.after, row.requesterAfter),
  }));
}

/** The columns of an item `i`, whose facts before its act are those of `before`. */
export function itemColumns(before = 'i.before'): string {
  return `i.booking_id as "bookingId", i.tenant_id as "tenantId", i.type::text as type, i.reason, i.room_id as "roomId", ${before} as before, i.after,
  ${personOf(before)} as "requesterBefore", ${personOf('i.after')} as "requesterAfter"`;
}

function personOf(facts: string): string {
  return `(select json_build_object('id', u.id, 'username', u.username, 'displayName', u.display_name) from users u where u.id = ((${facts})->>'requesterId')::uuid)`;
}

/** Row security checks the same once more. A page behind the last item has a row without one. */
const listedTo = 'i.act_id = acts.id and $2::uuid = any (i.told_to) and i.tenant_id = any ($3::uuid[])';
const pageRow = { actId: uuid, counts: json<readonly TypeCount[]>(), ...eachOrNull(itemRow) };
type PageRow = RowOf<typeof pageRow>;

function hasItem(row: PageRow): row is PageRow & ItemRow {
  return row.bookingId !== null;
}

const notificationItems = statement(
  'notificationItems',
  pageRow,
  `
  select acts.id as "actId", c.counts, i.*
  from unnest($1::uuid[]) acts (id)
  cross join lateral (
    select coalesce(json_agg(json_build_object('type', t.type, 'count', t.count, 'handedOver', t."handedOver") order by weight_of(t.type)), '[]') as counts
    from (select i.type, count(*)::int as count, count(*) filter (where i.before->>'requesterId' <> i.after->>'requesterId')::int as "handedOver" from notification_items i where ${listedTo} group by i.type) t
  ) c
  left join lateral (
    select ${itemColumns()} from notification_items i where ${listedTo}
    order by weight_of(i.type), i.starts_at, i.booking_id limit $4 offset $5
  ) i on true`,
);

/** The changed facts of a booking, by the names that people are told. */
export function changedFacts({ before, after }: Pick<Item, 'before' | 'after'>): BookingFactName[] {
  return before === null || after === null
    ? []
    : factNames.filter(
        (name) =>
          columnsOf[name].some((column) => before[column] !== after[column]) ||
          (name === 'CATERING' && after.cateringNotesChanged === true) ||
          (name === 'DEVICES' && after.deviceWishesChanged === true),
      );
}

const columnsOf = {
  STATUS: ['status'],
  TIMES: ['startsAt', 'endsAt'],
  ROOM: ['roomId'],
  REQUESTED_ROOM: ['requestedRoomId'],
  PEOPLE: ['numLearners', 'numFacilitators'],
  ...extraFacts,
  REQUESTER: ['requesterId'],
} as const satisfies Record<string, readonly (keyof NotedFacts)[]>;

export type BookingFactName = keyof typeof columnsOf;
export const factNames = Object.keys(columnsOf) as BookingFactName[];
