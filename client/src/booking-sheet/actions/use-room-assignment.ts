import { useMemo, useRef } from 'react';
import { attendees } from '../../bookings/booking-words.ts';
import { isPast } from '../../bookings/is-past.ts';
import { wishFirst } from '../../bookings/room-choice.tsx';
import { displaceable, isSameTime, type Alternative } from '../../bookings/taken-room.ts';
import type { TurnaroundChoice } from '../../bookings/turnaround.ts';
import { useAssignRoom } from '../../bookings/use-assign-room.ts';
import { useOverCapacity } from '../../bookings/use-over-capacity.ts';
import { useRoomSuggestions } from '../../bookings/use-room-suggestions.ts';
import type { BookingDetailsFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf } from '../../time/interval.ts';
import { useNow } from '../../ui/use-now.ts';
import { alsoOnDiscard } from '../../forms/use-form-draft.ts';
import type { PanelProps } from './panel-props.ts';
import { useBookingDraft } from './use-booking-draft.ts';
import { usePastTick } from './use-past-tick.ts';
import { usePlacement, type PlacementDraft } from './use-placement.ts';

type AssignmentDraft = PlacementDraft & {
  readonly acknowledgePast: boolean;
  /** Null while the note stays as it is. */
  readonly notes: string | null;
  /** For those who give way; null while nobody is to. */
  readonly displaceReason: string | null;
};

const nothingChosen: AssignmentDraft = {
  roomId: null,
  acknowledgeOverCapacity: false,
  acknowledgePast: false,
  notes: null,
  minutes: null,
  displaceReason: null,
};

export type RoomAssignment = ReturnType<typeof useRoomAssignment>;

/** Holds the room that a ghost is to get: the best of those that would do, until another one is chosen. */
export function useRoomAssignment({ booking, rooms, onDone }: Pick<PanelProps, 'booking' | 'rooms' | 'onDone'>) {
  const { draft: formDraft, decision } = useBookingDraft('assign-room', booking, nothingChosen);
  const { draft, edit, discard } = formDraft;
  const { basis, accept } = decision;
  const { assign, busy, trouble, clear } = useAssignRoom(booking);
  const now = useNow();

  const interval = useMemo(() => intervalOf(basis.startsAt, basis.endsAt), [basis.startsAt, basis.endsAt]);
  const placement = usePlacement({ form: formDraft, basis, interval, trouble, clear });
  const { people, choice, errors } = placement;
  const { suggestions, failed } = useBestRooms(basis, choice);
  const chosenId = draft.roomId ?? suggestions?.[0]?.room.id ?? '';
  const room = rooms.find(({ id }) => id === chosenId);
  const over = useOverCapacity({
    room: room && people > room.capacity ? room : null,
    people,
    acknowledged: draft.acknowledgeOverCapacity,
    onAcknowledge: placement.acknowledgeOverCapacity,
  });
  const isRefused = errors['acknowledgePast'] !== undefined;
  const past = usePastTick({
    // The server has the last word on what is over.
    isPast: isPast(basis, now) || isRefused,
    acknowledged: draft.acknowledgePast,
    isRefused,
    onAcknowledge: (acknowledgePast) => change({ acknowledgePast }),
  });
  const { run, retry } = useRetry(() => {
    discard();
    onDone();
  });
  const [segment] = placement.takenSegments;

  function change(next: Partial<AssignmentDraft>) {
    edit((before) => ({ ...before, ...next }));
  }

  const details = (expectedVersion: number) => ({
    expectedVersion,
    acknowledgeOverCapacity: draft.acknowledgeOverCapacity,
    acknowledgePast: past.isPast && draft.acknowledgePast,
    notes: draft.notes,
    ...choice,
  });

  async function send(roomId: string, version = basis.version, displace?: { ids: readonly string[]; reason: string }) {
    if (!placement.check()) return;
    const ticks = [past.check(), roomId !== chosenId || over.check()];
    if (ticks.includes(false)) return;
    await run(() => assign({ ...details(version), roomId, displace }));
  }

  async function take({ room: { id }, startsAt, endsAt }: Alternative) {
    edit((before) => ({ ...before, roomId: id }));
    if (isSameTime({ startsAt, endsAt }, basis)) return send(id);
    await run(() => assign({ ...details(basis.version), roomId: id, startsAt, endsAt }));
  }

  return {
    form: alsoOnDiscard(placement.form, over.forget, past.forget),
    decision: {
      ...decision,
      accept: () => {
        accept();
        // Others may have changed how many come: that it is too many is said anew.
        edit((before) => ({ ...before, acknowledgeOverCapacity: false }));
        clear();
      },
    },
    placement,
    busy,
    trouble,
    interval,
    suggestions,
    /** The suggestions could not be read. */
    failed,
    chosenId,
    room,
    suggested: suggestions?.some((suggestion) => suggestion.room.id === chosenId) ?? false,
    over,
    past,
    pickRoom: (id: string) => {
      over.forget();
      placement.pickRoom(id);
    },
    segment,
    givingWay: segment && displaceable(segment.conflicts),
    // Where time or people changed, another room may be the best: that is for the boss to see before it is sent again.
    lookAgain: basis.startsAt !== booking.startsAt || basis.endsAt !== booking.endsAt || people !== attendees(booking),
    send: (version: number) => void send(chosenId, version),
    displace: (ids: readonly string[], reason: string) => void send(chosenId, basis.version, { ids, reason }),
    take: (alternative: Alternative) => void take(alternative),
    retry,
    change,
  };
}

/** Does something that may fail, and does the same once more when it is asked to. */
function useRetry(onDone: () => void) {
  const last = useRef<() => Promise<void>>(null);
  async function run(action: () => Promise<boolean>) {
    last.current = () => run(action);
    if (await action()) onDone();
  }
  return { run, retry: () => void last.current?.() };
}

/** Reads the rooms that would do, the one that was wished for first. */
function useBestRooms(booking: BookingDetailsFragment, choice: TurnaroundChoice) {
  const { suggestions, failed } = useRoomSuggestions({
    from: booking.startsAt,
    to: booking.endsAt,
    attendees: attendees(booking),
    excludeBookingId: booking.id,
    ...choice,
  });
  return { suggestions: wishFirst(suggestions, booking.requestedRoom?.id), failed };
}
