import { availabilityAt } from '../../bookings/availability.ts';
import { attendees } from '../../bookings/booking-words.ts';
import type { Trouble } from '../../bookings/refusal.ts';
import {
  turnaroundChoice,
  turnaroundDraft,
  turnaroundErrors,
  usualIn,
  widened,
  withTurnaround,
  type TurnaroundDraft,
} from '../../bookings/turnaround.ts';
import { useRoomsTaken } from '../../bookings/use-rooms-taken.ts';
import type { FieldErrors } from '../../forms/field-errors.ts';
import { useFieldErrors } from '../../forms/use-field-errors.ts';
import { alsoOnDiscard, type FormDraft } from '../../forms/use-form-draft.ts';
import type { BookingDetailsFragment } from '../../graphql/generated/graphql.ts';
import type { Interval } from '../../time/interval.ts';

export type PlacementDraft = {
  /** Null while none was chosen by hand. */
  readonly roomId: string | null;
  readonly acknowledgeOverCapacity: boolean;
  /** Null while they are as they were. */
  readonly minutes: TurnaroundDraft | null;
};

type PlacementNeeds<T> = {
  readonly form: FormDraft<T>;
  readonly basis: BookingDetailsFragment;
  /** When it is to be; null while that is not whole. */
  readonly interval: Interval | null;
  readonly trouble: Trouble | null;
  clear(): void;
};

const noErrors: FieldErrors = {};

/** Works out the place that a booking gets: its room, its setup and teardown, what is taken around it, and what is wrong with that. */
export function usePlacement<T extends PlacementDraft>({ form, basis, interval, trouble, clear }: PlacementNeeds<T>) {
  const { draft, edit } = form;
  const fields = useFieldErrors(trouble, clear);
  const minutes = draft.minutes ?? turnaroundDraft(basis);
  const choice = turnaroundChoice(minutes, basis);
  const taken = useRoomsTaken(widened(interval, basis, choice));

  function change(next: (before: T) => T) {
    fields.forget();
    edit(next);
  }

  return {
    form: alsoOnDiscard(form, fields.forget),
    people: attendees(basis),
    minutes,
    /** What is sent of them. */
    choice,
    usualIn: (roomId: string) => usualIn(taken, basis, roomId, choice),
    availability: availabilityAt(interval, withTurnaround(taken, basis, choice), basis.id),
    /** What was refused, as it is taken; empty where nothing was. */
    takenSegments: trouble?.__typename === 'RoomTakenError' ? trouble.segments : [],
    errors: fields.errors,
    /** Whether it may be sent; what is wrong is said at its field. */
    check: (others: FieldErrors = noErrors): boolean => fields.check({ ...others, ...turnaroundErrors(minutes) }),
    change,
    changeMinutes: (next: TurnaroundDraft) => change((before) => ({ ...before, minutes: next })),
    acknowledgeOverCapacity: (acknowledgeOverCapacity: boolean) =>
      edit((before) => ({ ...before, acknowledgeOverCapacity })),
    pickRoom(roomId: string) {
      clear();
      // That too many come was said of the room before.
      edit((before) => ({ ...before, roomId: roomId || null, acknowledgeOverCapacity: false }));
    },
  };
}
