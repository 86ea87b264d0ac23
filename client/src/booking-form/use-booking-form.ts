import { useCallback, useMemo, useState } from 'react';
import { useHere } from '../people/here.tsx';
import type { RoomOption } from '../bookings/availability.ts';
import { peopleOf } from '../bookings/booking-body.ts';
import { linePathOf, type DeviceLine } from '../bookings/device-lines.ts';
import type { BookingDraft, BookingDraftStart, SegmentDraft } from './booking-draft.ts';
import { draftChanges } from './draft-changes.ts';
import { horizonErrorsOf } from './draft-input.ts';
import type { RepeatDraft } from '../series/repeat-draft.ts';
import type { AboutFields } from '../forms/field-errors.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import type { Booked } from './booked-words.ts';
import type { TakenSegment } from '../bookings/taken-room.ts';
import { useOverCapacity } from '../bookings/use-over-capacity.ts';
import { useDraft } from './use-draft.ts';
import { useDraftSending } from './use-draft-sending.ts';

type BookingFormNeeds = {
  readonly rooms: readonly RoomOption[];
  /** The first day of the week on the screen. */
  readonly weekStart: string;
  readonly start: BookingDraftStart;
  onBooked(booked: Booked): void;
};

export type BookingFormState = ReturnType<typeof useBookingForm>;

/** Everything that happens to a draft between its first letter and the bookings it becomes. */
export function useBookingForm({ rooms, weekStart, start, onBooked }: BookingFormNeeds) {
  const { facility, may } = useHere();
  const { timeZone, bookableUntil } = facility;
  const direct = may('room:book-direct');
  const stored = useDraft(start, weekStart);
  const { draft, change } = stored;
  const sending = useDraftSending(stored, onBooked);
  const { trouble, clear } = sending;
  const [refusals, setRefusals] = useState(0);
  const fields = useFieldErrors(
    useMemo(() => atFields(trouble, draft.devices), [trouble, draft.devices]),
    clear,
  );
  const [taken, setTaken] = useState<ReadonlyMap<string, TakenSegment>>(new Map());

  const people = peopleOf(draft.body);
  const smallest = draft.kind === 'ROOM' ? smallestOf(draft.segments, rooms) : null;
  const errors = useMemo(
    () => ({
      ...fields.errors,
      ...(draft.repeat && horizonErrorsOf(draft, timeZone, bookableUntil)),
      ...fields.mistakes,
    }),
    [fields.errors, fields.mistakes, draft, timeZone, bookableUntil],
  );

  const { withdrawAndKeep } = fields;
  /** What was said about other fields stays until they are touched too. */
  const edit = useCallback(
    (next: (draft: BookingDraft) => BookingDraft, touches: (path: string) => boolean) => {
      withdrawAndKeep(touches);
      clear();
      change(next);
    },
    [change, clear, withdrawAndKeep],
  );
  const changes = draftChanges(draft, facility, edit);

  const over = useOverCapacity({
    room: direct && smallest && smallest.capacity < people ? smallest : null,
    people,
    acknowledged: draft.acknowledgeOverCapacity,
    onAcknowledge: (acknowledgeOverCapacity) => changes.changeDraft({ acknowledgeOverCapacity }),
  });

  const forgetTaken = (id: string) => setTaken((all) => new Map([...all].filter(([key]) => key !== id)));

  async function send() {
    if (!fields.check(sending.findMistakes()) || !over.check()) return;
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
    over,
    refusals,
    errors,
    taken,
    send,
    startAfresh: () => {
      fields.forget();
      over.forget();
      setTaken(new Map());
      stored.startAfresh();
    },
    changeRepeat: (repeat: RepeatDraft | null) => {
      if (repeat === null) sending.setSeriesStanding(null);
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

/** The first date of a series is the form's only segment; requests that were sent are the form's lines with a number. */
function atFields(refusal: AboutFields | null, lines: readonly DeviceLine[]): AboutFields | null {
  if (!refusal?.fields) return refusal;
  const fields = refusal.fields.map(({ path, message }) => ({
    path: linePathOf(path, 'devices', lines).replace(/^first\./, 'segments.0.'),
    message,
  }));
  return { ...refusal, fields };
}

function smallestOf(segments: readonly SegmentDraft[], rooms: readonly RoomOption[]): RoomOption | null {
  const chosen = new Set(segments.map(({ roomId }) => roomId));
  return rooms.filter(({ id }) => chosen.has(id)).toSorted((a, b) => a.capacity - b.capacity)[0] ?? null;
}
