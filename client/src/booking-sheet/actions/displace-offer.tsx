import { useState } from 'react';
import { intervalOf } from '../../time/interval.ts';
import { whenWords } from '../../time/words.ts';
import { Button } from '../../ui/button.tsx';
import { statusFacts } from '../../bookings/status.ts';
import type { ConflictingBooking } from '../../bookings/taken-room.ts';
import { AreaField } from '../../forms/text-field.tsx';

type DisplaceOfferProps = {
  bookings: readonly ConflictingBooking[];
  /** Null while it was not asked for. */
  reason: string | null;
  onReason(reason: string | null): void;
  timeZone: string;
  busy: boolean;
  onDisplace(reason: string): void;
};

/** The boss's last resort: who gives way is named, told why, and waits for a room again. */
export function DisplaceOffer({ bookings, reason, timeZone, busy, onReason, onDisplace }: DisplaceOfferProps) {
  const [missing, setMissing] = useState(false);
  if (reason === null) {
    return (
      <Button className="displace-open" onClick={() => onReason('')}>
        Replace a booking…
      </Button>
    );
  }
  const words = reason.trim();
  function displace() {
    if (words === '') return setMissing(true);
    onDisplace(words);
  }
  return (
    <section className="displace" aria-label="Replace a booking">
      <p>
        {bookings.length === 1
          ? 'This booking loses its room and goes back to Approvals:'
          : 'These bookings lose their rooms and go back to Approvals:'}
      </p>
      <ul>
        {bookings.map((booking) => (
          <li key={booking.id}>
            <strong>{booking.clientName}</strong> · {booking.reference} · {booking.tenant.code}
            <span className="quiet">
              {whenWords(intervalOf(booking.startsAt, booking.endsAt), timeZone)} · {statusFacts[booking.status].words}
            </span>
          </li>
        ))}
      </ul>
      <AreaField
        name="reason"
        label="Reason, shown to the requester"
        required
        maxLength={500}
        autoFocus
        value={reason}
        error={missing ? 'Enter a reason.' : undefined}
        onChange={(text) => {
          setMissing(false);
          onReason(text.replaceAll(/\s*[\n\r\t]+\s*/g, ' '));
        }}
      />
      <div className="notice-actions">
        <Button look="danger" busy={busy} onClick={displace}>
          <span>Replace {bookings.length === 1 ? 'it' : `all ${bookings.length}`}</span>
        </Button>
        <Button onClick={() => onReason(null)}>Keep {bookings.length === 1 ? 'it' : 'them'}</Button>
      </div>
    </section>
  );
}
