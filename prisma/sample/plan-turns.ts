import type { Plan } from './plan.ts';
import { devicesOnly, rentalTo } from './plan-desk.ts';
import { inventRequest } from './requests.ts';
import {
  requestedByStaff,
  bookedDirectly,
  displaceReasons,
  hoursAfter,
  requesterOf,
  takeBackReasons,
} from './stories.ts';

/** Plans the irregular cases, for which the people at the desk are there. */
export function planTurns(plan: Plan): void {
  for (const [week, after] of [
    [-3, 'moves'],
    [0, 'moves'],
    [1, 'waits'],
    [2, 'waits'],
    [5, 'waits'],
  ] as const)
    planDisplacement(plan, week, after);
  for (const [week, competitors] of [
    [1, 3],
    [2, 3],
    [4, 2],
  ] as const)
    planCompetition(plan, week, competitors);
  for (const day of [-12, -4]) planOverdue(plan, day);
  for (const week of [-6, -1, 0, 1, 3, 7]) planMove(plan, week);
  for (const week of [1, 3]) planTakeBack(plan, week);
  for (const week of [-5, -1, 0, 1, 4, 8]) planTightSqueeze(plan, week);
  for (const week of [-2, 0, 2, 6]) planSecondChance(plan, week);
  for (const [week, outcome] of [
    [-4, 'CANCELLED'],
    [-2, 'REJECTED'],
    [0, 'PENDING'],
    [1, 'PENDING'],
    [1, 'PENDING'],
    [2, 'PENDING'],
    [4, 'PENDING'],
    [9, 'PENDING'],
  ] as const) {
    const span = plan.span(plan.dayOf(week, plan.random.whole(1, 3)) + (week === 0 ? 7 : 0), plan.random.whole(2, 5));
    const devicesNeeded = plan.random.whole(4, 20);
    const request = devicesOnly(plan.random, span, { devicesNeeded, deviceTypePreference: 'LAPTOPS' });
    plan.tell(
      requestedByStaff(
        plan.random,
        { ...request, offSite: rentalTo(request, `R-${2040 + week}`, span.endsAt.toISOString().slice(0, 10)) },
        plan.momentBefore(week * 7, 5, 20),
        outcome,
      ),
    );
  }
}

/** Plans a larger group that takes a room; the displaced booking moves to another room, or waits as a ghost again. */
function planDisplacement(plan: Plan, week: number, after: 'moves' | 'waits'): void {
  const { random } = plan;
  const { day, span, room } = plan.find(week, { people: 17 });
  const at = plan.momentBefore(day, 12, 30);
  const first = inventRequest(random, [{ ...span, room }], { tenant: 'TRAINING', numLearners: 12, numFacilitators: 1 });
  const second = inventRequest(random, [{ ...span, wish: room }], {
    tenant: 'TECH',
    numLearners: 15,
    numFacilitators: 2,
  });
  const other = after === 'moves' ? plan.place(13, span) : null;
  plan.tell([
    ...bookedDirectly(random, first, at, 'CONFIRMED'),
    { action: 'create', by: 'staff.tech', at: hoursAfter(at, 4), request: second },
    {
      action: 'assign',
      by: 'room_boss',
      at: hoursAfter(at, 5),
      booking: 1,
      room,
      displace: [0],
      reason: random.pick(displaceReasons),
    },
    { action: 'confirm', by: 'room_boss', at: hoursAfter(at, 6), booking: 1 },
    ...(other === null
      ? []
      : ([
          {
            action: 'assign',
            by: 'room_boss',
            at: hoursAfter(at, 7),
            booking: 0,
            room: other,
            notes: 'Moved; the client agrees.',
          },
          { action: 'confirm', by: 'room_boss', at: hoursAfter(at, 8), booking: 0 },
        ] as const)),
  ]);
}

/** Plans several requests for the same day, and the same room: the boss has to choose. */
function planCompetition(plan: Plan, week: number, competitors: number): void {
  const { random } = plan;
  const day = plan.dayOf(week, 2);
  const wish = random.pick(['Gratitude', 'Motivation', 'Empower']);
  for (let index = 0; index < competitors; index++) {
    const request = inventRequest(random, [{ ...plan.span(day, index === 1 ? 2 : 1), wish }], {
      numLearners: random.whole(15, 18),
      numFacilitators: 1,
    });
    plan.tell(requestedByStaff(random, request, plan.momentBefore(day, 8, 30), 'PENDING'));
  }
}

/** Plans a ghost whose start passed without an answer; it stays, and is shown as overdue (docs/domain.md, "Life of a booking"). */
function planOverdue(plan: Plan, around: number): void {
  const { random } = plan;
  const day = [around, around - 1, around - 2].find((one) => plan.days.weekday(one) <= 5) ?? around;
  const span = plan.span(day, 1);
  const request = inventRequest(random, [{ ...span, wish: plan.wish(14, span) ?? 'Growth' }], {
    numLearners: 13,
    numFacilitators: 1,
  });
  plan.tell(requestedByStaff(random, request, plan.momentBefore(day, 4, 9), 'PENDING'));
}

/** Plans a client who asks for the same days of the week after. */
function planMove(plan: Plan, week: number): void {
  const { random } = plan;
  const { day, span } = plan.find(week, { people: 9, hours: ['08:00', '15:30'] });
  const newSpan = plan.span(day + 7, 1, ['08:00', '15:30']);
  const numLearners = random.whole(5, 8);
  const room = plan.place(numLearners + 1, span, newSpan);
  if (room === null) return;
  const request = inventRequest(random, [{ ...span, room }], { numLearners, numFacilitators: 1 });
  const at = plan.momentBefore(day, 9, 30);
  plan.tell([
    ...bookedDirectly(random, request, at, 'CONFIRMED'),
    { action: 'reschedule', by: 'room_boss', at: hoursAfter(at, 6), booking: 0, ...newSpan },
  ]);
}

/** Plans a booking that had a room, and lost it again. */
function planTakeBack(plan: Plan, week: number): void {
  const { random } = plan;
  const { day, span, room } = plan.find(week, { people: 12 });
  const request = inventRequest(random, [{ ...span, wish: room }], { numLearners: 11, numFacilitators: 1 });
  const at = plan.momentBefore(day, 6, 25);
  plan.tell([
    ...requestedByStaff(random, request, at, 'ROOM_ASSIGNED', [room]),
    { action: 'unassign', by: 'room_boss', at: hoursAfter(at, 7), booking: 0, reason: random.pick(takeBackReasons) },
  ]);
}

/** Plans more people than seats, where the requester acknowledged it. */
function planTightSqueeze(plan: Plan, week: number): void {
  const { random } = plan;
  const room = random.pick([
    ['Success', 10],
    ['Respect', 10],
    ['Innovation', 12],
    ['Integrity', 15],
  ] as const);
  const { day, span } = plan.find(week, { people: room[1] - 1, suits: (name) => name === room[0] });
  const fixedFields = { numLearners: room[1] + random.whole(0, 2), numFacilitators: 1, acknowledgeOverCapacity: true };
  const at = plan.momentBefore(day);
  plan.tell(
    random.chance(0.5)
      ? bookedDirectly(random, inventRequest(random, [{ ...span, room: room[0] }], fixedFields), at, 'CONFIRMED')
      : requestedByStaff(random, inventRequest(random, [{ ...span, wish: room[0] }], fixedFields), at, 'CONFIRMED', [
          room[0],
        ]),
  );
}

/** Plans a cancelled booking, and another one that gets the room the same day. */
function planSecondChance(plan: Plan, week: number): void {
  const { random } = plan;
  const { day, span, room } = plan.find(week, { people: 10 });
  const at = plan.momentBefore(day, 12, 30);
  const [first, second] = [8, 9].map((numLearners) =>
    inventRequest(random, [{ ...span, room }], { numLearners, numFacilitators: 1 }),
  );
  if (!first || !second) return;
  const by = requesterOf(second);
  plan.tell([
    ...bookedDirectly(random, first, at, 'CANCELLED'),
    { action: 'create', by, at: hoursAfter(at, 6), request: second },
    { action: 'assign', by: 'room_boss', at: hoursAfter(at, 7), booking: 1, room },
    { action: 'confirm', by: 'room_boss', at: hoursAfter(at, 8), booking: 1 },
  ]);
}
