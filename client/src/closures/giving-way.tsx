import { statusFacts } from '../bookings/status.ts';
import { intervalOf } from '../time/interval.ts';
import { whenWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { InTheWay } from './in-the-way.ts';
import '../bookings/taken-notice.css';

type GivingWayProps = {
  inTheWay: InTheWay;
  timeZone: string;
  checked: boolean;
  /** It was sent without the tick. */
  isTickMissing: boolean;
  onChange(checked: boolean): void;
  /** Leaves out the rooms in which something stands; null where that would leave none. */
  onOnlyFree: (() => void) | null;
};

/** Shows what stands where rooms are to be closed: what gives way is named and meant, what cannot says so. */
export function GivingWay({
  inTheWay: { giving, staying },
  timeZone,
  checked,
  isTickMissing,
  onChange,
  onOnlyFree,
}: GivingWayProps) {
  if (giving.length + staying.length === 0) return null;
  const missing = isTickMissing && !checked;
  const onlyFree = onOnlyFree && <Button onClick={onOnlyFree}>Close only the rooms that are free</Button>;
  if (staying.length > 0) {
    return (
      <Notice
        tone="problem"
        title={staying.length === 1 ? 'This cannot give way:' : 'These cannot give way:'}
        actions={onlyFree}
      >
        <ul className="taken-standing">
          {staying.map(({ key, words }) => (
            <li key={key}>{words}</li>
          ))}
        </ul>
        Choose other rooms or another time.
        {giving.length > 0 && ` ${giving.length} more could give way.`}
      </Notice>
    );
  }
  return (
    <section className="displace" aria-label="In the way">
      <label className="tick">
        <input
          type="checkbox"
          name="displaceBookingIds"
          aria-invalid={missing || undefined}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
        />
        <strong>
          {giving.length === 1
            ? 'This booking gives way and waits for a room again'
            : `These ${giving.length} bookings give way and wait for a room again`}
        </strong>
      </label>
      {missing && (
        <p className="field-error" role="alert">
          Tick this if it is meant, or choose other rooms or another time.
        </p>
      )}
      <ul className="giving-way">
        {giving.map((booking) => (
          <li key={booking.id}>
            <strong>{booking.clientName}</strong> · {booking.reference} · {booking.tenant.code}
            <span className="quiet">
              {whenWords(intervalOf(booking.startsAt, booking.endsAt), timeZone)} · {statusFacts[booking.status].words}
            </span>
          </li>
        ))}
      </ul>
      {onlyFree && <div className="notice-actions">{onlyFree}</div>}
    </section>
  );
}
