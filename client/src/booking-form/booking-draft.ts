import type { BookingKind } from '../graphql/generated/graphql.ts';
import { addDays, dateOf, isDate, lastDayOf, openDayFrom, type OpeningHours } from '../time/day.ts';
import type { Interval } from '../time/interval.ts';
import { localTimeOf } from '../time/local-time.ts';
import { blankBody, type BookingBody } from '../bookings/booking-body.ts';
import { areSameLines, blankLine, type DeviceLine } from '../bookings/device-lines.ts';
import type { Alternative } from '../bookings/taken-room.ts';
import type { RepeatDraft } from '../series/repeat-draft.ts';
import { intervalIn, localEndOf, moveDays, type LocalInterval } from '../bookings/local-interval.ts';

export type SegmentDraft = LocalInterval & {
  /** Tells the segments of a form apart; never sent. */
  readonly id: string;
  /** The room, or the wish; empty for none. */
  readonly roomId: string;
  readonly note: string;
};

/** What somebody is entering. It outlives the form, the connection and a reload. */
export type BookingDraft = {
  /** Sent along: a draft makes its bookings once, however often it is sent. */
  readonly idempotencyKey: string;
  readonly tenantId: string;
  readonly kind: BookingKind;
  readonly body: BookingBody;
  /** The devices that each of its segments wants. */
  readonly devices: readonly DeviceLine[];
  readonly segments: readonly SegmentDraft[];
  /** How its only segment repeats. */
  readonly repeat?: RepeatDraft | null;
  readonly acknowledgeOverCapacity: boolean;
  /** The place in the calendar that was drawn into it last, see `placeOf`. */
  readonly drawn?: string;
};

/** Where a form begins, when it was opened on a place in the calendar. */
export type BookingDraftStart = {
  /** UTC */
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly roomId?: string;
  /** Everything else, where it is the same again. */
  readonly copy?: Pick<BookingDraft, 'tenantId' | 'kind' | 'body' | 'devices'>;
  /** The booking that it is the same as: a copy is a draft of its own beside what was being entered before. */
  readonly copyOf?: string;
};

/** The settings of the facility that a new booking begins with. */
export type UsualTimes = OpeningHours & {
  readonly timeZone: string;
  /** On the wall, `07:30`. */
  readonly usualFrom: string;
  readonly usualUntil: string;
};

/**
 * The day a new booking is most likely for: the first open day of the week on the screen that is not over, or today if
 * there is still something of it left.
 */
export function usualDay(weekStart: string, now: number, usual: UsualTimes): string {
  const today = dateOf(now, usual.timeZone);
  const over = localTimeOf(new Date(now).toISOString(), usual.timeZone).time >= usual.usualUntil;
  const earliest = over ? addDays(today, 1) : today;
  return openDayFrom(weekStart > earliest ? weekStart : earliest, usual);
}

export function segmentOn(date: string, start: BookingDraftStart, usual: UsualTimes): SegmentDraft {
  const { startsAt, endsAt, roomId = '' } = start;
  const from = startsAt ? localTimeOf(startsAt, usual.timeZone) : { date, time: usual.usualFrom };
  const to = endsAt ? localEndOf(endsAt, usual.timeZone) : { date: from.date, time: usual.usualUntil };
  return { id: crypto.randomUUID(), from, to, endTouched: endsAt !== undefined, roomId, note: '' };
}

export function blankDraft(segment: SegmentDraft, tenantId: string): BookingDraft {
  return {
    idempotencyKey: crypto.randomUUID(),
    tenantId,
    kind: 'ROOM',
    body: blankBody,
    devices: [blankLine()],
    segments: [segment],
    acknowledgeOverCapacity: false,
  };
}

/** The place in the calendar that a form was opened on; undefined where it was opened on none. */
export function placeOf({ startsAt, endsAt, roomId }: BookingDraftStart): string | undefined {
  return startsAt && [startsAt, endsAt, roomId].join(' ');
}

/**
 * A draft that was begun before, at the place somebody has now drawn: there it goes on, or there as well. Once: the address
 * keeps the place, and after a reload it is what was typed since that counts.
 */
export function drawnInto(draft: BookingDraft, segment: SegmentDraft, place: string): BookingDraft {
  if (draft.drawn === place) return draft;
  const { segments } = draft;
  const [first] = segments;
  const drawn = segments.length === 1 && first ? { ...segment, id: first.id, note: first.note } : segment;
  return { ...draft, drawn: place, segments: segments.length === 1 ? [drawn] : [...segments, drawn] };
}

/** The same again, right behind the one it is made from: a course that goes on the next open day. */
export function repeatSegment(segment: SegmentDraft, hours: OpeningHours): SegmentDraft {
  const { from, to } = segment;
  if (!from.date || !to.date) return { ...segment, id: crypto.randomUUID() };
  const next = openDayFrom(addDays(to.date, 1), hours);
  const days = Temporal.PlainDate.from(from.date).until(Temporal.PlainDate.from(next)).days;
  return { ...segment, ...moveDays(segment, days), id: crypto.randomUUID() };
}

/** A segment put where there is room for it. */
export function segmentAt(
  segment: SegmentDraft,
  { room, startsAt, endsAt }: Alternative,
  timeZone: string,
): SegmentDraft {
  return {
    ...segment,
    roomId: room.id,
    from: localTimeOf(startsAt, timeZone),
    to: localEndOf(endsAt, timeZone),
    endTouched: true,
  };
}

/** Another one after the last, at the same hours; its place is still open. */
export function nextSegment(segments: readonly SegmentDraft[], hours: OpeningHours): SegmentDraft {
  const last = segments.at(-1);
  if (!last) throw new Error('a draft has at least one segment');
  return { ...repeatSegment(last, hours), roomId: '', note: '' };
}

/** Devices out there are not due back before the booking ends: their day moves on with it. */
export function withReturnInTime(draft: BookingDraft): BookingDraft {
  const { body, segments } = draft;
  const last =
    segments
      .map(({ to }) => to.date)
      .toSorted()
      .at(-1) ?? '';
  if (!body.offSite || body.offSite.returnOn === '' || body.offSite.returnOn >= last) return draft;
  return { ...draft, body: { ...body, offSite: { ...body.offSite, returnOn: last } } };
}

/** The last day of all times that are whole; null while none is. */
export function lastDayIn(segments: readonly SegmentDraft[], timeZone: string): string | null {
  const days = segments.flatMap((segment) => {
    const interval = intervalIn(segment, timeZone);
    return interval ? [lastDayOf(interval, timeZone)] : [];
  });
  return days.toSorted().at(-1) ?? null;
}

/** When its devices are wanted: what leaves the building, to the end of its day of return. */
export function deviceTimesIn({ kind, body, segments }: BookingDraft, timeZone: string): readonly Interval[] {
  const returnOn = kind === 'DEVICES_ONLY' && isDate(body.offSite?.returnOn) ? body.offSite.returnOn : null;
  const back = returnOn && Temporal.PlainDate.from(returnOn).add({ days: 1 }).toZonedDateTime(timeZone);
  return segments.flatMap((segment) => {
    const interval = intervalIn(segment, timeZone);
    if (!interval) return [];
    return [{ start: interval.start, end: Math.max(interval.end, back ? back.epochMilliseconds : 0) }];
  });
}

/** Tells whether its first time or room is another one than it began with. */
export function isElsewhere({ segments: [first] }: BookingDraft, begun: SegmentDraft): boolean {
  const describe = (segment: SegmentDraft | undefined) =>
    segment && [segment.from.date, segment.from.time, segment.to.date, segment.to.time, segment.roomId].join(' ');
  return describe(first) !== describe(begun);
}

const preferences = { ANY: 'ANY', LAPTOPS: 'LAPTOP', DESKTOPS: 'DESKTOP' } as const;

/** A draft that was kept in the tab may be older than its lines of devices. */
export function withDeviceLines(
  draft: Omit<BookingDraft, 'devices'> & Partial<Pick<BookingDraft, 'devices'>>,
): BookingDraft {
  const { devicesNeeded, deviceTypePreference } = draft.body;
  const devices = draft.devices ?? [{ ...blankLine(preferences[deviceTypePreference]), quantity: devicesNeeded }];
  return { ...draft, devices };
}

const noDevices: readonly DeviceLine[] = [];

/** Tells whether anybody has typed anything that would be a pity to lose; of a copy that is more than what was copied. */
export function isTouched(
  draft: BookingDraft,
  begun: BookingBody = blankBody,
  begunDevices: readonly DeviceLine[] = noDevices,
): boolean {
  const { body } = draft;
  return (
    !areSameLines(draft.devices, begunDevices) ||
    draft.devices.length > Math.max(1, begunDevices.length) ||
    draft.segments.length > 1 ||
    draft.repeat != null ||
    draft.segments.some(({ note }) => note !== '') ||
    (Object.keys(blankBody) as (keyof BookingBody)[]).some(
      (name) => JSON.stringify(body[name]) !== JSON.stringify(begun[name]),
    )
  );
}
