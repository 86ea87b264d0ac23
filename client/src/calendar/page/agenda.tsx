import { Ban, Coffee, Laptop, Utensils } from 'lucide-react';
import { useMemo } from 'react';
import { deviceCountWords, peopleWords } from '../../bookings/booking-words.ts';
import { occupies, statusFacts } from '../../bookings/status.ts';
import { StatusIcon } from '../../bookings/status-icon.tsx';
import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import type { Day } from '../../time/day.ts';
import { dateOf } from '../../time/day.ts';
import type { Range } from '../../time/range.ts';
import { closedWords, roomsWords } from '../../rooms/facts/closure-words.ts';
import { intervalOf } from '../../time/interval.ts';
import { columnWords, longDayWords, whenWords } from '../../time/words.ts';
import { useNow } from '../../ui/use-now.ts';
import { agendaOf, closedOn, type AgendaEntry, type ClosedEntry } from './agenda-entries.ts';
import './agenda.css';

type AgendaProps = {
  range: Range;
  timeZone: string;
  rooms: readonly RoomRowFragment[];
  occupancies: readonly OccupancyBarFragment[];
  ghosts: readonly BookingBarFragment[];
  tenant: string | null;
  day: string | null;
  selected: string | null;
  onDay(date: string): void;
  onOpen(bookingId: string): void;
  onClosure(closureId: string): void;
};

/** The phone's calendar: one day, one thing after the other. */
export function Agenda({ range, timeZone, rooms, occupancies, ghosts, tenant, selected, ...on }: AgendaProps) {
  const today = dateOf(useNow(), timeZone);
  const day = range.days.find(({ date }) => date === (on.day ?? today)) ?? range.days[0]!;
  const entries = useMemo(
    () =>
      agendaOf(
        day,
        rooms,
        occupancies.filter(({ booking }) => booking && occupies(booking.status)),
        tenant,
      ),
    [day, rooms, occupancies, tenant],
  );
  const closed = useMemo(() => closedOn(day, rooms, occupancies), [day, rooms, occupancies]);
  const waiting = ghosts.filter(
    (ghost) =>
      ghost.status === 'PENDING' &&
      (!tenant || ghost.tenant.code === tenant) &&
      Date.parse(ghost.startsAt) < day.end &&
      Date.parse(ghost.endsAt) > day.start,
  );
  return (
    <div className="agenda">
      <div className="agenda-days" role="group" aria-label="Day">
        {range.days.map((one) => (
          <button
            key={one.date}
            type="button"
            aria-pressed={one.date === day.date}
            data-today={one.date === today || undefined}
            onClick={() => on.onDay(one.date)}
          >
            <DayLabel day={one} timeZone={timeZone} />
          </button>
        ))}
      </div>
      <div className="agenda-list">
        <h2>{longDayWords(day.open, timeZone)}</h2>
        {closed.length > 0 && (
          <section>
            <h3>Closed</h3>
            <ul>
              {closed.map((entry) => (
                <ClosedItem
                  key={entry.closure.id}
                  entry={entry}
                  timeZone={timeZone}
                  selected={entry.closure.id === selected}
                  onOpen={on.onClosure}
                />
              ))}
            </ul>
          </section>
        )}
        {waiting.length > 0 && (
          <section>
            <h3>Needs a room</h3>
            <ul>
              {waiting.map((ghost) => (
                <AgendaItem
                  key={ghost.id}
                  entry={{
                    booking: ghost,
                    where: ghost.requestedRoom ? `Prefers ${ghost.requestedRoom.name}` : 'No preference',
                    office: false,
                  }}
                  timeZone={timeZone}
                  selected={ghost.id === selected}
                  onOpen={on.onOpen}
                />
              ))}
            </ul>
          </section>
        )}
        <section>
          {waiting.length + closed.length > 0 && <h3>Room assigned</h3>}
          <ul>
            {entries.map((entry) => (
              <AgendaItem
                key={entry.booking.id}
                entry={entry}
                timeZone={timeZone}
                selected={entry.booking.id === selected}
                onOpen={on.onOpen}
              />
            ))}
          </ul>
          {entries.length === 0 && <p className="agenda-none">Nothing is booked on this day.</p>}
        </section>
      </div>
    </div>
  );
}

function DayLabel({ day, timeZone }: { day: Day; timeZone: string }) {
  const [weekday, number] = columnWords(day.open, timeZone).split(' ');
  return (
    <>
      <span>{weekday}</span> <b>{number}</b>{' '}
      <span className="unseen">{longDayWords(day.open, timeZone).split(' ').at(-1)}</span>
    </>
  );
}

type AgendaItemProps = {
  entry: AgendaEntry;
  timeZone: string;
  selected: boolean;
  onOpen(bookingId: string): void;
};

function AgendaItem({ entry: { booking, where, office }, timeZone, selected, onOpen }: AgendaItemProps) {
  const { look, words } = statusFacts[booking.status];
  const when = whenWords({ start: Date.parse(booking.startsAt), end: Date.parse(booking.endsAt) }, timeZone);
  return (
    <li>
      <button
        type="button"
        className={`agenda-item status-${look}`}
        aria-current={selected || undefined}
        onClick={() => onOpen(booking.id)}
      >
        <span className="agenda-head">
          <b>{booking.clientName}</b>
          <span>{where}</span>
        </span>
        <span className="agenda-facts">
          <StatusIcon look={look} />
          <span>{office ? 'Long-term office' : words}</span>
          {!office && <span>{peopleWords(booking)}</span>}
          {booking.coffeeTeaStation && <Coffee aria-label="Coffee and tea" />}
          {booking.lunchCatering !== 'NONE' && <Utensils aria-label="Lunch" />}
          {booking.devicesNeeded > 0 && <Laptop aria-label={`${deviceCountWords(booking)} devices`} />}
        </span>
        {!office && <span className="agenda-when">{when}</span>}
      </button>
    </li>
  );
}

type ClosedItemProps = {
  entry: ClosedEntry;
  timeZone: string;
  selected: boolean;
  onOpen(closureId: string): void;
};

function ClosedItem({ entry: { closure, rooms }, timeZone, selected, onOpen }: ClosedItemProps) {
  return (
    <li>
      <button
        type="button"
        className="agenda-item status-closed"
        aria-current={selected || undefined}
        onClick={() => onOpen(closure.id)}
      >
        <span className="agenda-head">
          <b>{closedWords(closure)}</b>
          <span>{roomsWords(rooms)}</span>
        </span>
        <span className="agenda-facts">
          <Ban aria-hidden="true" />
          <span>{whenWords(intervalOf(closure.startsAt, closure.endsAt), timeZone)}</span>
        </span>
      </button>
    </li>
  );
}
