import type { FieldErrors } from '../forms/field-errors.ts';
import { AreaField, TextField } from '../forms/text-field.tsx';
import type { CategoryFactsFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { Field } from '../ui/field.tsx';
import type { DeviceDraft } from './device-draft.ts';
import '../bookings/panel-form.css';

type DeviceFieldsProps = {
  values: Omit<DeviceDraft, 'serialNumber'>;
  errors: FieldErrors;
  categories: readonly CategoryFactsFragment[];
  /** Several are added: what is of one device alone is not asked for. */
  several?: boolean;
  onChange(change: Partial<DeviceDraft>): void;
};

/** What is known of a device apart from its serial number. */
export function DeviceFields({ values, errors, categories, several = false, onChange }: DeviceFieldsProps) {
  const { may } = useHere();
  const text = (name: keyof DeviceDraft, label: string, more: Partial<Parameters<typeof TextField>[0]> = {}) => (
    <TextField
      name={name}
      label={label}
      maxLength={200}
      value={name === 'serialNumber' ? '' : values[name]}
      error={errors[name]}
      onChange={(value) => onChange({ [name]: value })}
      {...more}
    />
  );
  return (
    <>
      <Field label="Category" required error={errors['categoryId']}>
        {(wiring) => (
          <select
            {...wiring}
            name="categoryId"
            required
            className="select"
            value={values.categoryId}
            onChange={(event) => onChange({ categoryId: event.target.value })}
          >
            <option value="" disabled>
              Choose a category
            </option>
            {categories.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {text('name', 'Name', several ? { hint: 'Leave it empty to use the serial number.' } : { required: true })}
      {text('place', 'Place in the store', { hint: 'Shelf, trolley or cabinet.' })}
      <div className="form-pair">
        {text('purchaseDate', 'Bought on', { type: 'date' })}
        {text('goesBackOn', 'Goes back on', { type: 'date', hint: 'Only if it is rented in.' })}
      </div>
      {text('supplier', 'Supplier')}
      {!several && may('device:assign') && (
        <div className="form-pair">
          {text('officeAccount', 'Office account', { spellCheck: false })}
          {text('anydeskId', 'AnyDesk ID', { spellCheck: false })}
        </div>
      )}
      <AreaField
        name="notes"
        label="Notes"
        maxLength={2000}
        value={values.notes}
        error={errors['notes']}
        onChange={(notes) => onChange({ notes })}
      />
    </>
  );
}
