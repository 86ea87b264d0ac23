import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { roomlessBar, type Bar, type View } from './bars.ts';

type LaidBar = {
  readonly booking: BookingBarFragment;
  readonly bar: Bar | null;
};

/** The bars of what has no room. It remembers: one that nothing happened to is the same object as before. */
export class RoomlessBars {
  #view: View | null = null;
  #laid = new Map<string, LaidBar>();

  lay(
    bookings: readonly BookingBarFragment[],
    view: View,
    isConflict: (booking: BookingBarFragment) => boolean,
  ): readonly Bar[] {
    if (view !== this.#view) this.#laid = new Map();
    this.#view = view;
    const laid = new Map<string, LaidBar>();
    for (const booking of bookings) {
      const conflict = isConflict(booking);
      const before = this.#laid.get(booking.id);
      const isSame = before?.booking === booking && (before.bar?.conflict ?? conflict) === conflict;
      laid.set(booking.id, isSame ? before : { booking, bar: roomlessBar(booking, view, conflict) });
    }
    this.#laid = laid;
    return [...laid.values()].flatMap(({ bar }) => bar ?? []);
  }
}
