import { DrawerForm } from '../forms/drawer-form.tsx';
import { strayErrors } from '../forms/field-errors.ts';
import { AreaField } from '../forms/text-field.tsx';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import type { DeviceFactsFragment } from '../graphql/generated/graphql.ts';
import { useToast } from '../ui/toaster.tsx';
import { DeviceTroubleNotice } from './device-trouble.tsx';
import { useRetireDevices } from './use-save-device.ts';

const noReason = { reason: '' };

const shownFields: readonly string[] = ['reason'];

type RetireDeviceProps = {
  device: DeviceFactsFragment;
  onSaved(): void;
  onDone(): void;
};

/** Takes a device out of use for good; its history stays, and it can be reactivated. */
export function RetireDevice({ device, onSaved, onDone }: RetireDeviceProps) {
  const toast = useToast();
  const { attempt, busy, trouble } = useRetireDevices();
  const formDraft = useSimpleDraft('retire-device', device.id, noReason);
  const { reason } = formDraft.draft;
  const { errors } = useFieldErrors(trouble);

  async function send(releaseAssignmentIds: readonly string[] = []) {
    const { done } = await attempt({
      input: { deviceIds: [device.id], reason: reason.trim(), releaseAssignmentIds: [...releaseAssignmentIds] },
    });
    if (!done) return;
    formDraft.discard();
    toast({ text: `${device.serialNumber} is retired.` });
    onSaved();
    onDone();
  }

  return (
    <DrawerForm
      of={formDraft}
      title={`Retire ${device.serialNumber}`}
      submit="Retire"
      look="danger"
      busy={busy}
      idle={reason.trim() === ''}
      trouble={trouble}
      errors={errors}
      onSubmit={() => void send()}
      onBack={onDone}
      messages={
        <DeviceTroubleNotice
          trouble={trouble}
          action="Retire"
          stray={strayErrors(errors, shownFields)}
          busy={busy}
          onRetry={() => void send()}
          onRelease={(ids) => void send(ids)}
        />
      }
    >
      <AreaField
        name="reason"
        label="Reason"
        required
        maxLength={500}
        value={reason}
        error={errors['reason']}
        hint="Sold, broken beyond repair, given back. Everyone who sees devices can read it."
        onChange={(next) => formDraft.edit(() => ({ reason: next }))}
      />
    </DrawerForm>
  );
}
