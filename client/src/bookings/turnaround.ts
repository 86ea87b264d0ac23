import type { FieldErrors } from '../forms/field-errors.ts';
import type { BookingDetailsFragment } from '../graphql/generated/graphql.ts';
import { minuteMs, type Interval } from '../time/interval.ts';
import type { RoomsTaken } from './availability.ts';

type Minutes = {
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
};

type Placed = Pick<
  BookingDetailsFragment,
  'room' | 'setupMinutes' | 'teardownMinutes' | 'setupSetByHand' | 'teardownSetByHand'
>;

/** Setup and teardown as the fields hold them; empty leaves them to the room. */
export type TurnaroundDraft = {
  readonly setupMinutes: string;
  readonly teardownMinutes: string;
};

/** What is sent of it: nothing where nothing was touched. */
export type TurnaroundChoice = Partial<Minutes> & {
  readonly followRoom?: true;
};

export function turnaroundDraft(booking: Placed): TurnaroundDraft {
  return {
    setupMinutes: booking.setupSetByHand ? String(booking.setupMinutes) : '',
    teardownMinutes: booking.teardownSetByHand ? String(booking.teardownMinutes) : '',
  };
}

export function turnaroundErrors(draft: TurnaroundDraft): FieldErrors {
  const wrong = (text: string) => text.trim() !== '' && minutesIn(text) === undefined;
  const message = 'Enter 0 to 1,440 minutes, or leave it empty for the room’s default.';
  return {
    ...(wrong(draft.setupMinutes) ? { setupMinutes: message } : {}),
    ...(wrong(draft.teardownMinutes) ? { teardownMinutes: message } : {}),
  };
}

function minutesIn(text: string): number | undefined {
  const trimmed = text.trim();
  return /^\d{1,4}$/.test(trimmed) && Number(trimmed) <= 1_440 ? Number(trimmed) : undefined;
}

/** A field that was emptied gives its minutes back to the room; what else was set by hand is then said again. */
export function turnaroundChoice(draft: TurnaroundDraft, booking: Placed): TurnaroundChoice {
  const before = turnaroundDraft(booking);
  const names = ['setupMinutes', 'teardownMinutes'] as const;
  const isEmptied = names.some((name) => before[name] !== '' && draft[name].trim() === '');
  const entries = names
    .filter((name) => isEmptied || draft[name].trim() !== before[name])
    .flatMap((name) => {
      const minutes = minutesIn(draft[name]);
      return minutes === undefined ? [] : [[name, minutes] as const];
    });
  return { ...Object.fromEntries(entries), ...(isEmptied ? { followRoom: true } : {}) };
}

/** Finds what a booking would take in a room, as the server decides it. */
export function turnaroundIn(roomId: string, usual: Minutes, booking: Placed, choice: TurnaroundChoice): Minutes {
  const basis = choice.followRoom ? null : booking;
  const there = basis?.room?.id === roomId ? basis : usual;
  return {
    setupMinutes: choice.setupMinutes ?? (basis?.setupSetByHand ? basis : there).setupMinutes,
    teardownMinutes: choice.teardownMinutes ?? (basis?.teardownSetByHand ? basis : there).teardownMinutes,
  };
}

/** The same for all rooms, for what looks whether they are free. */
export function withTurnaround<Unknown extends string>(
  taken: RoomsTaken | Unknown,
  booking: Placed,
  choice: TurnaroundChoice = {},
): RoomsTaken | Unknown {
  if (typeof taken === 'string') return taken;
  return {
    ...taken,
    turnaround: new Map(
      [...taken.turnaround].map(([roomId, usual]) => [roomId, turnaroundIn(roomId, usual, booking, choice)]),
    ),
  };
}

/** Finds what an empty field stands for: what was set by hand is gone with it. */
export function usualIn(
  taken: RoomsTaken | string,
  booking: Placed,
  roomId: string,
  { followRoom }: TurnaroundChoice,
): Minutes | undefined {
  const usual = typeof taken === 'string' ? undefined : taken.turnaround.get(roomId);
  if (!usual) return undefined;
  const otherwise = turnaroundIn(roomId, usual, booking, followRoom ? { followRoom } : {});
  return {
    setupMinutes: (booking.setupSetByHand ? usual : otherwise).setupMinutes,
    teardownMinutes: (booking.teardownSetByHand ? usual : otherwise).teardownMinutes,
  };
}

/** With what is taken around it, so that all that could stand in its way is read. */
export function widened(interval: Interval | null, booking: Placed, choice: TurnaroundChoice = {}): Interval | null {
  const most = (set: number, chosen = 0) => Math.max(set, chosen) * minuteMs;
  return (
    interval && {
      start: interval.start - most(booking.setupMinutes, choice.setupMinutes),
      end: interval.end + most(booking.teardownMinutes, choice.teardownMinutes),
    }
  );
}
