import type { FacilityDays, Span } from './facility-days.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import type { Story } from './stories.ts';
import { Wall } from './wall.ts';

export type Hours = readonly [from: string, to: string];
/** The facility's usual day (docs/domain.md, "The booking form"). */
export const usualHours: Hours = ['07:30', '16:30'];

type PlaceRequest = {
  readonly people: number;
  readonly length?: number;
  readonly hours?: Hours;
  readonly suits?: (room: string) => boolean;
};
type FoundPlace = { readonly day: number; readonly span: Span; readonly room: string };

/** The sample as it grows: its stories, and what is still free. Weeks are blocks of seven days; today begins week 0. */
export class Plan {
  readonly days: FacilityDays;
  readonly random: Random;
  readonly wall = new Wall();
  readonly stories: Story[] = [];
  readonly #perWeek = new Map<number, number>();
  #bookings = 0;

  constructor(days: FacilityDays) {
    this.days = days;
    this.random = seededRandom(`sample facility of ${days.today}`);
  }

  get bookings(): number {
    return this.#bookings;
  }

  /** How many bookings begin in that week. */
  bookingsOf(week: number): number {
    return this.#perWeek.get(week) ?? 0;
  }

  tell(story: Story): void {
    this.stories.push(story);
    const firstDay = this.days.at(0, '00:00').getTime();
    for (const step of story) {
      if (step.action !== 'create') continue;
      for (const { startsAt } of step.request.segments) {
        const week = Math.floor((startsAt.getTime() - firstDay) / (7 * 86_400_000));
        this.#perWeek.set(week, this.bookingsOf(week) + 1);
        this.#bookings += 1;
      }
    }
  }

  /** The day of that week which is a Monday (1) … a Sunday (7). */
  dayOf(week: number, weekday: number): number {
    return week * 7 + ((weekday - this.days.weekday(week * 7) + 7) % 7);
  }

  /** One stretch from the first morning to the last evening. */
  span(day: number, length = 1, [from, to]: Hours = usualHours): Span {
    return { startsAt: this.days.at(day, from), endsAt: this.days.at(day + length - 1, to) };
  }

  isOver(span: Span): boolean {
    return span.endsAt <= this.days.at(0, '00:00');
  }

  hasBegun(span: Span): boolean {
    return span.startsAt < this.days.at(1, '00:00');
  }

  /** An office hour some days or weeks before that day, and before today. */
  momentBefore(day: number, least = 3, most = 45): Date {
    let earlierDay = Math.min(day - this.random.whole(least, most), -1);
    while (this.days.weekday(earlierDay) > 5) earlierDay -= 1;
    const minutes = this.random.whole(0, 7 * 60 + 30);
    return new Date(this.days.at(earlierDay, '08:00').getTime() + minutes * 60_000);
  }

  /** Takes a room that is free at all these times and not much too large. */
  place(people: number, ...spans: readonly Span[]): string | null {
    const room = this.wish(people, ...spans);
    if (room !== null) for (const span of spans) this.wall.take(room, span);
    return room;
  }

  /** Chooses a room in the same way, but does not take it. */
  wish(people: number, ...spans: readonly Span[]): string | null {
    const rooms = this.wall.fitting(people, ...spans).slice(0, 4);
    return rooms.length === 0 ? null : this.random.pick(rooms).name;
  }

  /** Finds the first workday with a free room, from a random day of that week on, and takes the room. */
  find(week: number, { people, length = 1, hours = usualHours, suits = () => true }: PlaceRequest): FoundPlace {
    const first = this.random.whole(0, 4);
    for (let step = 0; step < 60; step++) {
      const weekday = ((first + step) % 5) + 1;
      if (weekday + length - 1 > 5) continue;
      const day = this.dayOf(week + Math.floor(step / 5), weekday);
      const span = this.span(day, length, hours);
      const rooms = this.wall
        .fitting(people, span)
        .filter(({ name }) => suits(name))
        .slice(0, 4);
      if (rooms.length === 0) continue;
      const room = this.random.pick(rooms).name;
      this.wall.take(room, span);
      return { day, span, room };
    }
    throw new Error(`week ${week} and those after it have no room for ${people}`);
  }
}
