import type { Room } from '../generated/prisma/client.ts';
import {
  bookingsWithPeople,
  type BookingView,
  noOccupancyColumns,
  viewColumns,
  viewRows,
  windowRow,
} from '../bookings/occupancy-view.ts';
import { minutesInAnyRoom } from '../bookings/turnaround.ts';
import { degreeOf } from '../people/rights/policy.ts';
import type { RequestContext } from '../platform/context.ts';
import {
  joinedStatement,
  type RowOf,
  statement,
  text,
  texts,
  timestamptz,
  uuid,
} from '../platform/database/statement.ts';
import { refuse } from '../platform/input.ts';
import { inputBounds } from '../platform/limit-row.ts';
import { may } from '../platform/may.ts';
import type { Position } from '../platform/outbox/event-cursor.ts';
import { roomColumns, roomRow } from '../resources/rooms.ts';
import { type Chances, whyNowhere, whyThere } from './plan-in-words.ts';
import type { PlanAnswer, PlanProblem } from './plan-problem.ts';

export type Placement = {
  readonly booking: BookingView;
  readonly room: Room;
  readonly spareSeats: number;
  readonly reason: string;
};
export type Unplaced = { readonly booking: BookingView; readonly reason: string };

export type RoomPlan = {
  /** Read before the rest. */
  readonly position: Position;
  readonly placements: readonly Placement[];
  readonly unplaced: readonly Unplaced[];
  readonly provenBest: boolean;
  readonly tookMs: number;
};

export type PlanRequest = { readonly from: Date; readonly to: Date; readonly bookingIds: readonly string[] | null };

type Planner = Pick<RequestContext, 'db' | 'events' | 'viewer' | 'clock' | 'sideThread'>;

export const planBounds = inputBounds({
  plannedBookings: { value: 1_000, unit: 'bookings of a plan', reason: 'More cannot be planned well in a second.' },
});
const mostGhosts = planBounds.plannedBookings.value;
const minuteMs = 60_000;

/** The search stops after so much work, which is the same on every machine, and after so long in any case. */
const planLimits = { mostSteps: 8_000_000, mostMs: 1_200 };

const planRoomsModule = new URL('./plan-rooms.ts', import.meta.url);

/**
 * Plans rooms for the ghosts that wait in a period, as the viewer sees them. It reserves nothing and changes nothing.
 * @throws InvalidInputError BusyError
 */
export async function loadPlan(context: Planner, request: PlanRequest): Promise<RoomPlan> {
  const { position } = context.events;
  const since = performance.now();
  const ghosts = await loadGhosts(context, request);
  if (ghosts.length > mostGhosts)
    refuse(
      'to',
      `${ghosts.length} bookings need a room in this period; at most ${mostGhosts.toLocaleString('en-ZA')} can be planned together. Choose a shorter period.`,
    );
  const rooms = await context.db.run(roomsToPlan());
  const problem = { ...(await problemOf(context, ghosts, rooms)), ...planLimits };
  const answer =
    ghosts.length === 0 ? nothingToPlan : await context.sideThread.run<PlanAnswer>(planRoomsModule, problem);
  return {
    position,
    ...inWords(ghosts, rooms, answer),
    provenBest: answer.provenBest,
    tookMs: Math.round(performance.now() - since),
  };
}

const nothingToPlan: PlanAnswer = { placements: [], chances: [], provenBest: true };

/** Ghosts whose start has passed are planned while their end is ahead; bookings that no longer wait are left out. */
async function loadGhosts(context: Planner, { from, to, bookingIds }: PlanRequest): Promise<BookingView[]> {
  const { viewer, db, clock } = context;
  const now = clock();
  const earliest = new Date(Math.max(from.getTime(), now.getTime()));
  const most = mostGhosts * 2;
  const rows = await db.run(
    bookingIds ? waitingGhosts('Named', earliest, to, most, bookingIds) : waitingGhosts('ToPlan', earliest, to, most),
  );
  const bookings = (await viewRows(context, rows)).flatMap(({ booking }) => booking ?? []);
  // A second check besides row security.
  return bookings.filter(
    ({ tenantId }) => degreeOf(viewer, tenantId) === 'full' && may(viewer, 'room:assign', tenantId),
  );
}

const roomToPlan = { ...roomRow, leafIds: texts };
type RoomRow = RowOf<typeof roomToPlan>;

async function problemOf(
  { db }: Planner,
  ghosts: readonly BookingView[],
  rooms: readonly RoomRow[],
): Promise<Omit<PlanProblem, 'mostSteps' | 'mostMs'>> {
  const seriesIds = [...new Set(ghosts.flatMap(({ seriesId }) => seriesId ?? []))];
  const longest =
    Math.max(
      0,
      ...[...rooms, ...ghosts].map(({ setupMinutes, teardownMinutes }) => Math.max(setupMinutes, teardownMinutes)),
    ) * minuteMs;
  const first = Math.min(...ghosts.map(({ startsAt }) => startsAt.getTime())) - longest;
  const last = Math.max(...ghosts.map(({ endsAt }) => endsAt.getTime())) + longest;
  const [occupancies, seriesBookings] = await Promise.all([
    ghosts.length === 0 ? [] : db.run(takenForPlan(new Date(first), new Date(last))),
    seriesIds.length === 0 ? [] : db.run(seriesForPlan(seriesIds)),
  ]);
  return {
    ghosts: ghosts.map((ghost) => {
      const { setupMinutes, teardownMinutes } = minutesInAnyRoom(ghost);
      return {
        id: ghost.id,
        from: ghost.startsAt.getTime(),
        to: ghost.endsAt.getTime(),
        people: ghost.numLearners + ghost.numFacilitators,
        wish: ghost.requestedRoomId,
        seriesId: ghost.seriesId,
        setup: setupMinutes === null ? null : setupMinutes * minuteMs,
        teardown: teardownMinutes === null ? null : teardownMinutes * minuteMs,
      };
    }),
    rooms: rooms.map(({ id, capacity, leafIds, setupMinutes, teardownMinutes, active, longTerm }) => ({
      id,
      capacity,
      leaves: leafIds,
      setup: setupMinutes * minuteMs,
      teardown: teardownMinutes * minuteMs,
      usable: active && !longTerm,
    })),
    occupancies: occupancies.map(({ leaf, from, to }) => ({ leaf, from: from.getTime(), to: to.getTime() })),
    seriesBookings: seriesBookings.map(({ seriesId, roomId, from }) => ({ seriesId, roomId, from: from.getTime() })),
  };
}

function inWords(
  ghosts: readonly BookingView[],
  rooms: readonly Room[],
  { placements, chances }: PlanAnswer,
): Pick<RoomPlan, 'placements' | 'unplaced'> {
  const roomOf = new Map(rooms.map((room) => [room.id, room]));
  const placeOf = new Map(placements.map(({ ghostId, roomId }) => [ghostId, roomOf.get(roomId)]));
  const chancesOf = new Map<string, Chances>(
    chances.map(({ ghostId, seating, free }) => [ghostId, { seating, free: new Set(free) }]),
  );
  const placedGhosts: Placement[] = [];
  const unplaced: Unplaced[] = [];
  for (const booking of ghosts) {
    const chancesOfGhost = chancesOf.get(booking.id) ?? { seating: 0, free: new Set() };
    const room = placeOf.get(booking.id);
    if (room)
      placedGhosts.push({
        booking,
        room,
        spareSeats: room.capacity - booking.numLearners - booking.numFacilitators,
        reason: whyThere(booking, room, chancesOfGhost),
      });
    else unplaced.push({ booking, reason: whyNowhere(booking, rooms, chancesOfGhost) });
  }
  return { placements: placedGhosts, unplaced };
}

// By bounds, like the calendar's: && is not leakproof. The 366 days are the longest booking.
const waitingGhosts = joinedStatement(
  'ghosts',
  windowRow,
  ['ToPlan', 'Named'],
  (which) => `
  select ${noOccupancyColumns}, ${viewColumns}
  from ${bookingsWithPeople}
  where b.tenant_id = any ((select current_tenants())::uuid[]) and b.status = 'PENDING' and b.kind = 'ROOM'
    and b.starts_at < $2 and b.starts_at > $1::timestamptz - interval '366 days' and b.ends_at > $1
    ${which === 'Named' ? 'and b.id = any ($4::uuid[])' : ''}
  order by b.starts_at, b.ends_at, b.id limit $3`,
);

// Rooms that fit equally well are preferred in this order: single ones before folded walls, then in calendar order.
const roomsToPlan = statement(
  'roomsToPlan',
  roomToPlan,
  `
  select ${roomColumns}, array_agg(l.leaf_id::text order by l.leaf_id) as "leafIds"
  from rooms join room_leaves l on l.room_id = rooms.id
  group by rooms.id order by count(*), position`,
);

const takenForPlan = statement(
  'takenForPlan',
  { leaf: text, from: timestamptz, to: timestamptz },
  `
  select room_id::text as leaf, lower(period) as "from", upper(period) as "to"
  from room_occupancies where period && tstzrange($1, $2)`,
);

const seriesForPlan = statement(
  'seriesForPlan',
  { seriesId: uuid, roomId: uuid, from: timestamptz },
  `
  select series_id as "seriesId", room_id as "roomId", starts_at as "from"
  from bookings
  where tenant_id = any ((select current_tenants())::uuid[]) and series_id = any ($1::uuid[]) and room_id is not null
    and status in ('ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED')
  order by starts_at, id`,
);
