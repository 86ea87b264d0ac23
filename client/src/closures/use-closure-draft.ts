import { useCallback, useState } from 'react';
import { usualDay } from '../booking-form/booking-draft.ts';
import { useFormDraft } from '../forms/use-form-draft.ts';
import { localEndOf, type LocalInterval } from '../bookings/local-interval.ts';
import { useHere } from '../people/here.tsx';
import { endOfDay } from './whole-days.ts';
import { type OpeningHours, wallHoursOn } from '../time/day.ts';
import { localTimeOf } from '../time/local-time.ts';
import { now } from '../time/now.ts';

/** Where the form begins, when it was opened on a place in the calendar. */
export type ClosingStart = {
  /** UTC */
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly roomId?: string;
  readonly roomIds?: readonly string[];
};

type ClosureDraft = {
  readonly roomIds: readonly string[];
  readonly when: LocalInterval;
  readonly reason: string;
  /** The place in the calendar that was drawn last; undefined where none was. */
  readonly drawn?: string | undefined;
};

/**
 * What is typed to close rooms; it follows what is drawn in the calendar, and what is ticked in the list beside it.
 * @param weekStart the first day of the week on the screen
 */
export function useClosureDraft(start: ClosingStart, weekStart: string) {
  const { facility } = useHere();
  const [usual] = useState(() => whenOf(start, usualDay(weekStart, now(), facility), facility));
  const drawn = start.startsAt && [start.startsAt, start.endsAt, start.roomId].join(' ');
  const untouched: ClosureDraft = {
    roomIds: start.roomIds ?? (start.roomId ? [start.roomId] : []),
    when: usual,
    reason: '',
    drawn,
  };
  const { form, draft, found, edit, discard } = useFormDraft<ClosureDraft | null>('close-rooms', '', {
    begin: useCallback(() => null, []),
    // Drawn or ticked anew, it goes on there; the reason stays.
    resume: (stored) => {
      if (stored && drawn !== undefined && stored.drawn !== drawn) return { ...untouched, reason: stored.reason };
      return stored && start.roomIds && start.roomIds.length > 0 ? { ...stored, roomIds: start.roomIds } : stored;
    },
  });
  const entered = draft ?? untouched;
  const change = (next: Partial<ClosureDraft>) => edit((before) => ({ ...(before ?? untouched), ...next }));

  // Ticked or unticked in the list beside the form: that alone changes, and what was entered stays.
  const [followed, setFollowed] = useState(start.roomIds);
  if (start.roomIds?.join() !== followed?.join()) {
    const [before, now] = [new Set(followed), new Set(start.roomIds)];
    setFollowed(start.roomIds);
    if (draft)
      change({
        roomIds: [...new Set(entered.roomIds).difference(before.difference(now)).union(now.difference(before))],
      });
  }

  return { entered, change, form, found, discard };
}

function whenOf(
  { startsAt, endsAt }: ClosingStart,
  date: string,
  hours: OpeningHours & { readonly timeZone: string },
): LocalInterval {
  const { opensAt, closesAt } = wallHoursOn(date, hours);
  const from = startsAt ? localTimeOf(startsAt, hours.timeZone) : { date, time: opensAt };
  const to = endsAt ? localEndOf(endsAt, hours.timeZone) : { date: from.date, time: endOfDay(closesAt) };
  return { from, to, endTouched: endsAt !== undefined };
}
