import { memo } from 'react';
import type { DeviceRowFragment, DeviceUseFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { momentWords } from '../time/words.ts';
import { useNow } from '../ui/use-now.ts';
import { untilWords } from './device-state.ts';
import { DeviceTag } from './device-tag.tsx';

type DeviceLineProps = {
  device: DeviceRowFragment;
  isOpen: boolean;
  onOpen(id: string): void;
};

/** One device in the list; drawn again only where it changed, as there may be hundreds. */
export const DeviceLine = memo(function DeviceLine({ device, isOpen, onOpen }: DeviceLineProps) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const { id, serialNumber, name, category, place, current, next, lastUsedAt } = device;
  return (
    <tr data-open={isOpen}>
      <td>
        <button type="button" className="row-link" aria-expanded={isOpen} onClick={() => onOpen(id)}>
          {serialNumber}
        </button>
        {name !== serialNumber && <span className="quiet"> {name}</span>}
      </td>
      <td data-label="Category">{category.name}</td>
      <td data-label="Place">{place}</td>
      <td data-label="Now">
        <DeviceTag device={device} />
        <span className="device-use">{nowWords(device, now, timeZone)}</span>
      </td>
      <td data-label="Next">{next && nextWords(next, now, timeZone)}</td>
      <td data-label="Last used">
        {current ? 'Now' : lastUsedAt ? momentWords(Date.parse(lastUsedAt), now, timeZone) : 'Never'}
      </td>
    </tr>
  );
});

/** For whom, and until when; or how long it is away. */
function nowWords({ current, downtime }: DeviceRowFragment, now: number, timeZone: string): string | null {
  if (current) {
    const who = current.booking?.clientName ?? current.rental?.company ?? 'busy';
    return `${who}, ${untilOf(current, now, timeZone)}`;
  }
  if (!downtime) return null;
  const { expectedEnd, note } = downtime;
  const until = expectedEnd ? `until ${momentWords(Date.parse(expectedEnd), now, timeZone)}` : null;
  return [note, until].filter(Boolean).join(', ') || null;
}

function untilOf({ startsAt, dueAt, late }: DeviceUseFragment, now: number, timeZone: string): string {
  const until = untilWords(Date.parse(startsAt), Date.parse(dueAt), now, timeZone);
  return late ? `was due ${until}` : `until ${until}`;
}

function nextWords({ startsAt, booking }: DeviceUseFragment, now: number, timeZone: string): string {
  return `${momentWords(Date.parse(startsAt), now, timeZone)}, ${booking?.clientName ?? 'busy'}`;
}
