import { useEffect, useRef, useState } from 'react';
import type { BookingActionName, BookingDetailsFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { Notice } from '../ui/notice.tsx';
import { actionFacts } from './action-order.ts';
import { ActionPanel } from './actions/action-panel.tsx';
import { canSave, type SheetAction } from './actions/action-forms.ts';
import { actionStart } from './action-start.ts';
import type { RoomOption } from '../bookings/availability.ts';
import { BookingActions } from './booking-actions.tsx';
import { BookingHead } from './booking-head.tsx';
import { BookingSheet } from './booking-sheet.tsx';
import { TypedNotes } from './typed-notes.tsx';
import { useConfirm } from '../bookings/use-confirm.ts';

type OpenBookingProps = {
  booking: BookingDetailsFragment;
  rooms: readonly RoomOption[];
  /** What is shown is as the server knows it, and no longer what was known before. */
  settled: boolean;
  startWith?: BookingActionName | undefined;
  onStarted?: (() => void) | undefined;
  onDuplicate?: ((id: string) => void) | undefined;
  onClose(): void;
};

type Doing = {
  /** The action whose panel is open. */
  readonly action?: SheetAction;
  /** The one whose panel has just been closed. */
  readonly from?: SheetAction;
  readonly refused?: { readonly action: BookingActionName; readonly reason: string; readonly version: number };
};

/** A booking to read, or the one thing that is being done with it above what there is to read. */
export function OpenBooking({ booking, rooms, settled, startWith, onStarted, onDuplicate, onClose }: OpenBookingProps) {
  const {
    facility: { timeZone },
    may,
  } = useHere();
  const [{ action, from, refused }, setDoing] = useState<Doing>({});
  const confirming = useConfirm(booking);
  const mayChangeDevices =
    canSave(booking, 'booking-devices') &&
    (may('device:assign') || booking.actions.some(({ name, allowed }) => name === 'UPDATE' && allowed));
  const sheet = (
    <BookingSheet
      booking={booking}
      timeZone={timeZone}
      onChangeDevices={mayChangeDevices && action === undefined ? () => setDoing({ action: 'DEVICES' }) : undefined}
    />
  );

  function choose(name: BookingActionName) {
    const start = actionStart(booking, name);
    confirming.clear();
    if (start === 'panel') return setDoing({ action: name });
    setDoing(start === 'at-once' ? {} : { refused: { action: name, reason: start.refused, version: booking.version } });
    if (start === 'at-once') void confirming.confirm();
  }

  useStart(settled ? startWith : null, (name) => {
    onStarted?.();
    // What somebody has begun already is not taken from under their hands.
    if (action === undefined) choose(name);
  });

  return (
    <>
      <BookingHead booking={booking} timeZone={timeZone} onClose={onClose} />
      {action === undefined ? (
        <>
          <div className="drawer-scroll">
            {refused?.version === booking.version && (
              <Notice tone="problem" title={`“${actionFacts[refused.action].label}” is not possible.`}>
                {refused.reason}
              </Notice>
            )}
            <TypedNotes booking={booking} onOpen={(name) => setDoing({ action: name })} />
            {sheet}
          </div>
          <BookingActions
            booking={booking}
            from={from === 'DEVICES' ? undefined : from}
            confirming={confirming}
            onChoose={choose}
            onDuplicate={onDuplicate && may('booking:create') ? () => onDuplicate(booking.id) : undefined}
          />
        </>
      ) : (
        <ActionPanel action={action} booking={booking} rooms={rooms} onDone={() => setDoing({ from: action })}>
          {sheet}
        </ActionPanel>
      )}
    </>
  );
}

/** Starts what it is asked to, once each time it is asked; null while it has to wait. */
function useStart(startWith: BookingActionName | undefined | null, start: (name: BookingActionName) => void): void {
  const started = useRef<BookingActionName>(undefined);
  useEffect(() => {
    if (startWith === null || startWith === started.current) return;
    started.current = startWith;
    if (startWith) start(startWith);
  });
}
