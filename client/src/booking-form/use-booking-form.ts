import { useCallback, useMemo, useState } from 'react';
import { useHere } from '../people/here.tsx';
import type { RoomOption } from '../bookings/availability.ts';
import { peopleOf } from '../bookings/booking-body.ts';
import type { BookingDraft, BookingDraftStart, SegmentDraft } from './booking-draft.ts';
import { draftChanges } from './draft-changes.ts';
import { horizonErrorsOf } from './draft-input.ts';
import type { RepeatDraft } from '../series/repeat-draft.ts';
import { fieldErrors, withoutErrors, type FieldErrors } from '../forms/field-errors.ts';
import type { Booked } from './booked-words.ts';
import type { TakenSegment } from '../bookings/taken-room.ts';
import { useDraft } from './use-draft.ts';
import { useDraftSending } from './use-draft-sending.ts';

type BookingFormNeeds = {
  readonly rooms: readonly RoomOption[];
  /** The Monday of the week on the screen. */
  readonly monday: string;
  readonly start: BookingDraftStart;
  onBooked(booked: Booked): void;
};

export type BookingFormState = ReturnType<typeof useBookingForm>;

const noErrors: FieldErrors = {};

/** Everything that happens to a draft between its first letter and the bookings it becomes. */
export function useBookingForm({ rooms, monday, start, onBooked }: BookingFormNeeds) {
  const {
    facility: { timeZone, bookableUntil },
    may,
  } = useHere();
  const direct = may('room:book-direct');
  const stored = useDraft(start, monday);
  const { draft, change } = stored;
  const sending = useDraftSending(stored, onBooked);
  const { trouble, clear } = sending;
  const [refusals, setRefusals] = useState(0);
  const [mistakes, setMistakes] = useState(noErrors);
  const [taken, setTaken] = useState<ReadonlyMap<string, TakenSegment>>(new Map());
  const [tickNeeded, setTickNeeded] = useState(false);

  const people = peopleOf(draft.body);
  const smallest = draft.kind === 'ROOM' ? smallestOf(draft.segments, rooms) : null;
  const tooSmall = direct && smallest && smallest.capacity < people ? smallest : null;
  const errors = useMemo(
    () => ({
      ...ofSegment(fieldErrors(trouble)),
      ...(draft.repeat && horizonErrorsOf(draft, timeZone, bookableUntil)),
      ...mistakes,
    }),
    [trouble, mistakes, draft, timeZone, bookableUntil],
  );

  /** What was said about other fields stays until they are touched too. */
  const edit = useCallback(
    (next: (draft: BookingDraft) => BookingDraft, touches: (path: string) => boolean) => {
      setMistakes(withoutErrors(errors, touches));
      clear();
      change(next);
    },
    [change, clear, errors],
  );
  const changes = draftChanges(draft, edit);

  const forgetTaken = (id: string) => setTaken((all) => new Map([...all].filter(([key]) => key !== id)));

  async function send() {
    const found = sending.findMistakes();
    setMistakes(found);
    if (Object.keys(found).length > 0) return;
    if (tooSmall && !draft.acknowledgeOverCapacity) return setTickNeeded(true);
    if (sending.waits !== null) return;
    const refusal = await sending.send();
    if (refusal?.__typename !== 'RoomTakenError') return;
    // The list of dates says which, once it is read again.
    if (draft.repeat) return setRefusals((count) => count + 1);
    setTaken(
      new Map(
        refusal.segments.flatMap((segment) =>
          draft.segments[segment.index] ? [[draft.segments[segment.index]!.id, segment]] : [],
        ),
      ),
    );
  }

  return {
    ...sending,
    ...changes,
    form: stored.form,
    draft,
    found: stored.found,
    /** The viewer takes rooms at once. */
    direct,
    people,
    smallest,
    tooSmall,
    /** It was sent without the tick that it needs. */
    tickNeeded,
    refusals,
    errors,
    taken,
    send,
    startAfresh: () => {
      setMistakes(noErrors);
      setTaken(new Map());
      clear();
      stored.startAfresh();
    },
    changeRepeat: (repeat: RepeatDraft | null) => {
      if (repeat === null) sending.setStanding(null);
      changes.changeRepeat(repeat);
    },
    changeSegment: (segment: SegmentDraft) => {
      forgetTaken(segment.id);
      changes.changeSegment(segment);
    },
    removeSegment: (segment: SegmentDraft) => {
      forgetTaken(segment.id);
      changes.removeSegment(segment);
    },
  };
}

/** The first date of a series is the form's only segment. */
function ofSegment(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [path.replace(/^first\./, 'segments.0.'), message]),
  );
}

function smallestOf(segments: readonly SegmentDraft[], rooms: readonly RoomOption[]): RoomOption | null {
  const chosen = new Set(segments.map(({ roomId }) => roomId));
  return rooms.filter(({ id }) => chosen.has(id)).toSorted((a, b) => a.capacity - b.capacity)[0] ?? null;
}
