import { useId, type ReactNode } from 'react';
import { FormGroup } from '../forms/form-group.tsx';
import type { FieldErrors } from '../forms/field-errors.ts';
import { AreaField, CountField, TextField } from '../forms/text-field.tsx';
import { Field } from '../ui/field.tsx';
import { currencies, dateStyles, timeZones } from './choices.ts';
import { type DayDraft, type FacilityDraft, weekdays } from './facility-draft.ts';
import '../bookings/panel-form.css';
import './facility.css';

type FacilityFieldsProps = {
  draft: FacilityDraft;
  errors: FieldErrors;
  onChange(next: Partial<FacilityDraft>): void;
};

/** Who and where the facility is. */
export function WhereFields({ draft, errors, onChange }: FacilityFieldsProps) {
  return (
    <FormGroup title="The facility">
      <TextField
        name="name"
        label="Name"
        required
        maxLength={100}
        value={draft.name}
        error={errors['name']}
        hint="On the sign-in page and in e-mails"
        onChange={(name) => onChange({ name })}
      />
      <AreaField
        name="address"
        label="Address"
        maxLength={500}
        value={draft.address}
        error={errors['address']}
        onChange={(address) => onChange({ address })}
      />
      <div className="facility-row">
        <Choice
          name="timeZone"
          label="Time zone"
          value={draft.timeZone}
          error={errors['timeZone']}
          hint="Existing bookings keep their moment if this changes"
          onChange={(timeZone) => onChange({ timeZone })}
        >
          {timeZones(draft.timeZone).map(({ region, zones }) => (
            <optgroup key={region} label={region}>
              {zones.map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </optgroup>
          ))}
        </Choice>
        <Choice
          name="currency"
          label="Currency"
          value={draft.currency}
          error={errors['currency']}
          onChange={(currency) => onChange({ currency })}
        >
          {currencies(draft.currency).map(({ code, words }) => (
            <option key={code} value={code}>
              {words}
            </option>
          ))}
        </Choice>
      </div>
      <div className="facility-row">
        <Choice
          name="locale"
          label="Dates are written as in"
          value={draft.locale}
          error={errors['locale']}
          onChange={(locale) => onChange({ locale })}
        >
          {dateStyles(draft.locale).map(({ locale, words }) => (
            <option key={locale} value={locale}>
              {words}
            </option>
          ))}
        </Choice>
        <Choice
          name="weekStartsOn"
          label="Weeks start on"
          value={draft.weekStartsOn}
          onChange={(value) =>
            onChange({ weekStartsOn: weekdays.find((day) => day.value === value)?.value ?? 'MONDAY' })
          }
        >
          {weekdays.map(({ value, words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Choice>
      </div>
    </FormGroup>
  );
}

/** When it is open, and when bookings usually are. */
export function HourFields({ draft, errors, onChange }: FacilityFieldsProps) {
  const setDay = (index: number, day: DayDraft) => onChange({ days: draft.days.with(index, day) });
  return (
    <>
      <FormGroup title="Opening hours">
        <p className="field-hint">Other hours are hatched in the calendar. Bookings are possible at any time.</p>
        <div className="facility-days">
          {weekdays.map(({ value, words }, index) => {
            const day = draft.days[index];
            return (
              day && (
                <OpenDay
                  key={value}
                  name={`days.${index}`}
                  weekday={words}
                  day={day}
                  error={errors[`days.${index}`]}
                  onChange={(next) => setDay(index, next)}
                />
              )
            );
          })}
        </div>
      </FormGroup>
      <FormGroup title="New bookings">
        <div className="facility-row facility-times">
          <TextField
            name="usualFrom"
            label="Usually from"
            type="time"
            required
            value={draft.usualFrom}
            error={errors['usualFrom']}
            onChange={(usualFrom) => onChange({ usualFrom })}
          />
          <TextField
            name="usualUntil"
            label="Usually until"
            type="time"
            required
            value={draft.usualUntil}
            error={errors['usualUntil']}
            onChange={(usualUntil) => onChange({ usualUntil })}
          />
          <CountField
            name="bookYearsAhead"
            label="Years ahead at most"
            required
            value={draft.bookYearsAhead}
            error={errors['bookYearsAhead']}
            onChange={(bookYearsAhead) => onChange({ bookYearsAhead })}
          />
        </div>
      </FormGroup>
    </>
  );
}

type OpenDayProps = {
  name: string;
  weekday: string;
  day: DayDraft;
  error?: string | undefined;
  onChange(day: DayDraft): void;
};

function OpenDay({ name, weekday, day, error, onChange }: OpenDayProps) {
  const id = useId();
  const wiring = error ? { 'aria-invalid': true as const, 'aria-describedby': id } : {};
  return (
    <fieldset className="facility-day">
      <legend className="unseen">{weekday}</legend>
      <label className="tick">
        <input
          type="checkbox"
          name={`${name}.open`}
          checked={day.open}
          aria-label={`Open on ${weekday}`}
          onChange={(event) => onChange({ ...day, open: event.target.checked })}
        />
        <span>{weekday}</span>
      </label>
      {day.open ? (
        <>
          <input
            {...wiring}
            className="input"
            type="time"
            name={name}
            aria-label={`${weekday}, opens at`}
            value={day.opensAt}
            onChange={(event) => onChange({ ...day, opensAt: event.target.value })}
          />
          <span aria-hidden="true">–</span>
          <input
            {...wiring}
            className="input"
            type="time"
            name={`${name}.closesAt`}
            aria-label={`${weekday}, closes at`}
            value={day.closesAt}
            onChange={(event) => onChange({ ...day, closesAt: event.target.value })}
          />
        </>
      ) : (
        <span className="quiet facility-day-closed">Closed</span>
      )}
      {error && (
        <p className="field-error" id={id}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  value: string;
  error?: string | undefined;
  hint?: string;
  onChange(value: string): void;
  children: ReactNode;
};

function Choice({ name, label, value, error, hint, onChange, children }: ChoiceProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(wiring) => (
        <select
          {...wiring}
          className="select"
          name={name}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {children}
        </select>
      )}
    </Field>
  );
}
