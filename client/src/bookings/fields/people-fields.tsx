import { peopleOf, type BodyFieldsProps } from '../booking-body.ts';
import { CountField } from '../../forms/text-field.tsx';

export function PeopleFields({ values, errors, onChange }: BodyFieldsProps) {
  const total = peopleOf(values);
  return (
    <div className="form-counts">
      <CountField
        name="numLearners"
        label="Learners"
        required
        value={values.numLearners}
        error={errors['numLearners']}
        onChange={(numLearners) => onChange({ numLearners })}
      />
      <span aria-hidden="true">+</span>
      <CountField
        name="numFacilitators"
        label="Facilitators"
        required
        value={values.numFacilitators}
        error={errors['numFacilitators']}
        onChange={(numFacilitators) => onChange({ numFacilitators })}
      />
      <output className="form-total" aria-label="Total">
        = {total}
      </output>
    </div>
  );
}
