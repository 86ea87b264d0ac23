import { useHere } from '../people/here.tsx';
import { intervalOf } from '../time/interval.ts';
import { whenWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Deed, Standstill } from './use-bulk.ts';
import type { Waiting } from './waiting.ts';

type StandstillNoticeProps = {
  standstill: Standstill;
  busy: boolean;
  onRun(deed: Deed, bookings: readonly Waiting[]): void;
  onOpen(booking: Waiting): void;
  onDismiss(): void;
};

const mostInstead = 2;

const verbs: Readonly<Record<Deed['kind'], string>> = {
  assign: 'assign',
  assignBest: 'assign',
  confirm: 'confirm',
  reject: 'reject',
};

/** All that stood in the way of several at once, each with its ways out. */
export function StandstillNotice({
  standstill: { deed, bookings, message, inTheWay, asksPast },
  busy,
  onRun,
  onOpen,
  onDismiss,
}: StandstillNoticeProps) {
  const { timeZone } = useHere().facility;
  const blocked = new Set(inTheWay.map(({ booking }) => booking.id));
  const rest = bookings.filter(({ id }) => !blocked.has(id));
  return (
    <Notice
      tone={asksPast ? 'warning' : 'problem'}
      title={message}
      actions={
        <>
          {asksPast && deed.kind === 'assign' && (
            <Button busy={busy} onClick={() => onRun({ ...deed, acknowledgePast: true }, bookings)}>
              <span>{bookings.length === 1 ? 'Assign anyway' : `Assign all ${bookings.length} anyway`}</span>
            </Button>
          )}
          {inTheWay.length > 0 && rest.length > 0 && (
            <Button busy={busy} onClick={() => onRun(deed, rest)}>
              <span>
                Skip {inTheWay.length === 1 ? 'it' : 'them'} and {verbs[deed.kind]} the other {rest.length}
              </span>
            </Button>
          )}
          {inTheWay.length === 0 && (
            <Button busy={busy} onClick={() => onRun(deed, bookings)}>
              <span>Try again</span>
            </Button>
          )}
          <Button onClick={onDismiss}>Close</Button>
        </>
      }
    >
      <ul className="standstill">
        {inTheWay.map(({ booking, message: why, instead }) => (
          <li key={booking.id}>
            <strong>{booking.clientName}</strong>{' '}
            <span className="quiet">{whenWords(intervalOf(booking.startsAt, booking.endsAt), timeZone)}</span>
            <span className="standstill-why">{why}</span>
            <span className="standstill-ways">
              {deed.kind === 'assign' &&
                instead.slice(0, mostInstead).map((room) => (
                  <Button
                    key={room.id}
                    busy={busy}
                    onClick={() => onRun({ ...deed, rooms: new Map([...deed.rooms, [booking.id, room.id]]) }, bookings)}
                  >
                    <span>Assign {room.name}</span>
                  </Button>
                ))}
              <Button look="ghost" onClick={() => onOpen(booking)}>
                Open
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
