import type pg from 'pg';
import { Random } from '../test/random.ts';

/** The size of a facility. The defaults are what the calendar must handle. */
export type HouseSize = {
  readonly rooms: number;
  /** Bookings that take a room in the month. */
  readonly bookings: number;
  /** Bookings that wait for a room in the month. */
  readonly ghosts: number;
};

export const largeHouse: HouseSize = { rooms: 200, bookings: 8_000, ghosts: 200 };

/** Far from what the sample facility contains: all bookings there come from `buildLargeHouse`. */
export const month = '2028-05';

const insertAtOnce = 200;
const dayMs = 86_400_000;
const hourMs = 3_600_000;
// Johannesburg has no summer time.
const firstDay = Date.parse(`${month}-01T00:00:00+02:00`);

/**
 * Fills one month of a facility that already has its tenants, its accounts and some rooms: it adds rooms up to that
 * number, and then bookings through their table, so that the triggers take the rooms. The same for the same size. Where
 * one stands already, those who share the facility share it.
 * @param owner of the tables
 */
export async function buildLargeHouse(owner: pg.Client, size: HouseSize): Promise<void> {
  const { rowCount: standing } = await owner.query(`select from rooms where name like 'Annexe %' limit 1`);
  if (standing) return;
  const random = new Random(size.rooms);
  await addRooms(owner, size.rooms, random);
  const rooms = await findRooms(owner);
  const authors = await findAuthors(owner);
  const plans = [...planInRooms(rooms, size.bookings, random), ...planWithoutRooms(rooms, size.ghosts, random)];
  const bookings = plans.map((plan) => bookingOf(plan, random.pick(authors), random));
  // Locks are kept in shared memory until the transaction ends, and each booking takes up to three.
  for (let start = 0; start < bookings.length; start += insertAtOnce)
    await insert(owner, 'bookings', bookings.slice(start, start + insertAtOnce));
  await owner.query('analyze bookings, room_occupancies, rooms');
}

type Row = Readonly<Record<string, unknown>>;

async function insert(
  owner: pg.Client,
  table: 'rooms' | 'room_parts' | 'bookings',
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await owner.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}

function uuidOf(random: Random): string {
  const hex = Array.from({ length: 4 }, () =>
    random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Every twelfth room is the two before it with the wall folded away. */
async function addRooms(owner: pg.Client, upTo: number, random: Random): Promise<void> {
  const {
    rows: [existing],
  } = await owner.query<{ count: number; last: number }>(
    'select count(*)::int as count, coalesce(max(position), 0) as last from rooms',
  );
  const { count, last } = existing ?? { count: 0, last: 0 };
  const rooms = Array.from({ length: Math.max(0, upTo - count) }, (_, index) => ({
    id: uuidOf(random),
    name: `Annexe ${Math.floor(index / 12) + 1}.${String((index % 12) + 1).padStart(2, '0')}`,
    capacity: 4 + random.below(37),
    position: last + 1 + index,
    setup_minutes: random.chance(0.2) ? 15 : 0,
    teardown_minutes: random.chance(0.2) ? 15 : 0,
    active: true,
    long_term: false,
  }));
  await insert(owner, 'rooms', rooms);
  const folded = rooms.flatMap((room, index) =>
    index % 12 === 11 ? [1, 2].map((back) => ({ room_id: room.id, part_id: rooms[index - back]?.id })) : [],
  );
  await insert(owner, 'room_parts', folded);
}

type Room = { readonly id: string; readonly capacity: number; readonly folded: boolean };

async function findRooms(owner: pg.Client): Promise<Room[]> {
  const { rows } = await owner.query<Room>(
    'select id, capacity, exists (select from room_parts where room_id = rooms.id) as folded from rooms where active order by position',
  );
  return rows;
}

type Author = { readonly id: string; readonly tenantId: string };

/** One author of each division. */
async function findAuthors(owner: pg.Client): Promise<Author[]> {
  const { rows } = await owner.query<Author>(
    `select u.id, g.tenant_id as "tenantId" from users u join role_grants g on g.user_id = u.id where g.role_name = 'staff' order by u.username`,
  );
  return rows;
}

type Times = { readonly startsAt: number; readonly endsAt: number; readonly setup: number; readonly teardown: number };
type Plan = Times & { readonly room: Room | null; readonly wish: Room | null; readonly status: string };

/** Plans Sundays for the folded walls, the other days for the rooms behind them, so that no two plans meet. */
function planInRooms(rooms: readonly Room[], count: number, random: Random): Plan[] {
  const possible = rooms.map((room) => {
    const days = daysOfMonth.filter(({ sunday }) => sunday === room.folded);
    return shuffled(timesOf(days, random), random).map((times): Plan => ({
      ...times,
      room,
      wish: null,
      status: random.pick(takingStatuses),
    }));
  });
  const planned: Plan[] = [];
  // One from each room in turn, so that all are about equally full.
  for (let turn = 0; planned.length < count; turn++) {
    const next = possible.flatMap((ofRoom) => ofRoom[turn] ?? []);
    if (next.length === 0) throw new Error(`${rooms.length} rooms have no place for ${count} bookings in a month.`);
    planned.push(...next.slice(0, count - planned.length));
  }
  return planned;
}

/** Plans ghosts, and half as many bookings that will never have a room. */
function planWithoutRooms(rooms: readonly Room[], ghosts: number, random: Random): Plan[] {
  return Array.from({ length: ghosts + Math.floor(ghosts / 2) }, (_, index) => {
    const status = index < ghosts ? 'PENDING' : random.pick(['REJECTED', 'CANCELLED']);
    return {
      ...random.pick(timesOf([random.pick(daysOfMonth)], random)),
      room: null,
      wish: random.chance(0.6) ? random.pick(rooms) : null,
      status,
    };
  });
}

const takingStatuses = [
  'CONFIRMED',
  'CONFIRMED',
  'CONFIRMED',
  'CONFIRMED',
  'ROOM_ASSIGNED',
  'ROOM_ASSIGNED',
  'COMPLETED',
] as const;

type Day = { readonly start: number; readonly sunday: boolean };

const daysOfMonth: readonly Day[] = Array.from({ length: 31 }, (_, index) => {
  const start = firstDay + index * dayMs;
  return { start, sunday: new Date(start + 12 * hourMs).getUTCDay() === 0 };
});

/**
 * Divides the days of a room: a whole one, halves with a while to set up, short ones that touch; some last for days.
 */
function timesOf(days: readonly Day[], random: Random): Times[] {
  const at = ({ start }: Day, from: number, to: number, setup = 0, teardown = 0): Times => ({
    startsAt: start + from * hourMs,
    endsAt: start + to * hourMs,
    setup,
    teardown,
  });
  const times: Times[] = [];
  for (let next = 0; next < days.length;) {
    const day = days[next++];
    if (!day) break;
    const kind = random.next();
    if (kind < 0.06) {
      const last =
        days
          .slice(next, next + 1 + random.below(3))
          .findLast(({ start }, index) => start === day.start + (index + 1) * dayMs) ?? day;
      next += (last.start - day.start) / dayMs;
      times.push(at(day, 7.5, 16.5 + (last.start - day.start) / hourMs, 30, 30));
    } else if (kind < 0.2) times.push(at(day, 7.5, 16.5, 30, 30));
    else if (kind < 0.4) times.push(at(day, 8, 17));
    else if (kind < 0.7) times.push(at(day, 7.5, 12, 15, 15), at(day, 12.5, 16.5, 15));
    else times.push(at(day, 8, 10), at(day, 10, 12), at(day, 13, 15), at(day, 15, 17));
  }
  return times;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

const words = [
  'Amber',
  'Baobab',
  'Coastal',
  'Delta',
  'Eastern',
  'Fynbos',
  'Granite',
  'Highveld',
  'Indigo',
  'Jacaranda',
  'Karoo',
  'Lowveld',
  'Marula',
  'Northern',
  'Orange',
  'Protea',
];
const trades = [
  'Bank',
  'Energy',
  'Freight',
  'Health',
  'Insurance',
  'Learning',
  'Logistics',
  'Mining',
  'Retail',
  'Water',
];

/** 5 to 60 characters, with words that a bar can break between. */
function clientName(random: Random): string {
  const length = 5 + random.below(56);
  let name = random.pick(words);
  while (name.length < length) name += ` ${random.pick(random.chance(0.5) ? words : trades)}`;
  return name.slice(0, length).trimEnd();
}

function bookingOf(plan: Plan, author: Author, random: Random): Row {
  return {
    id: uuidOf(random),
    tenant_id: author.tenantId,
    kind: 'ROOM',
    status: plan.status,
    client_name: clientName(random),
    client_contact_person: 'Somebody (sample)',
    client_email: 'somebody@large-house.example',
    client_phone: '+27 11 555 0100',
    // With its facilitator it fits.
    num_learners: random.below(plan.room?.capacity ?? 12),
    num_facilitators: 1,
    starts_at: new Date(plan.startsAt),
    ends_at: new Date(plan.endsAt),
    setup_minutes: plan.setup,
    teardown_minutes: plan.teardown,
    room_id: plan.room?.id ?? null,
    requested_room_id: plan.wish?.id ?? null,
    over_capacity_acknowledged: false,
    coffee_tea_station: random.chance(0.4),
    morning_catering: random.pick(['NONE', 'NONE', 'PASTRY', 'SANDWICHES']),
    lunch_catering: random.pick(['NONE', 'NONE', 'SELF_CATERED', 'IN_HOUSE']),
    stationery_needed: random.chance(0.3),
    water_bottles: random.below(3),
    devices_needed: random.chance(0.3) ? 1 + random.below(20) : 0,
    device_type_preference: random.pick(['ANY', 'LAPTOPS', 'DESKTOPS']),
    notes: random.chance(0.2) ? 'Chairs in a circle, and the projector on at eight.' : null,
    created_by_id: author.id,
    created_at: new Date(firstDay - 30 * dayMs),
    updated_at: new Date(firstDay - 30 * dayMs),
  };
}
