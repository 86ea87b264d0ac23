import { useCallback } from 'react';
import { useFormDraft } from '../forms/use-form-draft.ts';
import type { CreateBookingsInput, CreateSeriesInput } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { now } from '../time/now.ts';
import {
  blankDraft,
  drawnInto,
  isElsewhere,
  isTouched,
  placeOf,
  segmentOn,
  usualDay,
  withDeviceLines,
  type BookingDraft,
  type BookingDraftStart,
} from './booking-draft.ts';

/** What a draft was sent as. */
export type SentInput = CreateBookingsInput | CreateSeriesInput;

/** A draft, and what was sent of it to which no answer ever came: one of these may have been saved after all. */
type SentDraft = {
  readonly draft: BookingDraft;
  readonly unanswered: readonly SentInput[];
};

function without(unanswered: readonly SentInput[], input: SentInput) {
  return unanswered.filter((one) => JSON.stringify(one) !== JSON.stringify(input));
}

/** The draft of a new booking, until it has become one. */
export function useDraft(start: BookingDraftStart, weekStart: string) {
  const { facility, viewer } = useHere();
  const [tenant] = viewer.tenants;
  const tenantId = viewer.tenants.length === 1 && tenant ? tenant.id : '';
  const place = placeOf(start);
  const {
    form,
    draft: { draft, unanswered },
    found,
    edit,
    discard,
  } = useFormDraft<SentDraft>('new-booking', start.copyOf ?? '', {
    begin: useCallback(() => {
      const segment = segmentOn(usualDay(weekStart, now(), facility), start, facility);
      return {
        draft: { ...blankDraft(segment, tenantId), ...start.copy, ...(place ? { drawn: place } : {}) },
        unanswered: [],
      };
    }, [weekStart, facility, start, tenantId, place]),
    resume: ({ draft: earlier, ...rest }) => {
      const stored = { ...rest, draft: withDeviceLines(earlier) };
      return place
        ? { ...stored, draft: drawnInto(stored.draft, segmentOn(weekStart, start, facility), place) }
        : stored;
    },
    // What was sent and not answered is known to the next page even where nothing was typed: it may have been saved.
    isTouched: (stored) =>
      isTouched(stored.draft, start.copy?.body, start.copy?.devices) ||
      (start.copyOf !== undefined && isElsewhere(stored.draft, segmentOn(weekStart, start, facility))) ||
      stored.unanswered.length > 0,
  });

  const change = useCallback(
    (next: (draft: BookingDraft) => BookingDraft) => edit((before) => ({ ...before, draft: next(before.draft) })),
    [edit],
  );

  /** Before it goes out: should the page go away now, the next one knows what was sent. */
  const sending = useCallback(
    (input: SentInput) => edit((before) => ({ ...before, unanswered: [...without(before.unanswered, input), input] })),
    [edit],
  );

  /** The server refused: nothing of what was sent last was saved. */
  const refused = useCallback(
    (input: SentInput) => edit((before) => ({ ...before, unanswered: without(before.unanswered, input) })),
    [edit],
  );

  /** The same content as a request of its own. */
  const renew = useCallback(
    () => edit(({ draft: before }) => ({ unanswered: [], draft: { ...before, idempotencyKey: crypto.randomUUID() } })),
    [edit],
  );

  return { form, draft, unanswered, found, change, sending, refused, renew, startAfresh: discard };
}
