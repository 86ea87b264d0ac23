import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DeviceFactsFragment, DeviceUseFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { plainDateWords, shortDateWords } from '../time/dated-words.ts';
import { momentWords, whenWords } from '../time/words.ts';
import { intervalOf } from '../time/interval.ts';
import { useNow } from '../ui/use-now.ts';
import { assignmentWords } from '../bookings/device-words.ts';
import { DeviceTag } from './device-tag.tsx';

/** What a device does now and next, and what is known about it. */
export function DeviceNow({ device }: { device: DeviceFactsFragment }) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const { current, next, downtime, lastUsedAt, retiredAt, retireReason } = device;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Status', <DeviceTag key="status" device={device} />],
    ['Now', current && <UseWords use={current} state={assignmentWords(current, now, timeZone)} />],
    ['Downtime', downtime && downtimeWords(downtime, now, timeZone)],
    ['Next', next && <UseWords use={next} />],
    [
      'Retired',
      retiredAt && [momentWords(Date.parse(retiredAt), now, timeZone), retireReason].filter(Boolean).join(': '),
    ],
    ['Last used', lastUsedAt ? momentWords(Date.parse(lastUsedAt), now, timeZone) : 'Never'],
    ['Place', device.place],
    ['Supplier', device.supplier],
    ['Goes back on', device.goesBackOn && shortDateWords(device.goesBackOn)],
    ['Bought on', device.purchaseDate && plainDateWords(device.purchaseDate)],
    ['Office account', device.officeAccount],
    ['AnyDesk', device.anydeskId],
    ['Notes', device.notes],
  ];
  return (
    <section className="drawer-box" aria-label="What it does now">
      <dl className="device-facts">
        {facts
          .filter(([, value]) => Boolean(value))
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function downtimeWords(
  { startsAt, expectedEnd, late, note }: NonNullable<DeviceFactsFragment['downtime']>,
  now: number,
  timeZone: string,
): string {
  const since = `since ${momentWords(Date.parse(startsAt), now, timeZone)}`;
  const until = expectedEnd
    ? `${late ? 'was expected' : 'expected'} back ${momentWords(Date.parse(expectedEnd), now, timeZone)}`
    : 'return unknown';
  return [note, since, until].filter(Boolean).join(', ');
}

/** For whom, where and when, with the way to the booking. */
function UseWords({ use, state }: { use: DeviceUseFragment; state?: string }) {
  const { timeZone } = useHere().facility;
  const { booking, rental, startsAt, dueAt, takenBy } = use;
  const when = whenWords(intervalOf(startsAt, dueAt), timeZone);
  return (
    <>
      {booking ? (
        <Link to="/bookings" search={({ tenant }) => ({ ...(tenant ? { tenant } : {}), booking: booking.id })}>
          {booking.clientName}
        </Link>
      ) : (
        'Another booking'
      )}
      {rental ? `, rental ${rental.number}` : booking?.room ? `, ${booking.room.name}` : ''}
      <br />
      <span className="quiet">{[when, state, takenBy && `taken by ${takenBy}`].filter(Boolean).join(' · ')}</span>
    </>
  );
}
