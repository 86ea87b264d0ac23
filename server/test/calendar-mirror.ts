import { type Caller, SocketCaller, type Subscription } from './client.ts';
import { roomId, type TenantCode } from './factories.ts';
import { Random } from './random.ts';

type SeenBooking = {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly clientName: string;
  readonly tenant: { readonly code: TenantCode };
};
type Occupancy = {
  readonly id: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly room: { readonly position: number };
  readonly bookedRoom: { readonly position: number } | null;
  readonly booking: SeenBooking | null;
};
type Change = {
  readonly cursor: string;
  readonly bookingId: string | null;
  readonly version: number | null;
  readonly removedGhostId: string | null;
  readonly removedOccupancyIds: readonly string[];
  readonly occupancies: readonly Occupancy[];
  readonly ghost: SeenBooking | null;
};
type Shown = { readonly occupancies: readonly Occupancy[]; readonly ghosts: readonly SeenBooking[] };

const booking = 'id version status clientName tenant { code }';
const occupancy = `id startsAt endsAt room { position } bookedRoom { position } booking { ${booking} }`;
const calendarDocument = `query ($from: DateTime!, $to: DateTime!, $roomIds: [ID!]) {
  calendar(from: $from, to: $to, roomIds: $roomIds) { cursor occupancies { ${occupancy} } ghosts { ${booking} } } }`;
const changesDocument = `subscription ($from: DateTime!, $to: DateTime!, $roomIds: [ID!], $after: EventCursor) {
  calendarChanged(from: $from, to: $to, roomIds: $roomIds, after: $after) {
    cursor bookingId version removedGhostId removedOccupancyIds occupancies { ${occupancy} } ghost { ${booking} } } }`;

export type MirrorOptions = {
  /** The same person at each server. */
  readonly callers: readonly Caller[];
  readonly from: Date;
  readonly to: Date;
  readonly rooms?: readonly number[];
  /** The divisions whose bookings this person may see at all. */
  readonly mayKnow: readonly TenantCode[];
  readonly seed: number;
};

/** A client's picture of one window, kept true as the contract tells a client to, by nothing but changes. */
export class CalendarMirror {
  /** What must never come. */
  readonly complaints: string[] = [];
  cuts = 0;
  changes = 0;
  readonly #options: MirrorOptions;
  readonly #random: Random;
  readonly #occupancies = new Map<string, Occupancy>();
  readonly #ghosts = new Map<string, SeenBooking>();
  readonly #versions = new Map<string, number>();
  #cursor = '';
  #server = 0;
  #socket: SocketCaller | undefined;
  #subscription: Subscription<{ calendarChanged: Change }> | undefined;

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
    this.#server = options.seed;
  }

  get #variables() {
    const { from, to, rooms } = this.#options;
    return { from, to, ...(rooms ? { roomIds: rooms.map(roomId) } : {}) };
  }

  get #caller(): Caller {
    return this.#options.callers[this.#server % this.#options.callers.length] as Caller;
  }

  /** The one and only load; from here on there are only changes. */
  async load(): Promise<void> {
    const { calendar } = await this.#caller.get<{ calendar: Shown & { cursor: string } }>(
      calendarDocument,
      this.#variables,
    );
    this.#cursor = calendar.cursor;
    this.#put(calendar.occupancies, calendar.ghosts);
  }

  /** Follows the changes, losing its connection now and then and going on at the other server, until one begins then. */
  async followUntilTaken(startsAt: Date): Promise<void> {
    const isThere = (): boolean =>
      [...this.#occupancies.values()].some((taken) => taken.startsAt === startsAt.toISOString());
    while (!isThere()) {
      this.#connect();
      let left = 1 + this.#random.below(40);
      for (; left > 0 && !isThere(); left -= 1) {
        const change = await this.#subscription?.next();
        if (change === undefined) {
          this.complaints.push(`ended: ${JSON.stringify(await this.#subscription?.ended)}`);
          return;
        }
        this.#apply(change.calendarChanged);
      }
      if (left === 0) this.#cut();
    }
    await this.close();
  }

  #connect(): void {
    this.#server += 1;
    this.#socket = this.#caller.connect();
    this.#subscription = this.#socket.subscribe(changesDocument, { ...this.#variables, after: this.#cursor });
  }

  #cut(): void {
    this.cuts += 1;
    this.#socket?.cut();
  }

  async close(): Promise<void> {
    await this.#socket?.close();
  }

  #apply(change: Change): void {
    this.changes += 1;
    this.#cursor = change.cursor;
    const bookings = [...change.occupancies.map((one) => one.booking), change.ghost].filter((one) => one !== null);
    const foreign = bookings.filter(({ tenant }) => !this.#options.mayKnow.includes(tenant.code));
    if (foreign.length > 0) this.complaints.push(`shown a booking of another division: ${JSON.stringify(change)}`);
    if (
      change.bookingId === null &&
      (bookings.length > 0 || change.version !== null || change.removedGhostId !== null)
    ) {
      this.complaints.push(`masked, and yet more than busy: ${JSON.stringify(change)}`);
    }
    if (change.bookingId !== null && change.version !== null) {
      const known = this.#versions.get(change.bookingId) ?? 0;
      if (change.version < known) this.complaints.push(`went back from version ${known} to ${change.version}`);
      if (change.version < known) return;
      this.#versions.set(change.bookingId, change.version);
    }
    for (const id of change.removedOccupancyIds) this.#occupancies.delete(id);
    if (change.removedGhostId !== null) this.#ghosts.delete(change.removedGhostId);
    this.#put(change.occupancies, change.ghost === null ? [] : [change.ghost]);
  }

  #put(occupancies: readonly Occupancy[], ghosts: readonly SeenBooking[]): void {
    for (const one of occupancies) this.#occupancies.set(one.id, one);
    for (const one of ghosts) this.#ghosts.set(one.id, one);
    for (const one of [...occupancies.flatMap((taken) => taken.booking ?? []), ...ghosts]) {
      this.#versions.set(one.id, Math.max(one.version, this.#versions.get(one.id) ?? 0));
    }
  }

  /** What it shows now; and what somebody who loads the window now is shown. */
  async compare(): Promise<{ mirrored: Shown; committed: Shown }> {
    const { calendar } = await this.#caller.get<{ calendar: Shown }>(calendarDocument, this.#variables);
    return {
      mirrored: sorted({ occupancies: [...this.#occupancies.values()], ghosts: [...this.#ghosts.values()] }),
      committed: sorted({ occupancies: calendar.occupancies, ghosts: calendar.ghosts }),
    };
  }
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
function sorted({ occupancies, ghosts }: Shown): Shown {
  return {
    occupancies: occupancies.toSorted(byId),
    ghosts: ghosts.toSorted(byId),
  };
}
