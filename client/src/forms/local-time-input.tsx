import { useId } from 'react';
import type { LocalTime } from '../time/local-time.ts';

type LocalTimeInputProps = {
  label: string;
  /** The name of its day: what is said about both is shown at this field. */
  name?: string;
  value: LocalTime;
  error?: string | undefined;
  /** What a time comes to where that does not go without saying. */
  hint?: string | undefined;
  min?: string;
  /** The last day that its picker offers. */
  max?: string | undefined;
  onChange(value: LocalTime): void;
};

/** A day and a time of the wall clock, with the browser's own pickers. */
export function LocalTimeInput({
  label,
  name,
  value,
  error,
  hint,
  min,
  max = '9000-12-31',
  onChange,
}: LocalTimeInputProps) {
  const id = useId();
  const wiring = error
    ? { 'aria-invalid': true as const, 'aria-describedby': `${id}-error` }
    : hint
      ? { 'aria-describedby': `${id}-hint` }
      : {};
  return (
    <fieldset className="field local-time">
      <legend className="field-label">
        {label}
        <span className="field-required" aria-hidden="true">
          *
        </span>
      </legend>
      <div className="local-time-inputs">
        <input
          {...wiring}
          className="input"
          type="date"
          name={name}
          aria-label={`${label}, day`}
          required
          min={min}
          max={max}
          value={value.date}
          onChange={(event) => onChange({ ...value, date: event.target.value })}
        />
        <input
          {...wiring}
          className="input"
          type="time"
          aria-label={`${label}, time`}
          required
          value={value.time}
          onChange={(event) => onChange({ ...value, time: event.target.value })}
        />
      </div>
      {hint && !error && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
