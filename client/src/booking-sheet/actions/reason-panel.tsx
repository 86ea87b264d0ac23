import type { ReactNode } from 'react';
import type { BookingReasonInput } from '../../graphql/generated/graphql.ts';
import { useFieldErrors } from '../../forms/use-field-errors.ts';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { AreaField } from '../../forms/text-field.tsx';
import { alsoOnDiscard, type FormDraft } from '../../forms/use-form-draft.ts';
import type { Trouble } from '../../bookings/refusal.ts';
import type { Decision } from '../../bookings/use-decision.ts';

const longestReason = 500;

export type ReasonWords = {
  readonly title: string;
  /** What it does, for whom the reason is. */
  readonly hint: string;
  readonly submit: string;
};

type ReasonPanelProps = Omit<PanelProps, 'rooms'> & {
  draft: FormDraft<{ readonly reason: string }>;
  decision: Decision;
  words: ReasonWords;
  busy: boolean;
  trouble: Trouble | null;
  /** True once it is done. */
  send(input: BookingReasonInput): Promise<boolean>;
  /** What is to be said before the reason. */
  first?: ReactNode;
};

const shownFields: readonly string[] = ['reason'];

/** What takes something away from somebody says why. */
export function ReasonPanel({
  booking,
  draft,
  decision,
  words: { title, hint, submit },
  busy,
  trouble,
  send,
  onDone,
  first,
  children,
}: ReasonPanelProps) {
  const { reason } = draft.draft;
  const { errors, mistakes, check, withdraw, forget } = useFieldErrors(trouble);

  async function submitFor(expectedVersion: number) {
    if (!check(reason.trim() === '' ? { reason: 'Enter a reason.' } : {})) return;
    if (!(await send({ bookingId: booking.id, reason: reason.trim(), expectedVersion }))) return;
    draft.discard();
    onDone();
  }

  return (
    <PanelForm
      of={alsoOnDiscard(draft, forget)}
      title={title}
      submit={submit}
      look="danger"
      busy={busy}
      trouble={mistakes['reason'] ? null : trouble}
      errors={errors}
      shown={shownFields}
      decision={decision}
      onSend={(version) => void submitFor(version)}
      onBack={onDone}
      sheet={children}
    >
      {first}
      <AreaField
        name="reason"
        label="Reason"
        required
        maxLength={longestReason}
        value={reason}
        error={errors['reason']}
        hint={reason.length > longestReason - 100 ? `${hint} ${longestReason - reason.length} characters left.` : hint}
        onChange={(text) => {
          withdraw((path) => path === 'reason');
          // One line: a reason goes into notifications and lists.
          draft.edit((before) => ({ ...before, reason: text.replaceAll(/\s*[\n\r\t]+\s*/g, ' ') }));
        }}
      />
    </PanelForm>
  );
}
