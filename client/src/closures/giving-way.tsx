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
  const onlyFree = onOnlyFree && <Button onClick={onOnlyFree}>Close only free rooms</Button>;
  if (staying.length > 0) {
    return (
      <Notice
        tone="problem"
        title={staying.length === 1 ? 'This can’t be moved to Approvals:' : 'These can’t be moved to Approvals:'}
        actions={onlyFree}
      >
        <ul className="taken-standing">
          {staying.map(({ key, words }) => (
            <li key={key}>{words}</li>
          ))}
        </ul>
        Choose other rooms or another time.
        {giving.length > 0 && ` ${giving.length} more could be moved to Approvals.`}
      </Notice>
    );
  }
  return (
    <section className="displace" aria-label="Affected bookings">
      <label className="tick">
        <input
          type="checkbox"
          name="displaceBookingIds"
          aria-invalid={missing || undefined}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
        />
        <strong>
          {giving.length === 1 ? 'Move this booking to Approvals' : `Move these ${giving.length} bookings to Approvals`}
        </strong>
      </label>
      {missing && (
        <p className="field-error" role="alert">
          Confirm this, or choose another room or time.
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
