import { DrawerForm } from '../forms/drawer-form.tsx';
import { strayErrors } from '../forms/field-errors.ts';
import { AreaField, TextField } from '../forms/text-field.tsx';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import type { DeviceFactsFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { addDays, isDate } from '../time/day.ts';
import { Segmented } from '../ui/segmented.tsx';
import { useToast } from '../ui/toaster.tsx';
import { DeviceTroubleNotice } from './device-trouble.tsx';
import { useStartDowntime } from './use-save-device.ts';

const kinds = [
  { value: 'MAINTENANCE', label: 'Maintenance' },
  { value: 'LOST', label: 'Lost' },
  { value: 'AWAY', label: 'Not in the building' },
] as const;

type DowntimeDraft = {
  readonly kind: (typeof kinds)[number]['value'];
  /** The last day on which it cannot be used; empty where that is not known. */
  readonly expectedEnd: string;
  readonly note: string;
};

const blankDowntime: DowntimeDraft = { kind: 'MAINTENANCE', expectedEnd: '', note: '' };

const shownFields: readonly string[] = ['expectedEnd', 'note'];

type StartDowntimeProps = {
  device: DeviceFactsFragment;
  onSaved(): void;
  onDone(): void;
};

/** Takes a device out of use for a time, from now. */
export function StartDowntime({ device, onSaved, onDone }: StartDowntimeProps) {
  const { timeZone } = useHere().facility;
  const toast = useToast();
  const { attempt, busy, trouble } = useStartDowntime();
  const formDraft = useSimpleDraft('out-of-use', device.id, blankDowntime);
  const { kind, expectedEnd, note } = formDraft.draft;
  const { errors, check } = useFieldErrors(trouble);
  const edit = (next: Partial<DowntimeDraft>) => formDraft.edit((before) => ({ ...before, ...next }));

  async function send(releaseAssignmentIds: readonly string[] = []) {
    if (!check(expectedEnd !== '' && !isDate(expectedEnd) ? { expectedEnd: 'Enter a day.' } : {})) return;
    const dayAfter = expectedEnd && Temporal.PlainDate.from(addDays(expectedEnd, 1));
    const until = dayAfter ? dayAfter.toZonedDateTime(timeZone).toInstant().toString() : null;
    const { done } = await attempt({
      input: {
        deviceIds: [device.id],
        kind,
        expectedEnd: until,
        note: note.trim() || null,
        releaseAssignmentIds: [...releaseAssignmentIds],
      },
    });
    if (!done) return;
    formDraft.discard();
    toast({ text: `${device.serialNumber} is out of use.` });
    onSaved();
    onDone();
  }

  return (
    <DrawerForm
      of={formDraft}
      title="Take it out of use"
      submit="Take out of use"
      busy={busy}
      trouble={trouble}
      errors={errors}
      onSubmit={() => void send()}
      onBack={onDone}
      messages={
        <DeviceTroubleNotice
          trouble={trouble}
          action="Take it out of use"
          stray={strayErrors(errors, shownFields)}
          busy={busy}
          onRetry={() => void send()}
          onRelease={(ids) => void send(ids)}
        />
      }
    >
      <Segmented label="Why" options={kinds} value={kind} onChange={(next) => edit({ kind: next })} />
      <TextField
        name="expectedEnd"
        label="Last day out of use"
        type="date"
        value={expectedEnd}
        error={errors['expectedEnd']}
        hint="Leave it empty if you don’t know: nothing can be planned for it until it is back."
        onChange={(next) => edit({ expectedEnd: next })}
      />
      <AreaField
        name="note"
        label="Note"
        maxLength={500}
        value={note}
        error={errors['note']}
        hint="What is wrong with it, or where it is."
        onChange={(next) => edit({ note: next })}
      />
    </DrawerForm>
  );
}
