import { useEffect, useRef, type FormEvent } from 'react';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { DraftNotice } from '../forms/draft-notice.tsx';
import { strayErrors } from '../forms/field-errors.ts';
import { AreaField } from '../forms/text-field.tsx';
import { TroubleNotice } from '../bookings/trouble-notice.tsx';
import { useEscape, useFormOutcome } from '../forms/use-form-outcome.ts';
import type { ClosureFactsFragment, RoomRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import type { Interval } from '../time/interval.ts';
import { lengthWords, whenWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useTellLasting } from '../ui/undoable.ts';
import { roomsWords } from '../rooms/facts/closure-words.ts';
import { ClosureTime } from './closure-time.tsx';
import { GivingWay } from './giving-way.tsx';
import { RoomTicks } from './room-ticks.tsx';
import { useClosing } from './use-closing.ts';
import type { ClosingStart } from './use-closure-draft.ts';
import '../bookings/booking-drawer.css';
import '../booking-form/booking-form.css';
import '../bookings/panel-form.css';

type CloseRoomsDrawerProps = {
  rooms: readonly RoomRowFragment[];
  /** The first day of the week on the screen. */
  weekStart: string;
  start: ClosingStart;
  onClose(): void;
  /** Null where somebody has opened them again already. */
  onClosed(closure: ClosureFactsFragment | null): void;
};

const shownFields: readonly string[] = ['roomIds', 'startsAt', 'endsAt', 'reason'];
const longestReason = 200;

/** Closes rooms for maintenance or a holiday, beside the calendar in which it will stand. */
export function CloseRoomsDrawer({ rooms, weekStart, start, onClose, onClosed }: CloseRoomsDrawerProps) {
  const tellLasting = useTellLasting();
  const active = rooms.filter((room) => room.active).toSorted((a, b) => a.position - b.position);
  const closing = useClosing({
    rooms: active,
    weekStart,
    start,
    onClosed: (closure, roomsToClose, displaced) => {
      tellLasting(closedWords(roomsToClose, displaced));
      onClosed(closure);
    },
  });
  const { roomsToClose, when, interval, errors, trouble, busy, inTheWay, timeZone } = closing;
  const form = useRef<HTMLFormElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const sending = useFormOutcome({ form, place, errors, trouble });
  useEscape(form, onClose);

  // Where room and time were drawn, the reason is what is left to say.
  const isDrawn = start.roomId !== undefined;
  useEffect(() => form.current?.querySelector<HTMLElement>(isDrawn ? 'textarea' : 'input')?.focus(), [isDrawn]);

  function send(event?: FormEvent) {
    event?.preventDefault();
    if (busy) return;
    sending();
    void closing.send();
  }

  return (
    <aside className="drawer" aria-label="Close rooms">
      <DrawerHead onClose={onClose}>
        <h2>Close rooms</h2>
      </DrawerHead>
      <form
        ref={form}
        className="panel-form"
        data-form={closing.draft.form}
        aria-label="Close rooms"
        noValidate
        onSubmit={send}
      >
        <div className="drawer-scroll booking-form">
          <DraftNotice of={closing.draft} />
          <RoomTicks
            rooms={active}
            chosen={closing.chosen}
            error={errors['roomIds']}
            takenWords={closing.takenWords}
            onChange={closing.choose}
          />
          <ClosureTime when={when} errors={errors} onChange={closing.changeWhen} />
          <AreaField
            name="reason"
            label="Reason"
            required
            maxLength={longestReason}
            value={closing.reason}
            error={errors['reason']}
            hint={`Shown to everyone in the calendar${inTheWay.giving.length > 0 ? ', and sent to requesters who lose their room' : ''}.`}
            onChange={closing.changeReason}
          />
          <div ref={place} className="panel-said">
            {trouble?.__typename === 'RoomTakenError' && (
              <Notice tone="problem" title="The rooms are not closed yet.">
                More bookings are affected than were shown before. Check the list again:
              </Notice>
            )}
            <GivingWay
              inTheWay={inTheWay}
              timeZone={timeZone}
              checked={closing.isAcknowledged}
              isTickMissing={closing.isTickMissing}
              onChange={closing.acknowledge}
              onOnlyFree={
                closing.free.length > 0 ? () => closing.choose(new Set(closing.free.map(({ id }) => id))) : null
              }
            />
            {closing.roomsTaken === 'unreadable' && roomsToClose.length > 0 && (
              <p className="quiet">
                Bookings in these rooms can’t be loaded right now. They are checked when you save.
              </p>
            )}
            <TroubleNotice trouble={trouble} stray={strayErrors(errors, shownFields)} busy={busy} onRetry={send} />
          </div>
        </div>
        <ClosingFoot
          rooms={roomsToClose}
          interval={interval}
          busy={busy}
          displaces={inTheWay.giving.length > 0}
          isStuck={inTheWay.staying.length > 0}
        />
      </form>
    </aside>
  );
}

function closedWords(rooms: readonly RoomRowFragment[], displaced: number): string {
  const rest = displaced > 0 ? ` ${displaced} ${displaced === 1 ? 'booking' : 'bookings'} moved to Approvals.` : '';
  return `${roomsWords(rooms)} closed.${rest}`;
}

type ClosingFootProps = {
  rooms: readonly RoomRowFragment[];
  /** Null while it is not known when. */
  interval: Interval | null;
  busy: boolean;
  /** Bookings give way to it. */
  displaces: boolean;
  /** Something is in the way that cannot give way. */
  isStuck: boolean;
};

/** Shows what it comes to, and the button that does it. */
function ClosingFoot({ rooms, interval, busy, displaces, isStuck }: ClosingFootProps) {
  const { timeZone } = useHere().facility;
  return (
    <footer className="drawer-foot booking-form-foot">
      <div className="booking-form-summary" role="status">
        <p>{rooms.length > 0 ? roomsWords(rooms) : 'No room selected'}</p>
        {interval && (
          <p className="quiet">
            {whenWords(interval, timeZone)} ({lengthWords(interval, timeZone)})
          </p>
        )}
      </div>
      <Button type="submit" look={displaces ? 'danger' : 'primary'} busy={busy} aria-disabled={isStuck || undefined}>
        <span>{rooms.length === 1 ? 'Close the room' : `Close ${rooms.length > 0 ? rooms.length : ''} rooms`}</span>
      </Button>
    </footer>
  );
}
