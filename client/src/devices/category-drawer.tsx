import { DrawerForm } from '../forms/drawer-form.tsx';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { strayErrors } from '../forms/field-errors.ts';
import { CountField, TextField } from '../forms/text-field.tsx';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import type { CategoryFactsFragment } from '../graphql/generated/graphql.ts';
import { Field } from '../ui/field.tsx';
import { useToast } from '../ui/toaster.tsx';
import { countOf } from '../bookings/booking-body.ts';
import { kindNames } from '../bookings/device-lines.ts';
import { DeviceTroubleNotice } from './device-trouble.tsx';
import { useCreateDeviceCategory, useUpdateDeviceCategory } from './use-save-device.ts';
import '../bookings/panel-form.css';

type CategoryDraft = {
  readonly name: string;
  readonly kind: CategoryFactsFragment['kind'];
  readonly lowStockThreshold: string;
  /** Words between commas. */
  readonly accessories: string;
};

const blankCategory: CategoryDraft = { name: '', kind: 'LAPTOP', lowStockThreshold: '5', accessories: '' };

/** Only what was changed, so that what others change shows through. */
const unchangedCategory: Partial<CategoryDraft> = {};

const shownFields: readonly string[] = ['name', 'kind', 'lowStockThreshold', 'accessories'];

function draftOf({ name, kind, lowStockThreshold, accessories }: CategoryFactsFragment): CategoryDraft {
  return { name, kind, lowStockThreshold: String(lowStockThreshold), accessories: accessories.join(', ') };
}

type CategoryDrawerProps = {
  /** Null for a new one. */
  category: CategoryFactsFragment | null;
  onSaved(): void;
  onClose(): void;
};

export function CategoryDrawer({ category, onSaved, onClose }: CategoryDrawerProps) {
  const toast = useToast();
  const creating = useCreateDeviceCategory();
  const updating = useUpdateDeviceCategory();
  const { busy, trouble } = category ? updating : creating;
  const formDraft = useSimpleDraft('device-category', category?.id ?? '', unchangedCategory);
  const before = category ? draftOf(category) : blankCategory;
  const values: CategoryDraft = { ...before, ...formDraft.draft };
  const { errors, check } = useFieldErrors(trouble);
  const title = category ? `Change ${category.name}` : 'New category';
  const unchanged = JSON.stringify(values) === JSON.stringify(before);
  const edit = (next: Partial<CategoryDraft>) => formDraft.edit((draft) => ({ ...draft, ...next }));

  async function send() {
    const threshold = countOf(values.lowStockThreshold);
    if (!check(threshold === null ? { lowStockThreshold: 'Enter a whole number.' } : {})) return;
    const input = {
      name: values.name.trim(),
      kind: values.kind,
      lowStockThreshold: threshold ?? 0,
      accessories: values.accessories.split(',').flatMap((word) => word.trim() || []),
    };
    const { done, refusal } = category
      ? await updating.attempt({ input: { categoryId: category.id, expectedVersion: category.version, ...input } })
      : await creating.attempt({ input });
    if (refusal?.__typename === 'StaleDeviceDataError') onSaved();
    if (!done) return;
    formDraft.discard();
    toast({ text: `${done.category.name} is ${category ? 'saved' : 'added'}.` });
    onSaved();
    onClose();
  }

  return (
    <aside className="drawer" aria-label={title}>
      <DrawerHead onClose={onClose}>
        <h2>{title}</h2>
      </DrawerHead>
      <DrawerForm
        of={formDraft}
        title="What its devices have in common"
        submit={category ? 'Save' : 'Add the category'}
        busy={busy}
        idle={unchanged || values.name.trim() === ''}
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
        <TextField
          name="name"
          label="Name"
          required
          maxLength={100}
          value={values.name}
          error={errors['name']}
          hint="Devices that serve equally well, usually one model: ASUS X515."
          onChange={(name) => edit({ name })}
        />
        <Field label="Kind" error={errors['kind']}>
          {(wiring) => (
            <select
              {...wiring}
              name="kind"
              className="select"
              value={values.kind}
              onChange={({ target }) => edit({ kind: target.value as CategoryDraft['kind'] })}
            >
              <option value="LAPTOP">{kindNames.LAPTOP}</option>
              <option value="DESKTOP">{kindNames.DESKTOP}</option>
            </select>
          )}
        </Field>
        <CountField
          className="form-number"
          name="lowStockThreshold"
          label="Low stock"
          value={values.lowStockThreshold}
          error={errors['lowStockThreshold']}
          hint="Warn when fewer than this are free on a day. 0 turns it off."
          onChange={(lowStockThreshold) => edit({ lowStockThreshold })}
        />
        <TextField
          name="accessories"
          label="Accessories"
          maxLength={500}
          value={values.accessories}
          error={errors['accessories']}
          hint="What goes out with each device, between commas: charger, bag."
          onChange={(accessories) => edit({ accessories })}
        />
      </DrawerForm>
    </aside>
  );
}
