import { peopleOf, type BodyFieldsProps } from '../booking-body.ts';
import { CountField } from '../../forms/text-field.tsx';

export function SuppliesFields({ values, errors, onChange }: BodyFieldsProps) {
  const sets = peopleOf(values);
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          name="stationeryNeeded"
          checked={values.stationeryNeeded}
          onChange={(event) => onChange({ stationeryNeeded: event.target.checked })}
        />
        <span>
          Stationery, one set per person
          {values.stationeryNeeded && sets > 0 && <span className="quiet"> ({sets})</span>}
        </span>
      </label>
      <CountField
        className="form-number"
        name="waterBottles"
        label="Bottles of water per day"
        value={values.waterBottles}
        error={errors['waterBottles']}
        onChange={(waterBottles) => onChange({ waterBottles })}
      />
    </>
  );
}
