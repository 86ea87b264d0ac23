import type { AccountName } from './accounts.ts';
import type { Span } from './facility-days.ts';
import type { Random } from './seeded-random.ts';
import type { Request } from './requests.ts';

type ActorAndTime = { readonly by: AccountName; readonly at: Date };
/** Which booking of the story, in the order in which they are made. */
type BookingOfStory = { readonly booking: number };

/** What is done at the device desk, to so many devices of the booking. */
export type DeskAct = { readonly count: number } & (
  | {
      readonly action: 'assignDevices';
      /** Of the request for so many. */
      readonly quantity: number;
      /** Devices are chosen that nothing takes before. */
      readonly until: Date;
    }
  | { readonly action: 'handOutDevices'; readonly takenBy: string }
  | { readonly action: 'returnDevices'; readonly condition: 'GOOD' | 'DAMAGED'; readonly note?: string }
);

/** One action of one person, as it would come from a form. */
export type Step = ActorAndTime &
  (
    | { readonly action: 'create'; readonly request: Request }
    | (BookingOfStory & {
        readonly action: 'assign';
        readonly room: string;
        readonly notes?: string;
        readonly overCapacity?: boolean;
        readonly displace?: readonly number[];
        readonly reason?: string;
      })
    | (BookingOfStory & { readonly action: 'confirm' })
    | (BookingOfStory & { readonly action: 'reject' | 'cancel' | 'unassign'; readonly reason: string })
    | (BookingOfStory & Span & { readonly action: 'reschedule' })
    | (BookingOfStory & { readonly action: 'note'; readonly bossNotes: string })
    | (BookingOfStory & DeskAct)
    | (Span & { readonly action: 'close'; readonly rooms: readonly string[]; readonly reason: string })
  );

/** What happened to related bookings, in order. Stories are independent of each other. */
export type Story = readonly Step[];

/** The status that a booking ends with; a CONFIRMED one that is over becomes COMPLETED by itself. */
export type Outcome = 'PENDING' | 'ROOM_ASSIGNED' | 'CONFIRMED' | 'CANCELLED' | 'REJECTED';

const cancelReasons = [
  'The client postponed to next quarter.',
  'Too few people signed up.',
  'The trainer fell ill.',
  'The client’s budget was frozen.',
  'Moved online at the client’s wish.',
  'Booked twice by mistake.',
  'The client found a venue closer by.',
];
const rejectReasons = [
  'All rooms of that size are taken that week.',
  'The client has not paid for the last course yet.',
  'Asked for too late to prepare.',
  'We keep these days for maintenance of the building.',
  'The group is too large for our rooms with this layout.',
];
const bossNotes = [
  'Check the projector the day before.',
  'Keep the door to the corridor open for the caterers.',
  'Regular client: the usual layout.',
  'Key from reception.',
  'Chairs from the store: twenty are missing.',
  'Ask the client for the final number on the Friday before.',
];
export const displaceReasons = [
  'The board needs the room for the visit of the regulator.',
  'A larger group of a long-standing client needs these seats.',
  'The other group cannot climb stairs, and this room is on the ground floor.',
  'The exam needs this quiet room.',
];
export const takeBackReasons = [
  'The air conditioner is being repaired.',
  'The floor has water damage; we look for another room.',
];

const hour = 3_600_000;
export function hoursAfter(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * hour);
}

const bosses = [
  ['room_boss', 62],
  ['training_facility_admin', 20],
  ['it_rental_admin', 10],
  ['admin', 8],
] as const;

function inventBoss(random: Random): AccountName {
  return random.weigh(bosses);
}

export function requesterOf({ tenant }: Request): AccountName {
  return tenant === 'TECH' ? 'staff.tech' : 'staff.training';
}

/** Lets a boss book the rooms that the request names; the bookings end with this outcome. */
export function bookedDirectly(
  random: Random,
  request: Request,
  at: Date,
  outcome: 'ROOM_ASSIGNED' | 'CONFIRMED' | 'CANCELLED',
): Story {
  const by = inventBoss(random);
  const steps: Step[] = [{ action: 'create', by, at, request }];
  for (const booking of request.segments.keys()) {
    if (outcome === 'CONFIRMED' && request.devicesNeeded > 0)
      steps.push({ action: 'confirm', by, at: hoursAfter(at, 3), booking });
    if (outcome === 'CANCELLED')
      steps.push({ action: 'cancel', by, at: hoursAfter(at, 5), booking, reason: random.pick(cancelReasons) });
    if (outcome === 'CONFIRMED' && random.chance(0.06))
      steps.push({ action: 'note', by, at: hoursAfter(at, 4), booking, bossNotes: random.pick(bossNotes) });
  }
  return steps;
}

/** Lets staff ask, as they may; a boss gives each booking its room, where it gets one. `rooms` are by segment. */
export function requestedByStaff(
  random: Random,
  request: Request,
  at: Date,
  outcome: Outcome,
  rooms: readonly string[] = [],
): Story {
  const boss = random.weigh([
    ['room_boss', 80],
    ['training_facility_admin', 20],
  ] as const);
  const staff = requesterOf(request);
  const steps: Step[] = [{ action: 'create', by: staff, at, request }];
  for (const booking of request.segments.keys()) {
    const room = rooms[booking];
    if (room !== undefined) {
      const notes = random.chance(0.2) ? { notes: random.pick(bossNotes) } : {};
      steps.push({
        action: 'assign',
        by: boss,
        at: hoursAfter(at, 3),
        booking,
        room,
        ...notes,
        overCapacity: request.acknowledgeOverCapacity,
      });
    }
    if (outcome === 'CONFIRMED') steps.push({ action: 'confirm', by: boss, at: hoursAfter(at, 6), booking });
    if (outcome === 'REJECTED')
      steps.push({ action: 'reject', by: boss, at: hoursAfter(at, 3), booking, reason: random.pick(rejectReasons) });
    if (outcome === 'CANCELLED')
      steps.push({
        action: 'cancel',
        by: random.chance(0.6) ? staff : boss,
        at: hoursAfter(at, 8),
        booking,
        reason: random.pick(cancelReasons),
      });
  }
  return steps;
}
