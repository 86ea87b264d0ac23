import type { BodyFieldsProps } from '../booking-body.ts';
import { TextField } from '../../forms/text-field.tsx';
import { ClientCombobox } from './client-combobox.tsx';

type ClientFieldsProps = BodyFieldsProps & {
  /** The division that is booked for, or '' while it is not chosen: its earlier clients are offered. Left out for none. */
  suggestFor?: string;
};

export function ClientFields({ values, errors, onChange, suggestFor }: ClientFieldsProps) {
  const company = { label: 'Company', value: values.clientName, error: errors['clientName'] };
  return (
    <>
      {suggestFor === undefined ? (
        <TextField
          {...company}
          name="clientName"
          required
          maxLength={200}
          onChange={(clientName) => onChange({ clientName })}
        />
      ) : (
        <ClientCombobox {...company} values={values} tenantId={suggestFor || null} onChange={onChange} />
      )}
      <TextField
        name="clientContactPerson"
        label="Contact person"
        required
        maxLength={200}
        value={values.clientContactPerson}
        error={errors['clientContactPerson']}
        onChange={(clientContactPerson) => onChange({ clientContactPerson })}
      />
      <div className="form-pair">
        <TextField
          name="clientEmail"
          type="email"
          inputMode="email"
          label="E-mail"
          required
          maxLength={254}
          value={values.clientEmail}
          error={errors['clientEmail']}
          onChange={(clientEmail) => onChange({ clientEmail })}
        />
        <TextField
          name="clientPhone"
          type="tel"
          label="Phone"
          required
          maxLength={50}
          value={values.clientPhone}
          error={errors['clientPhone']}
          onChange={(clientPhone) => onChange({ clientPhone })}
        />
      </div>
    </>
  );
}
