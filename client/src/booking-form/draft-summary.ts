import { rangeWords, whenWords } from '../time/words.ts';
import type { RoomOption } from '../bookings/availability.ts';
import { peopleOf } from '../bookings/booking-body.ts';
import type { BookingDraft } from './booking-draft.ts';
import { cateringWords } from '../bookings/booking-words.ts';
import { filledLines, quantityWords, type DeviceCategoryOption } from '../bookings/device-lines.ts';
import { intervalIn } from '../bookings/local-interval.ts';

type Surroundings = {
  readonly rooms: readonly Pick<RoomOption, 'id' | 'name'>[];
  readonly timeZone: string;
  readonly categories: readonly Pick<DeviceCategoryOption, 'id' | 'name'>[];
  /** A room is taken at once; from anybody else it is a wish. */
  readonly direct: boolean;
};

function whenPart({ segments }: BookingDraft, timeZone: string): string | null {
  const intervals = segments.flatMap((segment) => intervalIn(segment, timeZone) ?? []);
  const [only] = intervals;
  if (!only || intervals.length < segments.length) return null;
  if (intervals.length === 1) return whenWords(only, timeZone);
  const whole = {
    start: Math.min(...intervals.map(({ start }) => start)),
    end: Math.max(...intervals.map(({ end }) => end)),
  };
  return `${intervals.length} times, ${rangeWords(whole, timeZone)}`;
}

function wherePart({ kind, segments }: BookingDraft, { rooms, direct }: Surroundings): string | null {
  if (kind === 'DEVICES_ONLY') return null;
  const names = new Set(segments.map(({ roomId }) => rooms.find(({ id }) => id === roomId)?.name ?? 'no room yet'));
  const words = names.size > 2 ? `${names.size} rooms` : [...names].join(', ');
  return direct || words === 'no room yet' ? words : `preferred: ${words}`;
}

/** What will be asked for, in a line or two that stay in sight while the form is filled in. */
export function draftSummary(draft: BookingDraft, around: Surroundings): readonly string[] {
  const people = peopleOf(draft.body);
  const devices = filledLines(draft.devices).map(({ count, preference }) =>
    quantityWords(count, preference, around.categories),
  );
  const first = [whenPart(draft, around.timeZone), wherePart(draft, around)];
  const second = [
    people > 0 ? `${people} ${people === 1 ? 'person' : 'people'}` : null,
    ...(draft.kind === 'ROOM' ? cateringWords(draft.body) : []),
    devices.join(' + ') || null,
  ];
  return [first, second]
    .map((parts) => parts.filter((part) => part !== null).join(' · '))
    .filter((line) => line !== '');
}

/** What becomes of it. */
export function outcomeWords({ kind, segments }: BookingDraft, direct: boolean): string {
  if (kind === 'DEVICES_ONLY') return 'The IT desk will hand out the devices.';
  const rooms = segments.filter(({ roomId }) => roomId !== '').length;
  if (!direct || rooms === 0) return 'The Room Boss will assign a room.';
  return rooms === segments.length
    ? 'The room is booked immediately.'
    : 'The chosen rooms are booked immediately. The Room Boss will assign the rest.';
}

export function submitWords({ kind, segments }: BookingDraft, direct: boolean, repeated = 1): string {
  const many = Math.max(segments.length, repeated);
  const count = many > 1 ? ` ${many}` : '';
  return direct && kind === 'ROOM' && segments.some(({ roomId }) => roomId !== '') ? `Book${count}` : `Request${count}`;
}
