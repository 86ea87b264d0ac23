import { useMemo, useState, type ReactNode } from 'react';
import type { BookingReasonInput } from '../../graphql/generated/graphql.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { AreaField } from '../../forms/text-field.tsx';
import type { FormDraft } from '../../forms/use-form-draft.ts';
import type { Trouble } from '../../bookings/refusal.ts';
import type { Seen } from '../../bookings/use-seen.ts';

const longestReason = 500;

export type ReasonWords = {
  readonly title: string;
  /** What it does, for whom the reason is. */
  readonly hint: string;
  readonly submit: string;
};

type ReasonPanelProps = Omit<PanelProps, 'rooms'> & {
  draft: FormDraft<{ readonly reason: string }>;
  decided: Seen;
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
  decided,
  words: { title, hint, submit },
  busy,
  trouble,
  send,
  onDone,
  first,
  children,
}: ReasonPanelProps) {
  const { reason } = draft.draft;
  const [missing, setMissing] = useState(false);
  const errors = useMemo(
    () => (missing ? { reason: 'A reason is needed.' } : fieldErrors(trouble)),
    [missing, trouble],
  );

  async function submitFor(expectedVersion: number) {
    if (reason.trim() === '') return setMissing(true);
    if (!(await send({ bookingId: booking.id, reason: reason.trim(), expectedVersion }))) return;
    draft.discard();
    onDone();
  }

  return (
    <PanelForm
      of={draft}
      title={title}
      submit={submit}
      look="danger"
      busy={busy}
      trouble={missing ? null : trouble}
      errors={errors}
      shown={shownFields}
      seen={decided}
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
          setMissing(false);
          // One line: a reason goes into notifications and lists.
          draft.edit((before) => ({ ...before, reason: text.replaceAll(/\s*[\n\r\t]+\s*/g, ' ') }));
        }}
      />
    </PanelForm>
  );
}
