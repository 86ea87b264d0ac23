import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { attendees } from '../../bookings/booking-words.ts';
import { isOver, statusFacts } from '../../bookings/status.ts';
import { DeviceTakenNotice } from '../../bookings/device-taken-notice.tsx';
import { TakenNotice } from '../../bookings/taken-notice.tsx';
import type { Alternative } from '../../bookings/taken-room.ts';
import { TroubleNotice } from '../../bookings/trouble-notice.tsx';
import type { RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf } from '../../time/interval.ts';
import { whenWords } from '../../time/words.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Move, Refused } from './move.ts';
import './refusal-card.css';

type RefusalCardProps = {
  refused: Refused;
  rooms: readonly RoomRowFragment[];
  timeZone: string;
  /** Where on the screen it had been let go. */
  at: { readonly x: number; readonly y: number };
  onSend(move: Move): void;
  onClose(): void;
};

/** Shows why it slid back, and what would do instead: each of them one click. */
export function RefusalCard({ refused, rooms, timeZone, at, onSend, onClose }: RefusalCardProps) {
  const card = useRef<HTMLDivElement>(null);
  const { move } = refused;

  // Esc and a click elsewhere close it: the browser's own.
  useEffect(() => {
    const element = card.current;
    if (!element) return undefined;
    const onToggle = (event: Event) => (event as ToggleEvent).newState === 'closed' && onClose();
    element.addEventListener('toggle', onToggle);
    element.showPopover();
    const { offsetWidth: width, offsetHeight: height } = element;
    element.style.left = `${Math.max(8, Math.min(at.x, window.innerWidth - width - 8))}px`;
    element.style.top = `${Math.max(8, Math.min(at.y + 12, window.innerHeight - height - 8))}px`;
    element.focus();
    return () => element.removeEventListener('toggle', onToggle);
  }, [at, onClose]);

  return (
    <div
      ref={card}
      popover="auto"
      className="refusal-card"
      role="dialog"
      aria-label={`${move.booking.clientName} was not moved`}
      tabIndex={-1}
    >
      <header>
        <p>
          <strong>{move.booking.clientName}</strong> was not moved
        </p>
        <IconButton label="Close (Esc)" onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <WayOut refused={refused} rooms={rooms} timeZone={timeZone} onSend={onSend} />
    </div>
  );
}

function WayOut({
  refused: { move, trouble },
  rooms,
  timeZone,
  onSend,
}: Omit<RefusalCardProps, 'at' | 'onClose'>): ReactNode {
  const again = () => onSend(move);
  const room = rooms.find(({ id }) => id === move.roomId);
  const withoutSeat = room ? attendees(move.booking) - room.capacity : 0;
  const tooSmall = (
    <Notice
      tone="warning"
      title={`${room?.name} seats ${room?.capacity}; ${attendees(move.booking)} people are coming.`}
      actions={<Button onClick={() => onSend({ ...move, acknowledgeOverCapacity: true })}>Move anyway</Button>}
    >
      {withoutSeat === 1 ? '1 person has' : `${withoutSeat} people have`} no seat. A larger room may be free at that
      time.
    </Notice>
  );
  // A room is given without another time: what is over may get one for the books.
  const over = (
    <Notice
      tone="warning"
      title="This booking is already over."
      actions={<Button onClick={() => onSend({ ...move, acknowledgePast: true })}>Assign anyway</Button>}
    >
      Assigning a room only completes the records.
    </Notice>
  );
  switch (trouble.__typename) {
    case 'Past':
      return move.assigns && move.interval.end === move.from.interval.end ? (
        over
      ) : (
        <Notice tone="problem" title="That time is already over.">
          Choose a time in the future.
        </Notice>
      );
    case 'TooSmall':
      return tooSmall;
    case 'RoomTakenError':
      return trouble.segments.map((segment) => (
        <TakenNotice
          key={segment.index}
          segment={segment}
          timeZone={timeZone}
          busy={false}
          otherTimes={!move.assigns}
          onChoose={(alternative) => onSend(instead(move, alternative))}
        />
      ));
    case 'DeviceTakenError':
      return (
        <DeviceTakenNotice
          taken={trouble}
          timeZone={timeZone}
          busy={false}
          action="Move"
          onRelease={
            move.undoes
              ? undefined
              : (ids) => onSend({ ...move, releaseDeviceIds: [...(move.releaseDeviceIds ?? []), ...ids] })
          }
        />
      );
    case 'StaleBookingError': {
      const { startsAt, endsAt, room, version, status } = trouble.booking;
      if (isOver(status))
        return (
          <Notice tone="problem" title={`It is already ${statusFacts[status].words.toLowerCase()}.`}>
            Someone else changed this first. Open it to see who.
          </Notice>
        );
      const interval = intervalOf(startsAt, endsAt);
      const from = { interval, roomId: room?.id ?? null };
      return (
        <Notice
          tone="warning"
          title="Someone else has just changed it."
          actions={
            <Button onClick={() => onSend({ ...move, from, booking: { ...move.booking, version } })}>
              Move anyway
            </Button>
          }
        >
          It is now {room ? `in ${room.name}, ` : ''}
          {whenWords(interval, timeZone)}.
        </Notice>
      );
    }
    case 'InvalidInputError':
      if (trouble.fields.some(({ path }) => path === 'acknowledgePast')) return over;
      // Asked of the server although it is too small: it looked taken. Acknowledged, it says what is free instead.
      if (withoutSeat > 0 && !move.acknowledgeOverCapacity && trouble.fields.every(({ path }) => path === 'roomId'))
        return tooSmall;
      return (
        <TroubleNotice
          trouble={trouble}
          stray={trouble.fields.map(({ message }) => message)}
          busy={false}
          onRetry={again}
        />
      );
    case 'BusyError':
    case 'DeviceInUseError':
    case 'DeviceUnfitError':
    case 'IdempotencyMismatchError':
    case 'NotAllowedError':
    case 'NotFoundError':
    case 'NothingToUndoError':
    case 'RequestFilledError':
    case 'StaleDeviceDataError':
    case 'Unanswered':
    case 'UndoTooLateError':
    case 'WrongStatusError':
      return <TroubleNotice trouble={trouble} busy={false} onRetry={again} />;
  }
}

function instead({ releaseDeviceIds: _thatClashedThen, ...move }: Move, { room, startsAt, endsAt }: Alternative): Move {
  return { ...move, roomId: room.id, interval: intervalOf(startsAt, endsAt), acknowledgeOverCapacity: true };
}
