import { Field } from '../ui/field.tsx'
import type { ClientDraft } from './booking-draft.ts'
import type { FieldErrors } from './refusal.ts'

interface ClientFieldsProps {
  draft: ClientDraft
  errors: FieldErrors
  onChange(change: Partial<ClientDraft>): void
}

interface Line {
  readonly name: keyof ClientDraft
  readonly label: string
  readonly type: 'text' | 'email' | 'tel'
  readonly autoComplete: string
  readonly longest: number
}

const LINES: readonly Line[] = [
  { name: 'clientName', label: 'Company', type: 'text', autoComplete: 'off', longest: 200 },
  { name: 'clientContactPerson', label: 'Contact person', type: 'text', autoComplete: 'off', longest: 200 },
  { name: 'clientEmail', label: 'E-mail', type: 'email', autoComplete: 'off', longest: 254 },
  { name: 'clientPhone', label: 'Phone', type: 'tel', autoComplete: 'off', longest: 50 },
]

export function ClientFields({ draft, errors, onChange }: ClientFieldsProps) {
  return (
    <>
      {LINES.map(({ name, label, type, autoComplete, longest }) => (
        <Field key={name} label={label} required error={errors[name]}>
          {(wiring) => (
            <input
              {...wiring}
              className="input"
              type={type}
              name={name}
              required
              autoComplete={autoComplete}
              maxLength={longest}
              value={draft[name]}
              onChange={(event) => onChange({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </>
  )
}
