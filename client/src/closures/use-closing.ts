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
import { namedRooms, sortOut, standingIn, takenWords } from './in-the-way.ts';
import { useCloseRooms } from './use-close-rooms.ts';
import { useClosureDraft, type ClosingStart } from './use-closure-draft.ts';

type Closing = {
  readonly rooms: readonly RoomRowFragment[];
  /** The Monday of the week on the screen. */
  readonly monday: string;
  readonly start: ClosingStart;
  onClosed(closure: ClosureFactsFragment | null, named: readonly RoomRowFragment[], displaced: number): void;
};

/** What is closed, when and why, until it is; and what stands in the way of it, read and never tried. */
export function useClosing({ rooms, monday, start, onClosed }: Closing) {
  const { facility } = useHere();
  const { timeZone } = facility;
  const { attempt, busy, trouble, clear } = useCloseRooms();
  const { entered, change, ...draft } = useClosureDraft(start, monday);
  const { roomIds, when, reason } = entered;
  const chosen: ReadonlySet<string> = new Set(roomIds);
  const fields = useFieldErrors(trouble, clear);
  const [asked, setAsked] = useState(false);
  /** Of the bookings that were said to give way: one that came later has not been. */
  const [meant, setMeant] = useState<ReadonlySet<string>>(new Set());

  const named = namedRooms(rooms.filter(({ id }) => chosen.has(id)));
  const interval = intervalIn(when, timeZone);
  const known = useRoomsTaken(interval);
  const refused =
    trouble?.__typename === 'RoomTakenError' ? trouble.segments.flatMap(({ conflicts }) => conflicts) : [];
  const occupancies = typeof known === 'string' ? refused : [...known.occupancies, ...refused];
  const standing = (room: RoomRowFragment) => (interval ? standingIn(room, interval, occupancies) : []);
  const inTheWay = sortOut(named.flatMap(standing), timeZone);
  const free = named.filter((room) => standing(room).length === 0);
  const isMeant = inTheWay.giving.every(({ id }) => meant.has(id));

  function edit(touched: (path: string) => boolean) {
    fields.withdrawAndKeep(touched);
    setAsked(false);
    clear();
  }

  async function send() {
    const isComplete = fields.check({
      ...(named.length === 0 ? { roomIds: 'Choose at least one room.' } : {}),
      ...horizonErrors(when, timeZone, { lastDay: facility.bookableUntil, what: 'Rooms can be closed' }),
      ...intervalErrors(when, timeZone, now(), 'A closure'),
      ...(reason.trim() === '' ? { reason: 'A reason is needed.' } : {}),
    });
    const times = utcInterval(when, timeZone);
    if (!isComplete || times === null) return;
    if (inTheWay.staying.length > 0 || !isMeant) return setAsked(true);
    const displaceBookingIds = inTheWay.giving.map(({ id }) => id);
    const { done, refusal } = await attempt({
      input: { roomIds: named.map(({ id }) => id), ...times, reason: reason.trim(), displaceBookingIds },
    });
    if (done) {
      draft.discard();
      onClosed(done.closure ?? null, named, done.displaced.length);
    } else if (refusal?.__typename === 'RoomTakenError') setAsked(false);
  }

  return {
    draft: alsoOnDiscard(draft, fields.forget),
    chosen,
    named,
    when,
    interval,
    reason,
    errors: fields.errors,
    trouble,
    busy,
    asked,
    inTheWay,
    isMeant,
    free,
    timeZone,
    known,
    takenWords: (room: RoomRowFragment) => takenWords(standing(room)),
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
    mean: (isSo: boolean) => setMeant(new Set(isSo ? inTheWay.giving.map(({ id }) => id) : [])),
  };
}
