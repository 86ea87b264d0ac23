import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { roomlessBar, type Bar, type View } from './bars.ts';

type Kept = {
  readonly booking: BookingBarFragment;
  readonly bar: Bar | null;
};

/** The bars of what has no room. It remembers: one that nothing happened to is the same object as before. */
export class RoomlessBars {
  #view: View | null = null;
  #kept = new Map<string, Kept>();

  lay(
    bookings: readonly BookingBarFragment[],
    view: View,
    isConflict: (booking: BookingBarFragment) => boolean,
  ): readonly Bar[] {
    if (view !== this.#view) this.#kept = new Map();
    this.#view = view;
    const kept = new Map<string, Kept>();
    for (const booking of bookings) {
      const conflict = isConflict(booking);
      const before = this.#kept.get(booking.id);
      const isSame = before?.booking === booking && (before.bar?.conflict ?? conflict) === conflict;
      kept.set(booking.id, isSame ? before : { booking, bar: roomlessBar(booking, view, conflict) });
    }
    this.#kept = kept;
    return [...kept.values()].flatMap(({ bar }) => bar ?? []);
  }
}
