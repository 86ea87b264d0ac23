import { useCallback, useMemo, useState } from 'react';
import { localTimeOf } from '../time/local-time.ts';
import { now } from '../time/now.ts';
import { localEndOf } from '../bookings/local-interval.ts';
import type { RoomOption } from '../bookings/availability.ts';
import { isAbout, peopleOf, type BodyChange } from '../bookings/booking-body.ts';
import {
  nextSegment,
  repeatSegment,
  withReturnInTime,
  type BookingDraft,
  type BookingDraftStart,
  type SegmentDraft,
} from './booking-draft.ts';
import { draftErrors, draftInput, horizonErrorsOf, leavesAndRepeats, seriesInput } from './draft-input.ts';
import type { RepeatDraft } from '../series/repeat-draft.ts';
import { askingStanding, type SeriesStanding } from '../series/series-standing.ts';
import { useCreateSeries } from '../series/use-create-series.ts';
import { fieldErrors, withoutErrors, type FieldErrors } from '../forms/field-errors.ts';
import type { Booked } from './booked-words.ts';
import type { Alternative, TakenSegment } from '../bookings/taken-room.ts';
import { useCreateBookings } from './use-create-bookings.ts';
import { useDraft, type SentInput } from './use-draft.ts';

type BookingFormNeeds = {
  readonly start: BookingDraftStart;
  /** The Monday of the week on the screen. */
  readonly monday: string;
  readonly timeZone: string;
  /** The last day that may be booked. */
  readonly lastDay: string;
  readonly rooms: readonly RoomOption[];
  /** The viewer takes rooms at once. */
  readonly direct: boolean;
  onBooked(booked: Booked): void;
};

const noErrors: FieldErrors = {};

/** Everything that happens to a draft between its first letter and the bookings it becomes. */
export function useBookingForm({ start, monday, timeZone, lastDay, rooms, direct, onBooked }: BookingFormNeeds) {
  const kept = useDraft(start, monday);
  const { draft, change } = kept;
  const once = useCreateBookings();
  const repeated = useCreateSeries();
  const { busy, trouble } = draft.repeat ? repeated : once;
  const [standing, setStanding] = useState<SeriesStanding | null>(null);
  const [refusals, setRefusals] = useState(0);
  const [own, setOwn] = useState<FieldErrors>(noErrors);
  const [taken, setTaken] = useState<ReadonlyMap<string, TakenSegment>>(new Map());
  const [asked, setAsked] = useState(false);

  const people = peopleOf(draft.body);
  const smallest = draft.kind === 'ROOM' ? smallestOf(draft.segments, rooms) : null;
  const tooSmall = direct && smallest && smallest.capacity < people ? smallest : null;
  const errors = useMemo(
    () => ({
      ...ofSegment(fieldErrors(trouble)),
      ...(draft.repeat && horizonErrorsOf(draft, timeZone, lastDay)),
      ...own,
    }),
    [trouble, own, draft, timeZone, lastDay],
  );
  /** Why a series cannot be sent yet. One whose answer was lost may stand in its own way: it is sent again as it is. */
  const waits =
    draft.repeat && !isUnanswered() ? (leavesAndRepeats(draft) ?? (standing ?? askingStanding).reason) : null;
  const [clearOnce, clearRepeated] = [once.clear, repeated.clear];
  const clear = useCallback(() => {
    clearOnce();
    clearRepeated();
  }, [clearOnce, clearRepeated]);

  /** What was said about other fields stays until they are touched too. */
  const edit = useCallback(
    (next: (draft: BookingDraft) => BookingDraft, touches: (path: string) => boolean) => {
      setOwn(withoutErrors(errors, touches));
      clear();
      change(next);
    },
    [change, clear, errors],
  );

  const forget = (id: string) => setTaken((all) => new Map([...all].filter(([key]) => key !== id)));

  async function send() {
    const mistakes = draftErrors(draft, timeZone, now(), lastDay);
    setOwn(mistakes);
    if (Object.keys(mistakes).length > 0) return;
    if (tooSmall && !draft.acknowledgeOverCapacity) return setAsked(true);
    if (waits !== null) return;
    const input = inputOf();
    kept.sending(input);
    const { done, refusal } = await attempt(input);
    if (done) return finish(done);
    if (refusal === null) return;
    kept.refused(input);
    if (refusal.__typename !== 'RoomTakenError') return;
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

  function inputOf(): SentInput {
    return draft.repeat && standing ? seriesInput(draft, timeZone, standing.dates) : draftInput(draft, timeZone);
  }

  /** What stands here has gone out, and nobody knows what became of it. */
  function isUnanswered(): boolean {
    if (
      kept.unanswered.length === 0 ||
      standing === null ||
      Object.keys(draftErrors(draft, timeZone, now(), lastDay)).length > 0
    )
      return false;
    const input = JSON.stringify(inputOf());
    return kept.unanswered.some((one) => JSON.stringify(one) === input);
  }

  function attempt(input: SentInput) {
    return 'rule' in input ? repeated.attempt({ input }) : once.attempt({ input });
  }

  function finish(booked: Booked) {
    kept.startAfresh();
    onBooked(booked);
  }

  /** What an earlier try of this draft has made although its answer was lost: asking again for the same gives it back. */
  async function openEarlier() {
    for (const input of kept.unanswered) {
      const { done } = await attempt(input);
      if (done) return finish(done);
    }
  }

  return {
    form: kept.form,
    draft,
    found: kept.found,
    people,
    smallest,
    tooSmall,
    asked,
    /** What is known of the dates of a series; null where nothing repeats. */
    standing: draft.repeat ? standing : null,
    waits,
    setStanding,
    refusals,
    busy,
    trouble,
    errors,
    taken,
    send,
    openEarlier,
    mayOpenEarlier: kept.unanswered.length > 0,
    bookAsWell: () => {
      clear();
      kept.renew();
    },
    startAfresh: () => {
      setOwn(noErrors);
      setTaken(new Map());
      clear();
      kept.startAfresh();
    },
    changeBody: (next: BodyChange) => edit((draft) => ({ ...draft, body: { ...draft.body, ...next } }), isAbout(next)),
    changeDraft: (next: Partial<Pick<BookingDraft, 'tenantId' | 'kind' | 'acknowledgeOverCapacity'>>) =>
      edit(
        (draft) => ({ ...draft, ...next }),
        (path) => path in next,
      ),
    changeRepeat: (repeat: RepeatDraft | null) => {
      if (repeat === null) setStanding(null);
      edit(
        (draft) => ({ ...draft, repeat }),
        (path) => path.startsWith('rule.') || path.startsWith('dates.'),
      );
    },
    changeSegment: (segment: SegmentDraft) => {
      forget(segment.id);
      const index = draft.segments.findIndex(({ id }) => id === segment.id);
      edit(
        (draft) => withReturnInTime({ ...draft, segments: draft.segments.with(index, segment) }),
        (path) => path.startsWith(`segments.${index}.`),
      );
    },
    repeat: (segment: SegmentDraft) => {
      const index = draft.segments.indexOf(segment);
      edit(
        (draft) =>
          withReturnInTime({ ...draft, segments: draft.segments.toSpliced(index + 1, 0, repeatSegment(segment)) }),
        isOfSegments,
      );
    },
    add: () =>
      edit(
        (draft) => withReturnInTime({ ...draft, segments: [...draft.segments, nextSegment(draft.segments)] }),
        isOfSegments,
      ),
    remove: (segment: SegmentDraft) => {
      forget(segment.id);
      edit((draft) => ({ ...draft, segments: draft.segments.filter(({ id }) => id !== segment.id) }), isOfSegments);
    },
  };
}

/** Behind the one that went or came, all have other numbers. */
function isOfSegments(path: string): boolean {
  return path.startsWith('segments.');
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

/** A segment put where there is room for it. */
export function segmentAt(
  segment: SegmentDraft,
  { room, startsAt, endsAt }: Alternative,
  timeZone: string,
): SegmentDraft {
  return {
    ...segment,
    roomId: room.id,
    from: localTimeOf(startsAt, timeZone),
    to: localEndOf(endsAt, timeZone),
    endTouched: true,
  };
}
