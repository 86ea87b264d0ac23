import { longNames, inventClient } from './clients.ts';
import type { Plan } from './plan.ts';
import { inventRequest, type Services } from './requests.ts';
import { foldedWall, sampleRooms } from './rooms.ts';
import { requestedByStaff, bookedDirectly } from './stories.ts';

const noServices: Services = {
  coffeeTeaStation: false,
  morningCatering: 'NONE',
  lunchCatering: 'NONE',
  cateringNotes: null,
  stationeryNeeded: false,
  waterBottles: 0,
  devicesNeeded: 0,
  deviceTypePreference: 'ANY',
};

/** Let for months: each lease is a booking of 366 days at most, from its first day to its last, counted from today. */
const leases: readonly (readonly [office: string, from: number, to: number])[] = [
  ['A302', -381, -32],
  ['A302', -31, 333],
  ['A303', -144, 161],
  ['Vision', -76, 118],
  ['Vision', 121, 302],
];

export function planLeases(plan: Plan): void {
  for (const [room, from, to] of leases) {
    const span = plan.span(from, to - from + 1);
    plan.wall.take(room, span);
    const request = inventRequest(plan.random, [{ ...span, room, note: 'Long-term office' }], {
      ...noServices,
      numLearners: plan.random.whole(2, 5),
      numFacilitators: 0,
    });
    plan.tell(bookedDirectly(plan.random, request, plan.momentBefore(from, 20, 60), 'CONFIRMED'));
  }
}

/** Plans room 24 with its wall folded away, and rooms 5 and 6 with it closed, one division in each. */
export function planFoldedWall(plan: Plan): void {
  const { random, wall } = plan;
  for (const week of [-7, -5, -2, 0, 1, 2, 4, 6, 9, 12]) {
    const length = random.whole(1, 2);
    for (const weekday of [2, 3, 1, 4]) {
      const day = plan.dayOf(week, weekday);
      const span = plan.span(day, length);
      if (!wall.isFree(foldedWall, span)) continue;
      wall.take(foldedWall, span);
      const fixedFields = { numLearners: random.whole(34, 46), numFacilitators: random.whole(2, 4), devicesNeeded: 0 };
      const at = plan.momentBefore(day, 10, 50);
      plan.tell(
        random.chance(0.5)
          ? bookedDirectly(random, inventRequest(random, [{ ...span, room: foldedWall }], fixedFields), at, 'CONFIRMED')
          : requestedByStaff(
              random,
              inventRequest(random, [{ ...span, wish: foldedWall }], fixedFields),
              at,
              week > 3 ? 'ROOM_ASSIGNED' : 'CONFIRMED',
              [foldedWall],
            ),
      );
      break;
    }
  }
  for (const week of [-3, 0, 3, 5]) planBothSides(plan, week);
  for (const week of [3, 7]) {
    const day = plan.dayOf(week, 3);
    plan.tell(
      requestedByStaff(
        random,
        inventRequest(random, [{ ...plan.span(day), wish: foldedWall }], { numLearners: 44, numFacilitators: 3 }),
        plan.momentBefore(day),
        'PENDING',
      ),
    );
  }
}

function planBothSides(plan: Plan, week: number): void {
  const { random, wall } = plan;
  const day = [4, 5, 1]
    .map((weekday) => plan.dayOf(week, weekday))
    .find((one) => wall.isFree(foldedWall, plan.span(one)));
  if (day === undefined) return;
  const span = plan.span(day);
  for (const [room, tenant] of [
    ['Ambition', 'TECH'],
    ['Perseverance', 'TRAINING'],
  ] as const) {
    wall.take(room, span);
    const request = inventRequest(random, [{ ...span, room }], { tenant, numLearners: random.whole(14, 22) });
    plan.tell(bookedDirectly(random, request, plan.momentBefore(day), 'CONFIRMED'));
  }
}

/** Plans one group in the morning and another one from twelve, in the same room: 12:00 belongs to the second. */
export function planHalfDays(plan: Plan): void {
  const { random } = plan;
  const suits = (name: string) => sampleRooms.some((room) => room.name === name && !room.setup && !room.teardown);
  for (const week of [-8, -7, -5, -4, -2, -1, 0, 0, 0, 1, 1, 2, 3, 4, 6, 9]) {
    const numLearners = random.whole(5, 13);
    const { day, room } = plan.find(week, { people: numLearners + 2, suits });
    for (const [tenant, hours] of [
      ['TECH', ['07:30', '12:00']],
      ['TRAINING', ['12:00', '16:30']],
    ] as const) {
      const request = inventRequest(random, [{ ...plan.span(day, 1, hours), room }], {
        tenant,
        numLearners,
        lunchCatering: 'NONE',
        cateringNotes: null,
      });
      plan.tell(bookedDirectly(random, request, plan.momentBefore(day), 'CONFIRMED'));
    }
  }
}

/** Plans names that are too long for a cell. */
export function planLongNames(plan: Plan): void {
  for (const [index, name] of longNames.entries()) {
    for (const week of [index, index - 3 * (index + 1), index + 4]) {
      const { day, span, room } = plan.find(week, { people: 17, length: index + 1 });
      const request = inventRequest(plan.random, [{ ...span, room }], {
        ...inventClient(plan.random, name),
        numLearners: 15,
        numFacilitators: 2,
      });
      plan.tell(bookedDirectly(plan.random, request, plan.momentBefore(day), 'CONFIRMED'));
    }
  }
}
