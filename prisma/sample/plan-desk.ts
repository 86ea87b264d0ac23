import { inventRequest, type Request } from './requests.ts';
import type { Plan } from './plan.ts';
import type { Span } from './facility-days.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import { type DeskAct, requesterOf, type Step } from './stories.ts';

/** A booking of devices only, without catering and people. */
export function devicesOnly(random: Random, span: Span, fixedFields: Partial<Request>): Request {
  return inventRequest(random, [span], {
    kind: 'DEVICES_ONLY',
    numLearners: 0,
    numFacilitators: 0,
    coffeeTeaStation: false,
    morningCatering: 'NONE',
    lunchCatering: 'NONE',
    cateringNotes: null,
    stationeryNeeded: false,
    waterBottles: 0,
    devicesNeeded: 0,
    deviceTypePreference: 'ANY',
    ...fixedFields,
  });
}

/** A rental to the client's own place, and back on that day. */
export function rentalTo(
  { clientName, clientContactPerson, clientPhone, clientEmail }: Request,
  number: string,
  returnOn: string,
): NonNullable<Request['offSite']> {
  return {
    rentalNumber: number,
    contactPerson: clientContactPerson,
    phone: clientPhone,
    email: clientEmail,
    company: clientName,
    address: '12 Sample Street, Midrand',
    returnOn,
  };
}

type Act = DeskAct & { readonly at: Date };

/**
 * Plans what the device desk did: two bookings of today, one of which has all its devices; a rental that is out, one
 * that is overdue, and a course that is over. From a random of its own, so that the rest of the sample stays as it is.
 */
export function planDesk(plan: Plan): void {
  const { days } = plan;
  const random = seededRandom(`device desk of ${days.today}`);
  const today = plan.span(0);
  tell(
    plan,
    devicesOnly(random, today, { tenant: 'TECH', devices: [{ category: 'ASUS X515', quantity: 5 }, { quantity: 2 }] }),
    [
      { action: 'assignDevices', at: days.at(-1, '10:15'), until: today.endsAt, quantity: 5, count: 5 },
      { action: 'assignDevices', at: days.at(-1, '10:20'), until: today.endsAt, quantity: 2, count: 2 },
    ],
  );
  tell(plan, devicesOnly(random, today, { tenant: 'TRAINING', devices: [{ kind: 'LAPTOP', quantity: 8 }] }), [
    { action: 'assignDevices', at: days.at(-1, '10:30'), until: today.endsAt, quantity: 8, count: 5 },
  ]);
  tellRental(plan, random, { number: 'R-2101', first: -3, last: 4, returns: 5, count: 6 }, [
    {
      action: 'returnDevices',
      at: days.at(-1, '15:10'),
      count: 1,
      condition: 'DAMAGED',
      note: 'The screen has a crack.',
    },
  ]);
  tellRental(plan, random, { number: 'R-2102', first: -12, last: -6, returns: -5, count: 4 }, [
    { action: 'returnDevices', at: days.at(-5, '16:00'), count: 1, condition: 'GOOD' },
  ]);
  const course = plan.span(-7);
  tell(plan, devicesOnly(random, course, { tenant: 'TRAINING', devices: [{ category: 'ASUS VIVO', quantity: 6 }] }), [
    { action: 'assignDevices', at: days.at(-8, '11:00'), until: course.endsAt, quantity: 6, count: 6 },
    { action: 'handOutDevices', at: days.at(-7, '07:35'), count: 6, takenBy: 'The trainer' },
    { action: 'returnDevices', at: days.at(-7, '16:20'), count: 6, condition: 'GOOD' },
  ]);
}

type Rental = {
  readonly number: string;
  /** Days from today, as those below. */
  readonly first: number;
  readonly last: number;
  readonly returns: number;
  readonly count: number;
};

function tellRental(plan: Plan, random: Random, { number, first, last, returns, count }: Rental, acts: Act[]): void {
  const { days } = plan;
  const span = plan.span(first, last - first + 1);
  const request = devicesOnly(random, span, { tenant: 'TECH', devices: [{ kind: 'LAPTOP', quantity: count }] });
  const until = days.at(returns + 1, '00:00');
  tell(plan, { ...request, offSite: rentalTo(request, number, days.day(returns)) }, [
    { action: 'assignDevices', at: days.at(first - 1, '14:00'), until, quantity: count, count },
    { action: 'handOutDevices', at: days.at(first, '07:45'), count, takenBy: request.clientContactPerson },
    ...acts,
  ]);
}

function tell(plan: Plan, request: Request, acts: readonly Act[]): void {
  const [first] = acts;
  const at = new Date((first?.at ?? plan.days.at(-1, '08:00')).getTime() - 2 * 86_400_000);
  plan.tell([
    { action: 'create', by: requesterOf(request), at, request },
    ...acts.map((act): Step => ({ ...act, by: 'it_staff', booking: 0 })),
  ]);
}
