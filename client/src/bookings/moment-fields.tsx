import { useId } from 'react'
import type { LocalTime } from '../time/local-time.ts'

interface MomentFieldsProps {
  /** `Starts` */
  label: string
  /** Its path in the input; the day is focused for it. */
  name: string
  value: LocalTime
  error?: string | undefined
  min?: string
  onChange(value: LocalTime): void
}

/** A day and a time on the wall of the facility, whatever zone the browser is in. */
export function MomentFields({ label, name, value, error, min, onChange }: MomentFieldsProps) {
  const id = useId()
  const wiring = error ? { 'aria-invalid': true as const, 'aria-describedby': `${id}-error` } : {}
  return (
    <fieldset className="field moment">
      <legend className="field-label">{label}</legend>
      <div className="moment-inputs">
        <input
          {...wiring}
          type="date"
          className="input"
          name={name}
          aria-label={`${label}, day`}
          required
          min={min}
          max="9000-12-31"
          value={value.date}
          onChange={(event) => onChange({ ...value, date: event.target.value })}
        />
        <input
          {...wiring}
          type="time"
          className="input"
          aria-label={`${label}, time`}
          required
          value={value.time}
          onChange={(event) => onChange({ ...value, time: event.target.value })}
        />
      </div>
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  )
}
