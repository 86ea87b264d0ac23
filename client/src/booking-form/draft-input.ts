import type { CreateBookingsInput, CreateSeriesInput } from '../graphql/generated/graphql.ts';
import { bodyErrors, bodyInput, peopleOf, withoutService, type BookingBody } from '../bookings/booking-body.ts';
import { lineErrors, linesInput } from '../bookings/device-lines.ts';
import type { BookingDraft } from './booking-draft.ts';
import type { FieldErrors } from '../forms/field-errors.ts';
import { horizonErrors, horizonWords, intervalErrors, utcInterval } from '../bookings/local-interval.ts';
import { repeatErrors, ruleInput } from '../series/repeat-draft.ts';

/** What is wrong with a draft, as far as this side can tell; by the paths that the server uses as well. */
export function draftErrors(draft: BookingDraft, timeZone: string, now: number, lastDay: string): FieldErrors {
  const body = draft.kind === 'ROOM' ? inTheBuilding(draft.body) : withoutService(draft.body);
  const errors: Record<string, string> = {
    ...horizonErrorsOf(draft, timeZone, lastDay),
    ...bodyErrors(body),
    ...lineErrors(draft.devices, draft.kind === 'DEVICES_ONLY'),
  };
  if (draft.tenantId === '') errors['tenantId'] = 'Choose a division.';
  if (draft.kind === 'ROOM' && !errors['numLearners'] && !errors['numFacilitators'] && peopleOf(draft.body) < 1) {
    errors['numLearners'] = 'Enter at least one person.';
  }
  for (const [index, segment] of draft.segments.entries()) {
    for (const [name, message] of Object.entries(intervalErrors(segment, timeZone, now))) {
      errors[`segments.${index}.${name}`] = message;
    }
  }
  return draft.repeat ? { ...errors, ...repeatErrors(draft.repeat, draft.segments[0]?.from.date ?? '') } : errors;
}

/** What of a draft lies too far ahead: said while it is typed where a series waits for it. */
export function horizonErrorsOf(draft: BookingDraft, timeZone: string, lastDay: string): FieldErrors {
  const horizon = { lastDay, what: 'Bookings can be made' };
  const errors: Record<string, string> = {};
  for (const [index, segment] of draft.segments.entries()) {
    for (const [name, message] of Object.entries(horizonErrors(segment, timeZone, horizon)))
      errors[`segments.${index}.${name}`] = message;
  }
  if (draft.kind === 'DEVICES_ONLY' && draft.body.offSite && draft.body.offSite.returnOn > lastDay)
    errors['offSite.returnOn'] = horizonWords({ lastDay, what: 'Devices can be lent' });
  if (draft.repeat?.ends === 'until' && draft.repeat.until > lastDay) errors['rule.until'] = horizonWords(horizon);
  return errors;
}

/** Why this cannot repeat: nobody could say when each of its rentals is back. Null where it can. */
export function leavesAndRepeats({ kind, body, repeat }: BookingDraft): string | null {
  if (!repeat || kind !== 'DEVICES_ONLY' || body.offSite === null) return null;
  return 'Off-site rentals can’t repeat, because each has its own return date. Book each one separately.';
}

/** With a room, devices stay. */
function inTheBuilding(body: BookingBody): BookingBody {
  return { ...body, offSite: null };
}

/**
 * The draft as the API takes it. The room goes out as the room: the server makes it the wish of whoever may not book
 * directly.
 * @throws when a segment has no interval; `draftErrors` names those
 */
export function draftInput(draft: BookingDraft, timeZone: string): CreateBookingsInput {
  // Of its devices the requests are said, and their sum follows.
  const {
    devicesNeeded: _count,
    deviceTypePreference: _kind,
    ...body
  } = bodyInput(draft.kind === 'ROOM' ? inTheBuilding(draft.body) : withoutService(draft.body));
  return {
    idempotencyKey: draft.idempotencyKey,
    tenantId: draft.tenantId,
    kind: draft.kind,
    ...body,
    devices: linesInput(draft.devices),
    acknowledgeOverCapacity: draft.acknowledgeOverCapacity,
    segments: draft.segments.map((segment) => {
      const interval = utcInterval(segment, timeZone);
      if (!interval) throw new Error('a segment without an interval cannot be sent');
      return {
        ...interval,
        roomId: draft.kind === 'ROOM' && segment.roomId ? segment.roomId : null,
        note: segment.note.trim() || null,
      };
    }),
  };
}

/**
 * The same where it repeats; of what was decided about dates only what the rule still names.
 * @throws when the rule or the interval is not whole; `draftErrors` says what is missing
 */
export function seriesInput(draft: BookingDraft, timeZone: string, dates: readonly string[]): CreateSeriesInput {
  const { segments, offSite: _stay, ...request } = draftInput(draft, timeZone);
  const rule = draft.repeat && ruleInput(draft.repeat, draft.segments[0]?.from.date ?? '');
  const first = Array.isArray(segments) ? segments[0] : segments;
  if (!rule || !first || !draft.repeat) throw new Error('a series without a rule cannot be sent');
  return {
    ...request,
    first,
    rule,
    leaveOut: draft.repeat.leaveOut.filter((date) => dates.includes(date)),
    rooms: Object.entries(draft.repeat.rooms).flatMap(([date, roomId]) =>
      dates.includes(date) ? [{ date, roomId }] : [],
    ),
  };
}
