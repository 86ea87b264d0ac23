import { DrawerForm } from '../forms/drawer-form.tsx';
import { strayErrors } from '../forms/field-errors.ts';
import { TextField } from '../forms/text-field.tsx';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import type { CategoryFactsFragment, DeviceFactsFragment } from '../graphql/generated/graphql.ts';
import { useToast } from '../ui/toaster.tsx';
import { changedDevice, deviceDraftFields, deviceDraftOf, type DeviceDraft } from './device-draft.ts';
import { DeviceFields } from './device-fields.tsx';
import { DeviceTroubleNotice } from './device-trouble.tsx';
import { useUpdateDevice } from './use-save-device.ts';

/** Only what was changed, so that what others change shows through. */
const unchangedDevice: Partial<DeviceDraft> = {};

type ChangeDeviceProps = {
  device: DeviceFactsFragment;
  categories: readonly CategoryFactsFragment[];
  onSaved(): void;
  /** Someone else changed it: what is shown is read anew. */
  onStale(): void;
  onDone(): void;
};

export function ChangeDevice({ device, categories, onSaved, onStale, onDone }: ChangeDeviceProps) {
  const toast = useToast();
  const { attempt, busy, trouble, clear } = useUpdateDevice();
  const formDraft = useSimpleDraft('device', device.id, unchangedDevice);
  const before = deviceDraftOf(device);
  const values = { ...before, ...formDraft.draft };
  const { errors } = useFieldErrors(trouble);
  const change = changedDevice(formDraft.draft, before);

  function edit(next: Partial<DeviceDraft>) {
    clear();
    formDraft.edit((draft) => ({ ...draft, ...next }));
  }

  async function send() {
    const { done, refusal } = await attempt({
      input: { deviceId: device.id, expectedVersion: device.version, ...change },
    });
    if (refusal?.__typename === 'StaleDeviceDataError') onStale();
    if (!done) return;
    formDraft.discard();
    toast({ text: `${done.device.serialNumber} is saved.` });
    onSaved();
    onDone();
  }

  return (
    <DrawerForm
      of={formDraft}
      title="Change the device"
      submit="Save"
      busy={busy}
      idle={Object.keys(change).length === 0}
      trouble={trouble}
      errors={errors}
      onSubmit={() => void send()}
      onBack={onDone}
      messages={
        <DeviceTroubleNotice
          trouble={trouble}
          stray={strayErrors(errors, deviceDraftFields)}
          busy={busy}
          onRetry={() => void send()}
        />
      }
    >
      <TextField
        name="serialNumber"
        label="Serial number"
        required
        maxLength={100}
        spellCheck={false}
        value={values.serialNumber}
        error={errors['serialNumber']}
        hint="The history keeps the one before."
        onChange={(serialNumber) => edit({ serialNumber })}
      />
      <DeviceFields values={values} errors={errors} categories={categories} onChange={edit} />
    </DrawerForm>
  );
}
