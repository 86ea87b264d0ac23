import type { FieldErrors } from '../forms/field-errors.ts';
import { useHere } from '../people/here.tsx';
import { CountField } from '../forms/text-field.tsx';
import { Field } from '../ui/field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { toggleWeekday, weekdays, weekdaysOf, type RepeatDraft } from './repeat-draft.ts';

const frequencies = [
  { value: 'DAILY', label: 'Daily' },
  { value: 'WEEKLY', label: 'Weekly' },
  { value: 'MONTHLY', label: 'Monthly' },
] as const;

const endOptions = [
  { value: 'count', label: 'After' },
  { value: 'until', label: 'Until' },
] as const;

const unitWords = { DAILY: 'days', WEEKLY: 'weeks', MONTHLY: 'months' };

type RepeatFieldsProps = {
  repeat: RepeatDraft;
  /** The first date. */
  first: string;
  errors: FieldErrors;
  onChange(repeat: RepeatDraft): void;
};

export function RepeatFields({ repeat, first, errors, onChange }: RepeatFieldsProps) {
  const chosen = weekdaysOf(repeat, first);
  const { bookableUntil } = useHere().facility;
  return (
    <div className="repeat-fields">
      <div className="repeat-line">
        <Segmented
          label="How often"
          options={frequencies}
          value={repeat.frequency}
          onChange={(frequency) => onChange({ ...repeat, frequency })}
        />
        <CountField
          className="repeat-number"
          label={`Every … ${unitWords[repeat.frequency]}`}
          name="rule.every"
          value={repeat.every}
          error={errors['rule.every']}
          onChange={(every) => onChange({ ...repeat, every })}
        />
      </div>
      {repeat.frequency === 'WEEKLY' && (
        <fieldset className="repeat-days">
          <legend className="field-label">On</legend>
          {weekdays.map((day) => (
            <label key={day} className="repeat-day">
              <input
                type="checkbox"
                checked={chosen.includes(day)}
                onChange={() => onChange(toggleWeekday(repeat, day, first))}
                aria-label={`${day.charAt(0)}${day.slice(1).toLowerCase()}`}
              />
              <span aria-hidden="true">{`${day.charAt(0)}${day.charAt(1).toLowerCase()}`}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div className="repeat-line">
        <Segmented
          label="When it ends"
          options={endOptions}
          value={repeat.ends}
          onChange={(ends) => onChange({ ...repeat, ends })}
        />
        {repeat.ends === 'count' ? (
          <CountField
            className="repeat-number"
            label="Number of dates"
            name="rule.count"
            value={repeat.count}
            error={errors['rule.count']}
            onChange={(count) => onChange({ ...repeat, count })}
          />
        ) : (
          <Field label="Last day" error={errors['rule.until']}>
            {(wiring) => (
              <input
                {...wiring}
                className="input"
                name="rule.until"
                type="date"
                max={bookableUntil}
                value={repeat.until}
                onChange={({ target }) => onChange({ ...repeat, until: target.value })}
              />
            )}
          </Field>
        )}
      </div>
    </div>
  );
}
