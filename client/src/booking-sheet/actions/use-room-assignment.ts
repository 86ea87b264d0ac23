import { useMemo, useRef, useState } from 'react';
import { attendees } from '../../bookings/booking-words.ts';
import { isPast } from '../../bookings/is-past.ts';
import { wishFirst } from '../../bookings/room-choice.tsx';
import { displaceable, isSameTime, type Alternative } from '../../bookings/taken-room.ts';
import { useAssignRoom } from '../../bookings/use-assign-room.ts';
import { useOverCapacity } from '../../bookings/use-over-capacity.ts';
import { useRoomSuggestions } from '../../bookings/use-room-suggestions.ts';
import { intervalOf } from '../../time/interval.ts';
import { useNow } from '../../ui/use-now.ts';
import type { PanelProps } from './panel-props.ts';
import { useBookingDraft } from './use-booking-draft.ts';
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

/** The room that a ghost is to get: the best of those that would do, until another one is chosen. */
export function useRoomAssignment({ booking, rooms, onDone }: Pick<PanelProps, 'booking' | 'rooms' | 'onDone'>) {
  const { draft: typed, decided } = useBookingDraft('assign-room', booking, nothingChosen);
  const { draft, edit, discard } = typed;
  const { seen, accept } = decided;
  const { assign, busy, trouble, clear } = useAssignRoom(booking);
  const now = useNow();

  const interval = useMemo(() => intervalOf(seen.startsAt, seen.endsAt), [seen.startsAt, seen.endsAt]);
  const placement = usePlacement({ form: typed, seen, interval, trouble, clear });
  const { people, choice, errors } = placement;
  const { suggestions: found, failed } = useRoomSuggestions({
    from: seen.startsAt,
    to: seen.endsAt,
    attendees: people,
    excludeBookingId: seen.id,
    ...choice,
  });
  const suggestions = wishFirst(found, seen.requestedRoom?.id);
  const chosenId = draft.roomId ?? suggestions?.[0]?.room.id ?? '';
  const room = rooms.find(({ id }) => id === chosenId);
  const over = useOverCapacity({
    room: room && people > room.capacity ? room : null,
    people,
    acknowledged: draft.acknowledgeOverCapacity,
    onAcknowledge: placement.acknowledgeOverCapacity,
  });
  // The server has the last word on what is over.
  const past = isPast(seen, now) || errors['acknowledgePast'] !== undefined;
  const [isPastTickMissing, setPastTickMissing] = useState(false);
  const [segment] = placement.takenSegments;

  const lastSending = useRef<() => Promise<void>>(null);
  const details = (expectedVersion: number) => ({
    expectedVersion,
    acknowledgeOverCapacity: draft.acknowledgeOverCapacity,
    acknowledgePast: past && draft.acknowledgePast,
    notes: draft.notes,
    ...choice,
  });

  async function run(action: () => Promise<boolean>) {
    lastSending.current = () => run(action);
    if (!(await action())) return;
    discard();
    onDone();
  }

  async function send(roomId: string, version = seen.version, displace?: { ids: readonly string[]; reason: string }) {
    if (!placement.check()) return;
    const isTickMissing = past && !draft.acknowledgePast;
    setPastTickMissing(isTickMissing);
    const mayBeFull = roomId !== chosenId || over.check();
    if (isTickMissing || !mayBeFull) return;
    await run(() => assign({ ...details(version), roomId, displace }));
  }

  async function take({ room: { id }, startsAt, endsAt }: Alternative) {
    edit((before) => ({ ...before, roomId: id }));
    if (isSameTime({ startsAt, endsAt }, seen)) return send(id);
    await run(() => assign({ ...details(seen.version), roomId: id, startsAt, endsAt }));
  }

  return {
    form: {
      ...placement.form,
      discard: () => {
        over.forget();
        setPastTickMissing(false);
        placement.form.discard();
      },
    },
    decided: {
      ...decided,
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
    /** It was sent without the tick that it is meant although it is over. */
    isPastTickMissing: isPastTickMissing || errors['acknowledgePast'] !== undefined,
    pickRoom: (id: string) => {
      over.forget();
      placement.pickRoom(id);
    },
    segment,
    givingWay: segment && displaceable(segment.conflicts),
    // Where time or people changed, another room may be the best: that is for the boss to see before it is sent again.
    lookAgain: seen.startsAt !== booking.startsAt || seen.endsAt !== booking.endsAt || people !== attendees(booking),
    send: (version: number) => void send(chosenId, version),
    displace: (ids: readonly string[], reason: string) => void send(chosenId, seen.version, { ids, reason }),
    take: (alternative: Alternative) => void take(alternative),
    retry: () => void lastSending.current?.(),
    change: (next: Partial<AssignmentDraft>) => edit((before) => ({ ...before, ...next })),
  };
}
