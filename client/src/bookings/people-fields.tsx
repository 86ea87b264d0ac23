import { Field } from '../ui/field.tsx'
import { attendeesOf, type PeopleDraft } from './booking-draft.ts'
import type { FieldErrors } from './refusal.ts'

interface PeopleFieldsProps {
  draft: PeopleDraft
  errors: FieldErrors
  onChange(change: Partial<PeopleDraft>): void
}

export function PeopleFields({ draft, errors, onChange }: PeopleFieldsProps) {
  return (
    <div className="field-triple">
      <Field label="Learners" required error={errors['numLearners']}>
        {(wiring) => (
          <input
            {...wiring}
            className="input"
            type="number"
            inputMode="numeric"
            min={0}
            name="numLearners"
            value={draft.numLearners}
            onChange={(event) => onChange({ numLearners: event.target.value })}
          />
        )}
      </Field>
      <Field label="Facilitators" required error={errors['numFacilitators']}>
        {(wiring) => (
          <input
            {...wiring}
            className="input"
            type="number"
            inputMode="numeric"
            min={0}
            name="numFacilitators"
            value={draft.numFacilitators}
            onChange={(event) => onChange({ numFacilitators: event.target.value })}
          />
        )}
      </Field>
      <p className="people-sum">
        = <b>{attendeesOf(draft)}</b> people
      </p>
    </div>
  )
}
