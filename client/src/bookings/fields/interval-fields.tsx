import type { FieldErrors } from '../../forms/field-errors.ts';
import { LocalTimeInput } from '../../forms/local-time-input.tsx';
import { midnightWords, moveEnd, moveStart, type LocalInterval } from '../local-interval.ts';

type IntervalFieldsProps = {
  /** Before the names of both in the input: `segments.2.`. */
  prefix?: string;
  when: LocalInterval;
  /** By `startsAt` and `endsAt`. */
  errors: FieldErrors;
  /** The last day that its pickers offer. */
  max: string | undefined;
  onChange(when: LocalInterval): void;
};

/** When a booking starts and ends. */
export function IntervalFields({ prefix = '', when, errors, max, onChange }: IntervalFieldsProps) {
  return (
    <div className="form-interval">
      <LocalTimeInput
        label="Starts"
        name={`${prefix}startsAt`}
        value={when.from}
        error={errors['startsAt']}
        max={max}
        onChange={(from) => onChange(moveStart(when, from))}
      />
      <LocalTimeInput
        label="Ends"
        name={`${prefix}endsAt`}
        value={when.to}
        error={errors['endsAt']}
        hint={midnightWords(when.to)}
        max={max}
        onChange={(to) => onChange(moveEnd(when, to))}
      />
    </div>
  );
}
