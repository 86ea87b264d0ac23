import type { Span } from './facility-days.ts';
import type { Plan } from './plan.ts';
import { inventRequest, type Segment } from './requests.ts';
import { sampleRooms } from './rooms.ts';
import { requestedByStaff, bookedDirectly } from './stories.ts';

const workdays = [1, 2, 3, 4, 5];

/** Plans bookings of one request: a course that comes back each week, and groups that need several rooms at once. */
export function planSeries(plan: Plan): void {
  for (const [week, times, length] of [
    [-7, 6, 1],
    [-3, 6, 1],
    [0, 5, 2],
    [2, 6, 1],
    [6, 4, 1],
  ] as const)
    planWeekly(plan, week, times, length, 'direct');
  for (const [week, times, length] of [
    [-6, 4, 1],
    [1, 4, 2],
    [5, 5, 1],
  ] as const)
    planWeekly(plan, week, times, length, 'asked');
  for (const week of [-4, 0, 3, 8]) planBreakaways(plan, week);
}

function planWeekly(plan: Plan, week: number, times: number, length: number, way: 'direct' | 'asked'): void {
  const { random } = plan;
  const numLearners = random.whole(8, 18);
  for (const weekday of workdays.filter((day) => day + length - 1 <= 5)) {
    const firstDay = plan.dayOf(week, weekday);
    const spans = Array.from({ length: times }, (_, index): Span => plan.span(firstDay + 7 * index, length));
    const room = plan.place(numLearners + 2, ...spans);
    if (room === null) continue;
    const at = plan.momentBefore(firstDay, 10, 40);
    if (way === 'direct') {
      plan.tell(
        bookedDirectly(
          random,
          inventRequest(
            random,
            spans.map((span): Segment => ({ ...span, room })),
            { numLearners },
          ),
          at,
          'CONFIRMED',
        ),
      );
    } else {
      const request = inventRequest(
        random,
        spans.map((span): Segment => ({ ...span, wish: room })),
        { numLearners },
      );
      plan.tell(
        requestedByStaff(
          random,
          request,
          at,
          spans.some((span) => plan.hasBegun(span)) ? 'CONFIRMED' : 'ROOM_ASSIGNED',
          spans.map(() => room),
        ),
      );
    }
    return;
  }
}

/** Plans a plenary and two smaller rooms for the same days: the people differ from segment to segment. */
function planBreakaways(plan: Plan, week: number): void {
  const { random } = plan;
  const { day, span, room } = plan.find(week, { people: 24, length: 2 });
  const rooms = [room, ...[10, 12].map((people) => plan.place(people, span))].filter((name) => name !== null);
  const segments = rooms.map((name): Segment => ({
    ...span,
    room: name,
    note: name === room ? 'Plenary' : 'Group work',
  }));
  const seats = Math.min(...rooms.map((name) => sampleRooms.find((one) => one.name === name)?.capacity ?? 1));
  const request = inventRequest(random, segments, {
    numLearners: Math.min(9, seats - 1),
    numFacilitators: 1,
    lunchCatering: 'IN_HOUSE',
  });
  plan.tell(bookedDirectly(random, request, plan.momentBefore(day, 14, 50), 'CONFIRMED'));
}
