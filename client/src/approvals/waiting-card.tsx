import { Clock, Coffee, Laptop, StickyNote, TriangleAlert, Users, Utensils } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import {
  attendees,
  cateringWords,
  bookedDevicesWords,
  deviceCountWords,
  peopleWords,
} from '../bookings/booking-words.ts';
import { intervalOf } from '../time/interval.ts';
import { whenWords } from '../time/words.ts';
import { awayWords, urgencyOf, type Waiting } from './waiting.ts';

type WaitingCardProps = {
  booking: Waiting;
  /** Somebody has dealt with it; its place stays until nobody points at the list. */
  gone: boolean;
  chosen: boolean;
  ticked: boolean;
  now: number;
  timeZone: string;
  /** "3 want this time, 2 rooms are left" */
  competition: string | null;
  onChoose(booking: Waiting): void;
  onTick(booking: Waiting): void;
  /** Below it, while it is chosen. */
  children?: ReactNode;
};

/** One that waits, at a glance: how urgent, for how long, who and how many, what they wish and need. */
export const WaitingCard = memo(function WaitingCard({
  booking,
  gone,
  chosen,
  ticked,
  now,
  timeZone,
  competition,
  onChoose,
  onTick,
  children,
}: WaitingCardProps) {
  const urgency = urgencyOf(booking, now);
  const starts = awayWords(Date.parse(booking.startsAt), now);
  const catering = cateringWords(booking);
  const devices = bookedDevicesWords(booking);
  return (
    <li
      className="waiting-card"
      data-urgency={urgency}
      data-gone={gone || undefined}
      data-chosen={chosen || undefined}
      data-waiting={booking.id}
    >
      <div className="waiting-card-face">
        <input
          type="checkbox"
          className="waiting-tick"
          aria-label={`Select ${booking.clientName}`}
          checked={ticked}
          disabled={gone}
          onChange={() => onTick(booking)}
        />
        <button
          type="button"
          className="waiting-choose"
          aria-expanded={chosen}
          disabled={gone}
          onClick={() => onChoose(booking)}
        >
          <span className="waiting-line">
            <strong className="waiting-client">{booking.clientName}</strong>
            <span className="waiting-starts">
              {urgency === 'overdue' ? <TriangleAlert aria-hidden="true" /> : <Clock aria-hidden="true" />}
              {urgency === 'overdue' ? `overdue, began ${starts}` : starts}
            </span>
          </span>
          <span className="waiting-line">
            <span>{whenWords(intervalOf(booking.startsAt, booking.endsAt), timeZone)}</span>
            <span className="quiet">{booking.tenant.code}</span>
          </span>
          <span className="waiting-line waiting-facts">
            <span title={`${peopleWords(booking)} people`}>
              <Users aria-hidden="true" />
              {attendees(booking)}
            </span>
            {booking.status === 'PENDING'
              ? booking.requestedRoom && <span>prefers {booking.requestedRoom.name}</span>
              : booking.room && <span>in {booking.room.name}</span>}
            {booking.coffeeTeaStation || booking.morningCatering !== 'NONE' ? (
              <Sign words={catering.join(', ')} icon={<Coffee aria-hidden="true" />} />
            ) : null}
            {booking.lunchCatering !== 'NONE' && (
              <Sign words={catering.join(', ')} icon={<Utensils aria-hidden="true" />} />
            )}
            {devices && (
              <span title={devices}>
                <Laptop aria-hidden="true" />
                {deviceCountWords(booking)}
                <span className="unseen"> {devices}</span>
              </span>
            )}
            {booking.notes && <Sign words={booking.notes} icon={<StickyNote aria-hidden="true" />} />}
            <span className="waiting-age">requested {awayWords(Date.parse(booking.createdAt), now)}</span>
          </span>
          <span className="waiting-line waiting-competition">{gone ? 'Done' : competition}</span>
        </button>
      </div>
      {/* It keeps its place as well, and does nothing any more. */}
      {chosen && <div inert={gone}>{children}</div>}
    </li>
  );
});

function Sign({ words, icon }: { words: string; icon: ReactNode }) {
  return (
    <span title={words}>
      {icon}
      <span className="unseen">{words}</span>
    </span>
  );
}
