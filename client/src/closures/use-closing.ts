import { useCallback, useMemo, useState } from 'react';
import { usualDay } from '../booking-form/booking-draft.ts';
import { fieldErrors, withoutErrors, type FieldErrors } from '../forms/field-errors.ts';
import { useFormDraft } from '../forms/use-form-draft.ts';
import {
  horizonErrors,
  intervalErrors,
  intervalIn,
  localEndOf,
  utcInterval,
  type LocalInterval,
} from '../bookings/local-interval.ts';
import { useRoomsTaken } from '../bookings/use-rooms-taken.ts';
import type { ClosureFactsFragment, RoomRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { localTimeOf } from '../time/local-time.ts';
import { now } from '../time/now.ts';
import { namedRooms, sortOut, standingIn, takenWords } from './in-the-way.ts';
import { useCloseRooms } from './use-close-rooms.ts';

/** Where the form begins, when it was opened on a place in the calendar. */
export type ClosingStart = {
  /** UTC */
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly roomId?: string;
  readonly roomIds?: readonly string[];
};

type Closing = {
  readonly rooms: readonly RoomRowFragment[];
  /** The Monday of the week on the screen. */
  readonly monday: string;
  readonly start: ClosingStart;
  onClosed(closure: ClosureFactsFragment | null, named: readonly RoomRowFragment[], displaced: number): void;
};

const noErrors: FieldErrors = {};

type ClosureDraft = {
  readonly roomIds: readonly string[];
  readonly when: LocalInterval;
  readonly reason: string;
  /** The place in the calendar that was drawn last; undefined where none was. */
  readonly drawn?: string | undefined;
};

/** What is closed, when and why, until it is; and what stands in the way of it, read and never tried. */
export function useClosing({ rooms, monday, start, onClosed }: Closing) {
  const { facility } = useHere();
  const { timeZone } = facility;
  const { attempt, busy, trouble, clear } = useCloseRooms();
  const [usual] = useState(() => whenOf(start, usualDay(monday, now(), timeZone), facility));
  const drawn = start.startsAt && [start.startsAt, start.endsAt, start.roomId].join(' ');
  const untouched: ClosureDraft = {
    roomIds: start.roomIds ?? (start.roomId ? [start.roomId] : []),
    when: usual,
    reason: '',
    drawn,
  };
  const {
    form,
    draft,
    found,
    edit: type,
    discard,
  } = useFormDraft<ClosureDraft | null>('close-rooms', '', {
    begin: useCallback(() => null, []),
    // Drawn or ticked anew, it goes on there; the reason stays.
    resume: (kept) => {
      if (kept && drawn !== undefined && kept.drawn !== drawn) return { ...untouched, reason: kept.reason };
      return kept && start.roomIds && start.roomIds.length > 0 ? { ...kept, roomIds: start.roomIds } : kept;
    },
  });
  const { roomIds, when, reason } = draft ?? untouched;
  const chosen: ReadonlySet<string> = new Set(roomIds);
  const change = (next: Partial<ClosureDraft>) => type((before) => ({ ...(before ?? untouched), ...next }));
  const [own, setOwn] = useState(noErrors);
  const [asked, setAsked] = useState(false);
  /** Of the bookings that were said to give way: one that came later has not been. */
  const [meant, setMeant] = useState<ReadonlySet<string>>(new Set());

  // Ticked or unticked in the list beside the form: that alone changes, and what was entered stays.
  const [followed, setFollowed] = useState(start.roomIds);
  if (start.roomIds?.join() !== followed?.join()) {
    const [before, now] = [new Set(followed), new Set(start.roomIds)];
    setFollowed(start.roomIds);
    if (draft) change({ roomIds: [...chosen.difference(before.difference(now)).union(now.difference(before))] });
  }

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
  const errors = useMemo(() => ({ ...fieldErrors(trouble), ...own }), [trouble, own]);

  function edit(touched: (path: string) => boolean) {
    setOwn(withoutErrors(errors, touched));
    setAsked(false);
    clear();
  }

  async function send() {
    const mistakes: FieldErrors = {
      ...(named.length === 0 ? { roomIds: 'Choose at least one room.' } : {}),
      ...horizonErrors(when, timeZone, { lastDay: facility.bookableUntil, what: 'Rooms can be closed' }),
      ...intervalErrors(when, timeZone, now(), 'A closure'),
      ...(reason.trim() === '' ? { reason: 'A reason is needed.' } : {}),
    };
    setOwn(mistakes);
    const times = utcInterval(when, timeZone);
    if (Object.keys(mistakes).length > 0 || times === null) return;
    if (inTheWay.staying.length > 0 || !isMeant) return setAsked(true);
    const displaceBookingIds = inTheWay.giving.map(({ id }) => id);
    const { done, refusal } = await attempt({
      input: { roomIds: named.map(({ id }) => id), ...times, reason: reason.trim(), displaceBookingIds },
    });
    if (done) {
      discard();
      onClosed(done.closure ?? null, named, done.displaced.length);
    } else if (refusal?.__typename === 'RoomTakenError') setAsked(false);
  }

  return {
    draft: { form, found, discard },
    chosen,
    named,
    when,
    interval,
    reason,
    errors,
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
      setOwn(withoutErrors(errors, (path) => path === 'reason'));
      // What stands in the way is no different for another reason.
      if (trouble?.__typename === 'InvalidInputError') clear();
      // One line: it goes onto bars and into lists.
      change({ reason: text.replaceAll(/\s*[\n\r\t]+\s*/g, ' ') });
    },
    mean: (isSo: boolean) => setMeant(new Set(isSo ? inTheWay.giving.map(({ id }) => id) : [])),
  };
}

function whenOf(
  { startsAt, endsAt }: ClosingStart,
  date: string,
  { timeZone, opensAt, closesAt }: { timeZone: string; opensAt: string; closesAt: string },
): LocalInterval {
  const from = startsAt ? localTimeOf(startsAt, timeZone) : { date, time: opensAt };
  const to = endsAt ? localEndOf(endsAt, timeZone) : { date: from.date, time: closesAt };
  return { from, to, endTouched: endsAt !== undefined };
}
