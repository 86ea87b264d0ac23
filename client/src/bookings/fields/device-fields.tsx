import { Segmented } from '../../ui/segmented.tsx';
import { countOf, type BodyFieldsProps } from '../booking-body.ts';
import { Choice } from './catering-fields.tsx';
import { CountField } from '../../forms/text-field.tsx';

const deviceKinds = [
  { value: 'ANY', label: 'Any' },
  { value: 'LAPTOPS', label: 'Laptops' },
  { value: 'DESKTOPS', label: 'Desktops' },
] as const;

export function DeviceFields({ values, errors, required = false, onChange }: BodyFieldsProps & { required?: boolean }) {
  return (
    <>
      <CountField
        className="form-number"
        name="devicesNeeded"
        label="How many"
        required={required}
        value={values.devicesNeeded}
        error={errors['devicesNeeded']}
        hint="The IT desk hands them out by serial number."
        onChange={(devicesNeeded) => onChange({ devicesNeeded })}
      />
      {(countOf(values.devicesNeeded) ?? 0) > 0 && (
        <Choice label="Kind">
          <Segmented
            label="Kind of device"
            options={deviceKinds}
            value={values.deviceTypePreference}
            onChange={(deviceTypePreference) => onChange({ deviceTypePreference })}
          />
        </Choice>
      )}
    </>
  );
}
