import type { FacilityDays, Span } from './facility-days.ts';
import { planFoldedWall, planHalfDays, planLeases, planLongNames } from './offices-and-walls.ts';
import { planRepair, planStocktaking } from './closures.ts';
import { type Hours, Plan, usualHours } from './plan.ts';
import { inventLearners, inventRequest } from './requests.ts';
import { planDesk } from './plan-desk.ts';
import { planSeries } from './plan-series.ts';
import { requestedByStaff, bookedDirectly, type Outcome, type Story } from './stories.ts';
import { planTurns } from './plan-turns.ts';

/** Nearly as many as the spreadsheet on the wall has today. */
export const wantedBookings = 810;

const firstWeek = -8;
const lastWeek = 15;

/** A busy facility: the past and the next weeks are full, and the further ahead, the less is booked. */
function wantedOf(week: number): number {
  return week < 0 ? 37 : Math.max(16, 47 - 2 * week);
}

/**
 * Plans what happened in the sample facility, from eight weeks ago to sixteen weeks ahead: the same for the same day.
 * Sorted by the time of the request.
 */
export function planBookings(days: FacilityDays): Story[] {
  const plan = new Plan(days);
  planRepair(plan);
  planLeases(plan);
  planFoldedWall(plan);
  planSeries(plan);
  planHalfDays(plan);
  planTurns(plan);
  planLongNames(plan);
  planDesk(plan);
  for (let week = firstWeek; week <= lastWeek; week++) {
    for (
      let tries = 0;
      tries < 300 && plan.bookingsOf(week) < wantedOf(week) && plan.bookings < wantedBookings;
      tries++
    )
      planOrdinary(plan, week);
  }
  for (let tries = 0; tries < 5_000 && plan.bookings < wantedBookings; tries++)
    planOrdinary(plan, plan.random.whole(2, lastWeek));
  planStocktaking(plan);
  return plan.stories.toSorted((a, b) => (a[0]?.at.getTime() ?? 0) - (b[0]?.at.getTime() ?? 0));
}

/** Plans one ordinary booking, if a room is free for it. */
function planOrdinary(plan: Plan, week: number): void {
  const { random } = plan;
  const { day, span } = inventSpan(plan, week);
  const numLearners = inventLearners(random);
  const people = numLearners + (numLearners > 20 ? 3 : 2);
  const { outcome, direct } = inventOutcome(plan, span, week);
  const at = plan.momentBefore(day);

  if (outcome === 'PENDING' || outcome === 'REJECTED') {
    const wish = random.chance(0.75) ? plan.wish(people, span) : null;
    plan.tell(
      requestedByStaff(
        random,
        inventRequest(random, [wish === null ? span : { ...span, wish }], { numLearners }),
        at,
        outcome,
      ),
    );
    return;
  }
  const room = plan.place(people, span);
  if (room === null) return;
  if (direct) {
    const devices =
      outcome === 'ROOM_ASSIGNED'
        ? { devicesNeeded: Math.min(numLearners, 15), deviceTypePreference: 'LAPTOPS' as const }
        : {};
    plan.tell(
      bookedDirectly(random, inventRequest(random, [{ ...span, room }], { numLearners, ...devices }), at, outcome),
    );
    return;
  }
  const wish = random.weigh([
    [room, 65],
    [plan.wish(people, span), 15],
    [null, 20],
  ] as const);
  const request = inventRequest(random, [wish === null ? span : { ...span, wish }], { numLearners });
  plan.tell(
    requestedByStaff(random, request, at, outcome, outcome === 'CANCELLED' && random.chance(0.5) ? [] : [room]),
  );
}

function inventSpan(plan: Plan, week: number): { day: number; span: Span } {
  const { random } = plan;
  const weekday = random.weigh([
    [1, 25],
    [2, 24],
    [3, 20],
    [4, 17],
    [5, 11],
    [6, 3],
  ] as const);
  const day = plan.dayOf(week, weekday);
  if (weekday === 6) return { day, span: plan.span(day, 1, ['08:00', '13:00']) };
  const length = Math.min(
    random.weigh([
      [1, 47],
      [2, 24],
      [3, 15],
      [4, 6],
      [5, 8],
    ] as const),
    6 - weekday,
  );
  const hours = random.weigh<Hours>([
    [usualHours, 80],
    [['08:00', '16:00'], 7],
    [['08:30', '15:30'], 5],
    [['09:00', '17:00'], 3],
    [['09:00', '13:00'], length === 1 ? 5 : 0],
  ]);
  return { day, span: plan.span(day, length, hours) };
}

type Shares = Readonly<Partial<Record<Outcome, number>>>;
function sharesOf(plan: Plan, span: Span, week: number): Shares {
  if (plan.isOver(span)) return { CONFIRMED: 84, CANCELLED: 9, REJECTED: 7 };
  if (plan.hasBegun(span)) return { CONFIRMED: 90, ROOM_ASSIGNED: 6, CANCELLED: 4 };
  if (week < 4) return { CONFIRMED: 63, ROOM_ASSIGNED: 17, PENDING: 10, CANCELLED: 7, REJECTED: 3 };
  if (week < 9) return { CONFIRMED: 49, ROOM_ASSIGNED: 21, PENDING: 21, CANCELLED: 6, REJECTED: 3 };
  return { CONFIRMED: 38, ROOM_ASSIGNED: 20, PENDING: 35, CANCELLED: 4, REJECTED: 3 };
}

function inventOutcome(plan: Plan, span: Span, week: number): { outcome: Outcome; direct: boolean } {
  const outcome = plan.random.weigh(Object.entries(sharesOf(plan, span, week)) as [Outcome, number][]);
  return { outcome, direct: plan.random.chance(outcome === 'CONFIRMED' ? 0.6 : 0.3) };
}
