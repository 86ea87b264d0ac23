import { cacheExchange } from '@urql/exchange-graphcache';
import { Client, createRequest, gql, type AnyVariables } from 'urql';
import { cacheConfig } from '../src/app/cache.ts';
import { bookingWindow } from '../src/bookings/use-booking.ts';
import { calendarWindow } from '../src/calendar/data/calendar-window.ts';
import { liveExchange } from '../src/graphql/live-exchange.ts';
import { LiveStatusStore } from '../src/graphql/live-status.ts';
import { withStreams, type WindowRules } from '../src/graphql/live-window.ts';
import { newestWins } from '../src/graphql/newest-wins.ts';
import { Positions } from '../src/graphql/positions.ts';
import { Session } from '../src/graphql/session.ts';
import { Facility, fortnight, seeded, weeks, type Period } from './facility-model.ts';
import { Network } from './network-model.ts';

const booking = 'id version status startsAt endsAt';
const occupancy = 'id startsAt endsAt room { id } booking { id version status }';
const Window = gql<{ calendar: ShownCalendar }>(`
  query ($from: DateTime!, $to: DateTime!) {
    calendar(from: $from, to: $to) { cursor occupancies { ${occupancy} } ghosts { ${booking} } }
  }
`);
const Changes = gql(`
  subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) {
    calendarChanged(from: $from, to: $to, after: $after) {
      cursor removedOccupancyIds occupancies { ${occupancy} } removedGhostId ghost { ${booking} } bookingId version
    }
  }
`);
const ById = gql<{ booking: ShownBooking | null }>(`query ($id: ID!) { booking(id: $id) { ${booking} } }`);
const BookingChanges = gql(`
  subscription ($id: ID!, $after: EventCursor) {
    bookingChanged(id: $id, after: $after) { cursor booking { ${booking} } }
  }
`);
const Touch = gql(`mutation ($id: ID!) { confirmBooking(id: $id) { booking { ${booking} } } }`);

type ShownBooking = { readonly id: string; readonly version: number };
type ShownCalendar = {
  readonly occupancies: readonly { readonly id: string; readonly booking: ShownBooking | null }[];
  readonly ghosts: readonly ShownBooking[];
};

/** As the pages declare theirs, with questions that fit into a test. */
function ruled(rules: WindowRules, read: typeof Window | typeof ById): WindowRules {
  return { ...rules, requestOf: (variables) => createRequest<unknown, AnyVariables>(read as typeof Window, variables) };
}
const calendarRules = ruled(calendarWindow.rules, Window);
const bookingRules = ruled(bookingWindow.rules, ById);

/** A week, a list over both weeks, and the drawer of one booking, as somebody has them open who goes on looking. */
class Page {
  /** What was wrong with what was shown. */
  readonly faults: string[] = [];
  week = weeks[0]!;
  open = 'b0';
  #shown: { week?: ShownCalendar; list?: ShownCalendar; drawer?: ShownBooking | null } = {};
  #client!: Client;
  readonly #network: Network;
  readonly #versions = new Map<string, number>();
  #ends = new Map<string, () => void>();

  constructor(network: Network) {
    this.#network = network;
    this.begin();
  }

  /** As it is mounted, and mounted anew once the viewer may see less: nothing that was read is known any more. */
  begin(): void {
    for (const end of this.#ends.values()) end();
    this.#ends.clear();
    const session = new Session('http://nowhere.invalid');
    const newest = newestWins();
    let isOver = false;
    session.onCurtailed(() => {
      if (isOver) return;
      isOver = true;
      queueMicrotask(() => this.begin());
    });
    const around = {
      socket: this.#network.socket,
      positions: new Positions(),
      status: new LiveStatusStore(),
      session,
      forgetVersions: newest.forget,
    };
    this.#client = new Client({
      url: 'http://nowhere.invalid',
      preferGetMethod: false,
      exchanges: [
        newest.beforeCache,
        cacheExchange(withStreams({ ...cacheConfig, logger: () => undefined })),
        newest.afterCache,
        liveExchange(around),
        this.#network.exchange,
      ],
    });
    this.show(this.week);
    this.#follow('list', Window, fortnight, Changes, calendarRules);
    this.openDrawer(this.open);
  }

  show(week: Period): void {
    this.week = week;
    this.#follow('week', Window, week, Changes, calendarRules);
  }

  openDrawer(id: string): void {
    this.open = id;
    this.#follow('drawer', ById, { id }, BookingChanges, bookingRules);
  }

  #follow(
    place: 'week' | 'list' | 'drawer',
    read: typeof Window | typeof ById,
    variables: object,
    follow: typeof Changes,
    rules: WindowRules,
  ): void {
    this.#ends.get(place)?.();
    delete this.#shown[place];
    const query = this.#client
      .query(read as typeof Window, variables, { requestPolicy: 'cache-and-network' })
      .subscribe(({ data }) => {
        if (!data) return;
        Object.assign(this.#shown, { [place]: Object.values(data)[0] });
        this.#neverGoesBack();
      });
    const stream = this.#client.subscription(follow, variables, { liveWindow: rules }).subscribe(() => undefined);
    this.#ends.set(place, () => {
      stream.unsubscribe();
      query.unsubscribe();
    });
  }

  refetch(): void {
    const request = createRequest<unknown, AnyVariables>(Window, this.week);
    this.#client.reexecuteOperation(
      this.#client.createRequestOperation('query', request, { requestPolicy: 'network-only' }),
    );
  }

  touch(id: string): void {
    this.#client.mutation(Touch, { id }).subscribe(() => undefined);
  }

  #bookingsIn({ occupancies, ghosts }: ShownCalendar): readonly ShownBooking[] {
    return [...occupancies.flatMap(({ booking }) => booking ?? []), ...ghosts];
  }

  #bars(): readonly ShownBooking[] {
    const { week, list } = this.#shown;
    return [week, list].flatMap((one) => (one ? this.#bookingsIn(one) : []));
  }

  #neverGoesBack(): void {
    const { drawer } = this.#shown;
    for (const { id, version } of [...this.#bars(), ...(drawer ? [drawer] : [])]) {
      const before = this.#versions.get(id) ?? 0;
      // Each place of the page is told by itself: until all are, the others may be behind.
      if (version < before) this.#late.set(id, `${id} from ${before} to ${version}`);
      this.#versions.set(id, Math.max(before, version));
    }
  }
  readonly #late = new Map<string, string>();

  /** Once all that belongs to one moment is done: a frame would be painted now. */
  paint(): void {
    this.#late.clear();
    this.#neverGoesBack();
    this.faults.push(...[...this.#late.values()].map((words) => `went back: ${words}`));
    const { drawer } = this.#shown;
    const bar = this.#bars().find(({ id, version }) => id === drawer?.id && version !== drawer.version);
    if (drawer && bar) this.faults.push(`${bar.id} is ${bar.version} as a bar and ${drawer.version} in its drawer`);
  }

  /** What is shown, in words that can be compared. */
  inWords() {
    const { week, list, drawer } = this.#shown;
    return [week && wordsOf(week), list && wordsOf(list), drawer && `${drawer.id}v${drawer.version}`];
  }
}

function wordsOf({ occupancies, ghosts }: ShownCalendar) {
  return {
    occupancies: occupancies
      .map(({ id, booking }) => `${id} ${booking ? `${booking.id}v${booking.version}` : 'busy'}`)
      .toSorted(),
    ghosts: ghosts.map(({ id, version }) => `${id}v${version}`).toSorted(),
  };
}

/** The next turn of the event loop; a timer would take a millisecond each. */
function tick() {
  return new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/**
 * Plays what may happen to a page in an order of chance: changes here and elsewhere, late and lost answers, cuts, streams
 * that end, positions that are too old, rights that change. Gives back what was wrong on the way, what is shown in the
 * end, and what a fresh read shows. Timers are those of the test.
 */
export async function playSchedule(seed: number, steps: number) {
  const random = seeded(seed);
  const facility = new Facility(random);
  const network = new Network(facility, random);
  const page = new Page(network);
  for (let step = 0; step < steps; step++) {
    const dice = random();
    if (dice < 0.12) facility.change();
    else if (dice < 0.15) page.show(weeks[Math.floor(random() * 2)]!);
    else if (dice < 0.18) page.refetch();
    else if (dice < 0.22) page.touch(facility.any().id);
    else if (dice < 0.24) page.openDrawer(facility.any().id);
    else if (dice < 0.28 && network.isEven()) {
      facility.changeRights();
      // The viewer hears of fewer rights by a stream of its own, sooner or later than the windows do.
      if (!facility.seesOther) network.tasks.push(() => page.begin());
    } else network.step();
    await tick();
    page.paint();
  }
  while (network.drain()) await tick();
  page.paint();
  const open = facility.booking(page.open);
  const periods = [page.week, fortnight].map((period) => wordsOf(facility.calendar(period)));
  const truth = [...periods, open && `${open.id}v${open.version}`];
  return { faults: page.faults, shown: page.inWords(), truth };
}
