import { useFormDraft } from '../forms/use-form-draft.ts';
import { isFor, noReason, type BulkReason } from './bulk-reason.ts';
import type { Waiting } from './waiting.ts';

const rejectionWords = {
  begin: (): BulkReason => noReason,
  // An older page has stored the reason alone.
  resume: (stored: BulkReason): BulkReason => (typeof stored === 'string' ? { ids: [], reason: stored } : stored),
  isTouched: ({ reason }: BulkReason) => reason !== '',
};

/** Why the ticked ones are rejected. A reason that was typed for others is kept for them, and is not that of these. */
export function useRejection(ticked: readonly Waiting[], ghosts: readonly Waiting[]) {
  const { form, draft, touched, edit, discard } = useFormDraft('reject-bookings', '', rejectionWords);
  const tickedIds = ticked.map(({ id }) => id);
  const isTheirs = isFor(
    draft,
    tickedIds,
    ghosts.map(({ id }) => id),
  );
  return {
    form,
    reason: isTheirs ? draft.reason : '',
    onType: (reason: string) => edit(() => ({ ids: tickedIds, reason })),
    /** What was typed for others and not sent, with those of them that still wait; null where nothing was. */
    typedBefore: touched && !isTheirs ? { ...draft, waiting: ghosts.filter(({ id }) => draft.ids.includes(id)) } : null,
    discard,
  };
}
