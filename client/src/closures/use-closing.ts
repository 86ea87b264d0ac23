import { useState } from 'react';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { alsoOnDiscard } from '../forms/use-form-draft.ts';
import {
  horizonErrors,
  intervalErrors,
  intervalIn,
  utcInterval,
  type LocalInterval,
} from '../bookings/local-interval.ts';
import { useRoomsTaken } from '../bookings/use-rooms-taken.ts';
import type { ClosureFactsFragment, RoomRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { now } from '../time/now.ts';
import { withoutCombinedRooms, sortOut, conflictsIn, takenWords } from './in-the-way.ts';
import { useCloseRooms } from './use-close-rooms.ts';
import { useClosureDraft, type ClosingStart } from './use-closure-draft.ts';

type Closing = {
  readonly rooms: readonly RoomRowFragment[];
  /** The first day of the week on the screen. */
  readonly weekStart: string;
  readonly start: ClosingStart;
  onClosed(closure: ClosureFactsFragment | null, roomsToClose: readonly RoomRowFragment[], displaced: number): void;
};

/** Holds what is closed, when and why, until it is; and what stands in the way of it, read and never tried. */
export function useClosing({ rooms, weekStart, start, onClosed }: Closing) {
  const { facility } = useHere();
  const { timeZone } = facility;
  const { attempt, busy, trouble, clear } = useCloseRooms();
  const { entered, change, ...draft } = useClosureDraft(start, weekStart);
  const { roomIds, when, reason } = entered;
  const chosen: ReadonlySet<string> = new Set(roomIds);
  const fields = useFieldErrors(trouble, clear);
  const [isTickMissing, setTickMissing] = useState(false);
  /** Of the bookings that were said to give way: one that came later has not been. */
  const [acknowledged, setAcknowledged] = useState<ReadonlySet<string>>(new Set());

  const roomsToClose = withoutCombinedRooms(rooms.filter(({ id }) => chosen.has(id)));
  const interval = intervalIn(when, timeZone);
  const roomsTaken = useRoomsTaken(interval);
  const refused =
    trouble?.__typename === 'RoomTakenError' ? trouble.segments.flatMap(({ conflicts }) => conflicts) : [];
  const occupancies = typeof roomsTaken === 'string' ? refused : [...roomsTaken.occupancies, ...refused];
  const occupanciesIn = (room: RoomRowFragment) => (interval ? conflictsIn(room, interval, occupancies) : []);
  const inTheWay = sortOut(roomsToClose.flatMap(occupanciesIn), timeZone);
  const free = roomsToClose.filter((room) => occupanciesIn(room).length === 0);
  const isAcknowledged = inTheWay.giving.every(({ id }) => acknowledged.has(id));

  function edit(touched: (path: string) => boolean) {
    fields.withdrawAndKeep(touched);
    setTickMissing(false);
    clear();
  }

  async function send() {
    const isComplete = fields.check({
      ...(roomsToClose.length === 0 ? { roomIds: 'Choose at least one room.' } : {}),
      ...horizonErrors(when, timeZone, { lastDay: facility.bookableUntil, what: 'Rooms can be closed' }),
      ...intervalErrors(when, timeZone, now(), 'A closure'),
      ...(reason.trim() === '' ? { reason: 'Enter a reason.' } : {}),
    });
    const times = utcInterval(when, timeZone);
    if (!isComplete || times === null) return;
    if (inTheWay.staying.length > 0 || !isAcknowledged) return setTickMissing(true);
    const displaceBookingIds = inTheWay.giving.map(({ id }) => id);
    const { done, refusal } = await attempt({
      input: { roomIds: roomsToClose.map(({ id }) => id), ...times, reason: reason.trim(), displaceBookingIds },
    });
    if (done) {
      draft.discard();
      onClosed(done.closure ?? null, roomsToClose, done.displaced.length);
    } else if (refusal?.__typename === 'RoomTakenError') setTickMissing(false);
  }

  return {
    draft: alsoOnDiscard(draft, fields.forget),
    chosen,
    roomsToClose,
    when,
    interval,
    reason,
    errors: fields.errors,
    trouble,
    busy,
    isTickMissing,
    inTheWay,
    isAcknowledged,
    free,
    timeZone,
    roomsTaken,
    takenWords: (room: RoomRowFragment) => takenWords(occupanciesIn(room)),
    send,
    choose: (next: ReadonlySet<string>) => {
      edit((path) => path.startsWith('roomIds'));
      change({ roomIds: [...next] });
    },
    changeWhen: (next: LocalInterval) => {
      edit((path) => path === 'startsAt' || path === 'endsAt');
      change({ when: next });
    },
    changeReason: (text: string) => {
      fields.withdrawAndKeep((path) => path === 'reason');
      // What stands in the way is no different for another reason.
      if (trouble?.__typename === 'InvalidInputError') clear();
      // One line: it goes onto bars and into lists.
      change({ reason: text.replaceAll(/\s*[\n\r\t]+\s*/g, ' ') });
    },
    acknowledge: (isSo: boolean) => setAcknowledged(new Set(isSo ? inTheWay.giving.map(({ id }) => id) : [])),
  };
}
