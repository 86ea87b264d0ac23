import type { OffSiteRental } from '../../server/src/bookings/off-site.ts';
import type { TenantCode } from './accounts.ts';
import { type Client, inventClient } from './clients.ts';
import type { Span } from './facility-days.ts';
import type { Random } from './seeded-random.ts';

export type Segment = Span & {
  /** Names of rooms. */
  readonly room?: string;
  readonly wish?: string;
  readonly note?: string;
};

/** What a requester fills into the booking form, with rooms and divisions by their names. */
export type Request = Client &
  Services & {
    readonly tenant: TenantCode;
    readonly kind: 'ROOM' | 'DEVICES_ONLY';
    readonly offSite?: OffSiteRental;
    /** Instead of a number: of a category, of a kind, or any. */
    readonly devices?: readonly {
      readonly category?: string;
      readonly kind?: 'LAPTOP' | 'DESKTOP';
      readonly quantity: number;
    }[];
    readonly numLearners: number;
    readonly numFacilitators: number;
    readonly acknowledgeOverCapacity: boolean;
    readonly segments: readonly Segment[];
  };

export type Services = {
  readonly coffeeTeaStation: boolean;
  readonly morningCatering: 'NONE' | 'PASTRY' | 'SANDWICHES';
  readonly lunchCatering: 'NONE' | 'SELF_CATERED' | 'IN_HOUSE';
  readonly cateringNotes: string | null;
  readonly stationeryNeeded: boolean;
  readonly waterBottles: number;
  readonly devicesNeeded: number;
  readonly deviceTypePreference: 'ANY' | 'LAPTOPS' | 'DESKTOPS';
};

const lunchWishes = [
  'Halaal, please, for all.',
  'Four vegetarians.',
  'Two vegans, one without nuts.',
  'Bunny chow on the second day, if the kitchen can.',
  'Lunch at 12:30 sharp: the trainer leaves early.',
  'Pap and chakalaka went down well last time.',
  'Kosher for one person.',
  'Light lunch, no red meat.',
];

const requesterNotes = [
  'U-shape, please.',
  'The projector must take HDMI.',
  'They arrive by bus at 07:15.',
  'Two flip charts.',
  'One guest uses a wheelchair.',
  'Exam: it has to be quiet next door.',
  'They bring their own laptops.',
  'Needs a second screen for the facilitator.',
  'Certificates are handed over on the last day.',
  'May need one more day; they decide on Monday.',
  'Same room as last time, if possible.',
  'Parking for twelve cars.',
];

/** How many people come: most groups are small, a few fill the large rooms. */
export function inventLearners(random: Random): number {
  return random.weigh([
    [random.whole(4, 8), 24],
    [random.whole(9, 14), 36],
    [random.whole(15, 22), 28],
    [random.whole(23, 34), 12],
  ]);
}

/** A form as people fill it in; fields that the planner fixes replace the invented ones. */
export function inventRequest(
  random: Random,
  segments: readonly Segment[],
  fixedFields: Partial<Request> = {},
): Request {
  const numLearners = fixedFields.numLearners ?? inventLearners(random);
  const numFacilitators =
    fixedFields.numFacilitators ??
    (numLearners > 20
      ? random.whole(2, 3)
      : random.weigh([
          [1, 80],
          [2, 20],
        ]));
  const note = random.chance(0.3) ? random.pick(requesterNotes) : undefined;
  return {
    ...inventClient(random),
    tenant: random.weigh([
      ['TECH', 46],
      ['TRAINING', 54],
    ]),
    kind: 'ROOM',
    ...inventServices(random, numLearners + numFacilitators, numLearners, daysOf(segments)),
    ...fixedFields,
    numLearners,
    numFacilitators,
    acknowledgeOverCapacity: fixedFields.acknowledgeOverCapacity ?? false,
    segments: note === undefined ? segments : segments.map((segment) => ({ note, ...segment })),
  };
}

function daysOf([first]: readonly Segment[]): number {
  return first ? Math.ceil((first.endsAt.getTime() - first.startsAt.getTime()) / 86_400_000) : 1;
}

function inventServices(random: Random, people: number, learners: number, days: number): Services {
  const lunchCatering = random.weigh([
    ['NONE', 34],
    ['SELF_CATERED', 20],
    ['IN_HOUSE', 46],
  ] as const);
  const devices = random.chance(0.3)
    ? Math.max(1, Math.min(25, learners - (random.chance(0.3) ? random.whole(1, 5) : 0)))
    : 0;
  return {
    coffeeTeaStation: random.chance(0.7),
    morningCatering: random.weigh([
      ['NONE', 52],
      ['PASTRY', 28],
      ['SANDWICHES', 20],
    ] as const),
    lunchCatering,
    // From three days on the kitchen's own alternating menu applies (docs/domain.md, "The booking form").
    cateringNotes: lunchCatering === 'IN_HOUSE' && days < 3 && random.chance(0.7) ? random.pick(lunchWishes) : null,
    stationeryNeeded: random.chance(0.4),
    waterBottles: random.chance(0.6) ? people : 0,
    devicesNeeded: devices,
    deviceTypePreference:
      devices === 0
        ? 'ANY'
        : random.weigh([
            ['ANY', 45],
            ['LAPTOPS', 42],
            ['DESKTOPS', 13],
          ] as const),
  };
}
