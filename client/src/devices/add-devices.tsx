import { DrawerForm } from '../forms/drawer-form.tsx';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { strayErrors, type FieldErrors } from '../forms/field-errors.ts';
import { AreaField } from '../forms/text-field.tsx';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import type { CategoryFactsFragment } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toaster.tsx';
import { deviceDraftFields } from './device-draft.ts';
import { DeviceFields } from './device-fields.tsx';
import { DeviceTroubleNotice } from './device-trouble.tsx';
import { addedDevices, addErrors, mostAdded, withSerialNamed, type AddDraft } from './added-devices.ts';
import { pastedSerials } from './pasted-serials.ts';
import { useCreateDevices } from './use-save-device.ts';

const blankDevices: AddDraft = {
  serialNumbers: '',
  name: '',
  categoryId: '',
  place: '',
  supplier: '',
  goesBackOn: '',
  purchaseDate: '',
  notes: '',
};

const shownFields: readonly string[] = ['serialNumbers', ...deviceDraftFields];

type AddDevicesProps = {
  categories: readonly CategoryFactsFragment[];
  /** With the only one that was added; null for several. */
  onAdded(device: string | null): void;
  onNewCategory(): void;
  onClose(): void;
};

/** Adds one device, or as many of one category as serial numbers are pasted. */
export function AddDevices({ categories, onAdded, onNewCategory, onClose }: AddDevicesProps) {
  const toast = useToast();
  const { attempt, busy, trouble, clear } = useCreateDevices();
  const formDraft = useSimpleDraft('add-devices', '', blankDevices);
  const { draft } = formDraft;
  const serials = pastedSerials(draft.serialNumbers);
  const fields = useFieldErrors(trouble);
  const errors: FieldErrors = withSerialNamed(fields.errors, serials);
  const count = serials.length;

  function edit(next: Partial<AddDraft>) {
    clear();
    fields.withdraw((path) => path in next);
    formDraft.edit((before) => ({ ...before, ...next }));
  }

  async function send() {
    if (!fields.check(addErrors(draft))) return;
    const { done } = await attempt({ input: { devices: addedDevices(draft) } });
    if (!done) return;
    formDraft.discard();
    const [first] = done.devices;
    toast({ text: count === 1 ? `${first?.serialNumber} is added.` : `${count} devices are added.` });
    onAdded(count === 1 && first ? first.id : null);
  }

  return (
    <aside className="drawer" aria-label="Add devices">
      <DrawerHead onClose={onClose}>
        <h2>Add devices</h2>
      </DrawerHead>
      {categories.length === 0 ? (
        <div className="drawer-scroll">
          <Notice
            tone="info"
            title="Add a category first."
            actions={<Button onClick={onNewCategory}>Add a category</Button>}
          >
            Each device belongs to one, a model mostly.
          </Notice>
        </div>
      ) : (
        <DrawerForm
          of={formDraft}
          title="Which devices"
          submit={count > 1 ? `Add ${count} devices` : 'Add the device'}
          busy={busy}
          idle={count === 0}
          trouble={trouble}
          errors={errors}
          onSubmit={() => void send()}
          onBack={onClose}
          messages={
            <DeviceTroubleNotice
              trouble={trouble}
              stray={strayErrors(errors, shownFields)}
              busy={busy}
              onRetry={() => void send()}
            />
          }
        >
          <AreaField
            name="serialNumbers"
            label="Serial numbers"
            required
            value={draft.serialNumbers}
            error={errors['serialNumbers']}
            hint={
              count > 1
                ? `${count} serial numbers`
                : `One a line, or pasted from a sheet; up to ${mostAdded}. A scanner works too.`
            }
            onChange={(serialNumbers) => edit({ serialNumbers })}
          />
          <DeviceFields
            several
            values={{ ...draft, officeAccount: '', anydeskId: '' }}
            errors={errors}
            categories={categories}
            onChange={edit}
          />
        </DrawerForm>
      )}
    </aside>
  );
}
