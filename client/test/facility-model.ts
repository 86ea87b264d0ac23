export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Row = {
  readonly id: string;
  version: number;
  status: 'PENDING' | 'CONFIRMED' | 'CANCELLED';
  startsAt: string;
  endsAt: string;
  room: string;
  /** Of one's own division, of one that is seen only with further rights, or of one that is never more than busy. */
  readonly of: 'own' | 'other' | 'foreign';
  occupancy: string | null;
};

export type Period = { readonly from: string; readonly to: string };

function day(number: number) {
  return new Date(Date.UTC(2026, 10, number, 6)).toISOString();
}
export const weeks: readonly Period[] = [
  { from: day(2), to: day(9) },
  { from: day(9), to: day(16) },
];
/** What a list follows beside the week of the calendar. */
export const fortnight: Period = { from: day(2), to: day(16) };

/** Bookings, and the log of what was done to them, as the server keeps both; and what the viewer may see. */
export class Facility {
  readonly rows: Row[] = [];
  readonly log: { readonly row: Row; readonly removed: string | null }[] = [];
  seesOther = true;
  /** Counts the changes of rights: a position is of no use under others. */
  rights = 0;
  #ids = 0;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
    for (let index = 0; index < 12; index++) {
      this.rows.push({
        id: `b${index}`,
        version: 0,
        status: 'PENDING',
        startsAt: '',
        endsAt: '',
        room: '',
        of: index % 4 === 3 ? 'foreign' : index % 4 === 2 ? 'other' : 'own',
        occupancy: null,
      });
      this.change(this.rows[index]!);
    }
  }

  any(): Row {
    return this.rows[Math.floor(this.#random() * this.rows.length)]!;
  }

  change(row = this.any()): Row {
    const first = 2 + Math.floor(this.#random() * 13);
    const removed = row.occupancy;
    row.version++;
    row.startsAt = day(first);
    row.endsAt = day(first + 1 + Math.floor(this.#random() * 3));
    row.room = `r${Math.floor(this.#random() * 5)}`;
    row.status = this.#random() < 0.6 ? 'CONFIRMED' : this.#random() < 0.5 ? 'PENDING' : 'CANCELLED';
    row.occupancy = row.status === 'CONFIRMED' ? `o${this.#ids++}` : null;
    this.log.push({ row, removed });
    return row;
  }

  changeRights(): void {
    this.seesOther = !this.seesOther;
    this.rights++;
  }

  isSeen({ of }: Row): boolean {
    return of === 'own' || (of === 'other' && this.seesOther);
  }

  /** The position after so much of the log, under the rights of now. */
  cursorAt(length = this.log.length): string {
    return `${length} ${this.rights}`;
  }

  #show({ id, version, status, startsAt, endsAt }: Row) {
    return { __typename: 'Booking', id, version, status, startsAt, endsAt };
  }

  #meets = (row: Row, { from, to }: Period) => row.startsAt < to && row.endsAt > from;

  #occupancies(row: Row, period: Period) {
    if (row.occupancy === null || !this.#meets(row, period)) return [];
    const { id, version, status, startsAt, endsAt } = row;
    return [
      {
        __typename: 'Occupancy',
        id: row.occupancy,
        startsAt,
        endsAt,
        room: { __typename: 'Room', id: row.room },
        booking: this.isSeen(row) ? { __typename: 'Booking', id, version, status } : null,
      },
    ];
  }

  #ghost(row: Row, period: Period) {
    return row.status === 'PENDING' && this.isSeen(row) && this.#meets(row, period) ? this.#show(row) : null;
  }

  booking(id: string) {
    const row = this.rows.find((one) => one.id === id);
    return row && this.isSeen(row) ? this.#show(row) : null;
  }

  /** Somebody here did something to a booking. */
  touch(id: string) {
    const row = this.rows.find((one) => one.id === id)!;
    if (!this.isSeen(row)) return { __typename: 'NotAllowedError' };
    this.change(row);
    return { __typename: 'ConfirmBookingPayload', booking: this.#show(row) };
  }

  calendar(period: Period) {
    return {
      __typename: 'Calendar',
      cursor: this.cursorAt(),
      occupancies: this.rows.flatMap((row) => this.#occupancies(row, period)),
      ghosts: this.rows.flatMap((row) => this.#ghost(row, period) ?? []),
    };
  }

  #change(row: Row, period: Period, removedOccupancyIds: readonly string[]) {
    const ghost = this.#ghost(row, period);
    const isSeen = this.isSeen(row);
    return {
      ...noChange,
      removedOccupancyIds,
      occupancies: this.#occupancies(row, period),
      removedGhostId: ghost || !isSeen ? null : row.id,
      ghost,
      bookingId: isSeen ? row.id : null,
      version: isSeen ? row.version : null,
    };
  }

  /** State, not history: one change for each booking that changed since, as it is now. */
  changesOf(period: Period, after: number): object[] {
    const touched = Map.groupBy(this.log.slice(after), ({ row }) => row);
    const changes = [...touched].map(([row, events]) =>
      this.#change(
        row,
        period,
        events.flatMap(({ removed }) => removed ?? []),
      ),
    );
    return changes.map((change, index) => ({
      ...change,
      cursor: this.cursorAt(index === changes.length - 1 ? this.log.length : after),
    }));
  }

  /** What is seen otherwise since the rights changed, and what is seen no more. The position moves with the last. */
  resent(period: Period, after: number, before: string): object[] {
    const others = this.rows.filter(({ of }) => of === 'other');
    const gone = others.filter((row) => !this.isSeen(row)).map(({ id }) => ({ ...noChange, removedGhostId: id }));
    const busy = this.rows.filter(({ of }) => of !== 'own').flatMap((row) => this.#occupancies(row, period));
    const ghosts = others.flatMap((row) => {
      const ghost = this.#ghost(row, period);
      return ghost ? { ...noChange, ghost, bookingId: row.id, version: row.version } : [];
    });
    const all = [...gone, { ...noChange, occupancies: busy }, ...ghosts].map((change) => ({
      ...change,
      cursor: before,
    }));
    return [...all, { ...noChange, cursor: this.cursorAt(after) }];
  }

  changesOfBooking(id: string, after: number): object[] {
    if (!this.log.slice(after).some(({ row }) => row.id === id)) return [];
    return [{ __typename: 'BookingChange', cursor: this.cursorAt(), booking: this.booking(id) }];
  }
}

const noChange = {
  __typename: 'CalendarChange',
  removedOccupancyIds: [] as readonly string[],
  occupancies: [] as readonly object[],
  removedGhostId: null as string | null,
  ghost: null as object | null,
  bookingId: null as string | null,
  version: null as number | null,
};
