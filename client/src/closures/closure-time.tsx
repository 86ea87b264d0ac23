import { midnightWords, moveEnd, moveStart, type LocalInterval } from '../bookings/local-interval.ts';
import type { FieldErrors } from '../forms/field-errors.ts';
import { LocalTimeInput } from '../forms/local-time-input.tsx';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { dayLonger, openHours, wholeDays } from './whole-days.ts';

type ClosureTimeProps = {
  when: LocalInterval;
  errors: FieldErrors;
  onChange(when: LocalInterval): void;
};

/** From when until when rooms are closed, and the lengths that closures usually have. */
export function ClosureTime({ when, errors, onChange }: ClosureTimeProps) {
  const { facility } = useHere();
  return (
    <div className="form-interval">
      <LocalTimeInput
        label="From"
        name="startsAt"
        value={when.from}
        error={errors['startsAt']}
        max={facility.bookableUntil}
        onChange={(from) => onChange(moveStart(when, from))}
      />
      <LocalTimeInput
        label="Until"
        name="endsAt"
        value={when.to}
        error={errors['endsAt']}
        hint={midnightWords(when.to)}
        max={facility.bookableUntil}
        onChange={(to) => onChange(moveEnd(when, to))}
      />
      <div className="form-steps" role="group" aria-label="How long">
        <Button onClick={() => onChange(openHours(when, facility))}>Opening hours</Button>
        <Button onClick={() => onChange(wholeDays(when))}>Whole days</Button>
        <Button onClick={() => onChange(dayLonger(when))}>+ 1 day</Button>
      </div>
    </div>
  );
}
