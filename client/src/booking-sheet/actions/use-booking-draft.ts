import { useState } from 'react';
import type { FormName } from '../../forms/all-forms.ts';
import { useFormDraft, type FormDraft } from '../../forms/use-form-draft.ts';
import type { BookingDetailsFragment } from '../../graphql/generated/graphql.ts';
import { useSeen, type Seen } from '../../bookings/use-seen.ts';

type Kept<T> = {
  readonly typed: T;
  /** The version over which it was typed; null while nothing is. */
  readonly over: BookingDetailsFragment | null;
};

/**
 * What is typed over a booking, with the version it was typed over: after a reload, too, what changed meanwhile is shown, and
 * nothing is sent for a version that nobody has looked at.
 */
export function useBookingDraft<T>(
  form: FormName,
  now: BookingDetailsFragment,
  blank: T,
): { readonly draft: FormDraft<T>; readonly decided: Seen } {
  const opened = useSeen(now);
  const [needs] = useState(() => ({
    begin: (): Kept<T> => ({ typed: blank, over: null }),
    isTouched: ({ typed }: Kept<T>) => JSON.stringify(typed) !== JSON.stringify(blank),
  }));
  const { draft: kept, edit, ...rest } = useFormDraft(form, now.id, needs);
  const seen = kept.over ?? opened.seen;
  function accept(next: BookingDetailsFragment = now) {
    opened.accept(next);
    edit((before) => (before.over ? { ...before, over: next } : before));
  }
  return {
    draft: {
      ...rest,
      draft: kept.typed,
      edit: (change) => edit(({ typed, over }) => ({ typed: change(typed), over: over ?? seen })),
    },
    decided: { seen, now, outdated: now.version > seen.version, accept },
  };
}
