import type { BodyFieldsProps } from './booking-body.ts'
import { TextField } from '../forms/text-field.tsx'

export function ClientFields({ values, errors, onChange }: BodyFieldsProps) {
  return (
    <>
      <TextField
        name="clientName"
        label="Company"
        required
        maxLength={200}
        value={values.clientName}
        error={errors['clientName']}
        onChange={(clientName) => onChange({ clientName })}
      />
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
  )
}
