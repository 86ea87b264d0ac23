import { Ban, Coffee, Laptop, MapPin, StickyNote, User, Users } from 'lucide-react';
import { attendees, bookedDevicesWords, cateringWords, peopleWords, sentence } from '../../bookings/booking-words.ts';
import { LastChange } from '../../booking-sheet/last-change.tsx';
import { statusFacts } from '../../bookings/status.ts';
import { StatusIcon } from '../../bookings/status-icon.tsx';
import { roomsWords } from '../../rooms/facts/closure-words.ts';
import { lengthWords, whenWords } from '../../time/words.ts';
import { intervalOf } from '../../time/interval.ts';
import type { Bar } from '../data/bars.ts';
import './bar-card.css';

/** Shows what a bar has no room for. */
export function BarCard({ bar, timeZone }: { bar: Bar; timeZone: string }) {
  const { booking } = bar;
  const when = whenWords(bar.interval, timeZone);
  if (bar.closure) return <ClosureCard closure={bar.closure} timeZone={timeZone} />;
  if (!booking) {
    return (
      <div className="bar-card">
        <p className="bar-card-title">Busy</p>
        <p className="quiet">{when}</p>
        <p className="quiet">Booked by another division.</p>
      </div>
    );
  }
  const { look, words } = statusFacts[booking.status];
  const interval = { start: Date.parse(booking.startsAt), end: Date.parse(booking.endsAt) };
  const catering = cateringWords(booking);
  const where = bar.bookedRoom ?? booking.room?.name ?? booking.requestedRoom?.name;
  return (
    <div className="bar-card">
      <p className="quiet">
        {booking.reference} · {booking.tenant.code}
      </p>
      <p className="bar-card-title">{booking.clientName}</p>
      <p>
        {whenWords(interval, timeZone)} <span className="quiet">({lengthWords(interval, timeZone)})</span>
      </p>
      <p className={`status-chip status-${look}`}>
        <StatusIcon look={look} />
        {words}
      </p>
      <ul className="bar-card-facts">
        {where && (
          <li>
            <MapPin aria-hidden="true" />
            {booking.room ? where : `Prefers ${where}`}
          </li>
        )}
        <li>
          <Users aria-hidden="true" />
          {peopleWords(booking)} = {attendees(booking)}
        </li>
        {catering.length > 0 && (
          <li>
            <Coffee aria-hidden="true" />
            {sentence(catering)}
          </li>
        )}
        {booking.devicesNeeded > 0 && (
          <li>
            <Laptop aria-hidden="true" />
            {bookedDevicesWords(booking)}
          </li>
        )}
        {booking.notes && (
          <li>
            <StickyNote aria-hidden="true" />
            <span className="bar-card-note">{booking.notes}</span>
          </li>
        )}
      </ul>
      <LastChange booking={booking} />
    </div>
  );
}

const mostRooms = 8;

function ClosureCard({ closure, timeZone }: { closure: NonNullable<Bar['closure']>; timeZone: string }) {
  const when = intervalOf(closure.startsAt, closure.endsAt);
  return (
    <div className="bar-card">
      <p className="status-chip status-closed">
        <Ban aria-hidden="true" />
        Closed
      </p>
      <p className="bar-card-title">{closure.reason}</p>
      <p>
        {whenWords(when, timeZone)} <span className="quiet">({lengthWords(when, timeZone)})</span>
      </p>
      <ul className="bar-card-facts">
        <li>
          <MapPin aria-hidden="true" />
          {roomsWords(closure.rooms, mostRooms)}
        </li>
        <li>
          <User aria-hidden="true" />
          Closed by {closure.closedBy}
        </li>
      </ul>
    </div>
  );
}
