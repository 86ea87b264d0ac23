import { useCallback } from 'react';
import { useFormDraft } from '../forms/use-form-draft.ts';
import type { CreateBookingsInput, CreateSeriesInput } from '../graphql/generated/graphql.ts';
import type { BookingDraft } from './booking-draft.ts';

/** What a draft was sent as. */
export type SentInput = CreateBookingsInput | CreateSeriesInput;

/** A draft, and what was sent of it to which no answer ever came: one of these may have been saved after all. */
type SentDraft = {
  readonly draft: BookingDraft;
  readonly unanswered: readonly SentInput[];
};

type DraftNeeds = {
  /** The booking of which it is a copy; empty for one that is none. */
  readonly copyOf: string;
  begin(): BookingDraft;
  /** What becomes of a draft that is found. */
  goOn(draft: BookingDraft): BookingDraft;
  /** Whether it would be a pity to lose. */
  isTouched(draft: BookingDraft): boolean;
};

function without(unanswered: readonly SentInput[], input: SentInput) {
  return unanswered.filter((one) => JSON.stringify(one) !== JSON.stringify(input));
}

/** The draft of a new booking, until it has become one. */
export function useDraft({ copyOf, begin, goOn, isTouched }: DraftNeeds) {
  const {
    form,
    draft: { draft, unanswered },
    found,
    edit,
    discard,
  } = useFormDraft<SentDraft>('new-booking', copyOf, {
    begin: useCallback(() => ({ draft: begin(), unanswered: [] }), [begin]),
    resume: (kept) => ({ ...kept, draft: goOn(kept.draft) }),
    // What was sent and not answered is known to the next page even where nothing was typed: it may have been saved.
    isTouched: (kept) => isTouched(kept.draft) || kept.unanswered.length > 0,
  });

  const change = useCallback(
    (next: (draft: BookingDraft) => BookingDraft) => edit((kept) => ({ ...kept, draft: next(kept.draft) })),
    [edit],
  );

  /** Before it goes out: should the page go away now, the next one knows what was sent. */
  const sending = useCallback(
    (input: SentInput) => edit((kept) => ({ ...kept, unanswered: [...without(kept.unanswered, input), input] })),
    [edit],
  );

  /** The server refused: nothing of what was sent last was saved. */
  const refused = useCallback(
    (input: SentInput) => edit((kept) => ({ ...kept, unanswered: without(kept.unanswered, input) })),
    [edit],
  );

  /** The same content as a request of its own. */
  const renew = useCallback(
    () => edit(({ draft: before }) => ({ unanswered: [], draft: { ...before, idempotencyKey: crypto.randomUUID() } })),
    [edit],
  );

  return { form, draft, unanswered, found, change, sending, refused, renew, startAfresh: discard };
}
