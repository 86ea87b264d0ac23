import type { ReactNode } from 'react';
import { Segmented } from '../../ui/segmented.tsx';
import type { BodyFieldsProps } from '../booking-body.ts';
import type { Menu } from '../kitchen-menu.ts';
import { AreaField } from '../../forms/text-field.tsx';

const morningOptions = [
  { value: 'NONE', label: 'Nothing' },
  { value: 'PASTRY', label: 'Pastries' },
  { value: 'SANDWICHES', label: 'Sandwiches' },
] as const;

const lunchOptions = [
  { value: 'NONE', label: 'None' },
  { value: 'SELF_CATERED', label: 'Self-catered' },
  { value: 'IN_HOUSE', label: 'In-house' },
] as const;

type CateringFieldsProps = BodyFieldsProps & {
  /** What the kitchen would cook, a booking. */
  menus: readonly Menu[];
};

export function CateringFields({ values, errors, menus, onChange }: CateringFieldsProps) {
  const asWished = menus.includes('as-wished');
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          name="coffeeTeaStation"
          checked={values.coffeeTeaStation}
          onChange={(event) => onChange({ coffeeTeaStation: event.target.checked })}
        />
        <span>Coffee and tea station</span>
      </label>
      <Choice label="Morning">
        <Segmented
          label="Morning"
          options={morningOptions}
          value={values.morningCatering}
          onChange={(morningCatering) => onChange({ morningCatering })}
        />
      </Choice>
      <Choice label="Lunch">
        <Segmented
          label="Lunch"
          options={lunchOptions}
          value={values.lunchCatering}
          onChange={(lunchCatering) => onChange({ lunchCatering })}
        />
      </Choice>
      {values.lunchCatering === 'SELF_CATERED' && (
        <p className="field-hint">The client brings lunch. The kitchen has no work.</p>
      )}
      {menus.includes('alternating') && (
        <p className="field-hint">
          {asWished ? 'For three days or more' : 'Three days or more'}: the kitchen serves its alternating menu.
        </p>
      )}
      <AreaField
        name="cateringNotes"
        label={asWished ? 'What would they like for lunch?' : 'Allergies, diets, times'}
        maxLength={2000}
        value={values.cateringNotes}
        error={errors['cateringNotes']}
        hint={asWished ? 'For less than three days, the kitchen cooks to order.' : undefined}
        onChange={(cateringNotes) => onChange({ cateringNotes })}
      />
    </>
  );
}

export function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="form-choice">
      <span className="field-label" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  );
}
