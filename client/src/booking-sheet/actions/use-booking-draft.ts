import { useState } from 'react';
import type { FormName } from '../../forms/all-forms.ts';
import { useFormDraft, type FormDraft } from '../../forms/use-form-draft.ts';
import type { BookingDetailsFragment } from '../../graphql/generated/graphql.ts';
import { useDecision, type Decision } from '../../bookings/use-decision.ts';

type VersionedDraft<T> = {
  readonly typed: T;
  /** The version over which it was typed; null while nothing is. */
  readonly over: BookingDetailsFragment | null;
};

/**
 * Holds what is typed over a booking, with the version it was typed over: after a reload, too, what changed meanwhile is shown, and
 * nothing is sent for a version that nobody has looked at.
 */
export function useBookingDraft<T>(
  form: FormName,
  now: BookingDetailsFragment,
  blank: T,
): { readonly draft: FormDraft<T>; readonly decision: Decision } {
  const opened = useDecision(now);
  const [needs] = useState(() => ({
    begin: (): VersionedDraft<T> => ({ typed: blank, over: null }),
    isTouched: ({ typed }: VersionedDraft<T>) => JSON.stringify(typed) !== JSON.stringify(blank),
  }));
  const { draft: versioned, edit, ...rest } = useFormDraft(form, now.id, needs);
  const basis = versioned.over ?? opened.basis;
  function accept(next: BookingDetailsFragment = now) {
    opened.accept(next);
    edit((before) => (before.over ? { ...before, over: next } : before));
  }
  return {
    draft: {
      ...rest,
      draft: versioned.typed,
      edit: (change) => edit(({ typed, over }) => ({ typed: change(typed), over: over ?? basis })),
    },
    decision: { basis, now, outdated: now.version > basis.version, accept },
  };
}
