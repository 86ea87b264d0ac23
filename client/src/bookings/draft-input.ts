import type { CreateBookingsInput } from '../graphql/generated/graphql.ts'
import { bodyErrors, bodyInput, countOf, peopleOf, type BookingBody } from './booking-body.ts'
import type { BookingDraft } from './booking-draft.ts'
import type { FieldErrors } from '../forms/field-errors.ts'
import { intervalErrors, utcInterval } from './local-interval.ts'

/** What is wrong with a draft, as far as this side can tell; by the paths that the server uses as well. */
export function draftErrors(draft: BookingDraft, timeZone: string, now: number): FieldErrors {
  const body = draft.kind === 'ROOM' ? inTheBuilding(draft.body) : withoutService(draft.body)
  const errors: Record<string, string> = { ...bodyErrors(body) }
  if (draft.tenantId === '') errors['tenantId'] = 'For which division?'
  if (draft.kind === 'ROOM' && !errors['numLearners'] && !errors['numFacilitators'] && peopleOf(draft.body) < 1) {
    errors['numLearners'] = 'At least one person comes.'
  }
  if (draft.kind === 'DEVICES_ONLY' && countOf(draft.body.devicesNeeded) === 0) {
    errors['devicesNeeded'] = 'A booking of devices only needs at least one.'
  }
  for (const [index, segment] of draft.segments.entries()) {
    for (const [name, message] of Object.entries(intervalErrors(segment, timeZone, now))) {
      errors[`segments.${index}.${name}`] = message
    }
  }
  return errors
}

/** With a room, devices stay. */
function inTheBuilding(body: BookingBody): BookingBody {
  return { ...body, offSite: null }
}

/** Devices alone are not fed; what was chosen before stays in the draft, should they get a room after all. */
function withoutService(body: BookingBody): BookingBody {
  return { ...body, coffeeTeaStation: false, morningCatering: 'NONE', lunchCatering: 'NONE', cateringNotes: '', stationeryNeeded: false, waterBottles: '' }
}

/**
 * The draft as the API takes it. The room goes out as the room: the server makes it the wish of whoever may not book
 * directly.
 * @throws when a segment has no interval; `draftErrors` names those
 */
export function draftInput(draft: BookingDraft, timeZone: string): CreateBookingsInput {
  return {
    idempotencyKey: draft.idempotencyKey,
    tenantId: draft.tenantId,
    kind: draft.kind,
    ...bodyInput(draft.kind === 'ROOM' ? inTheBuilding(draft.body) : withoutService(draft.body)),
    acknowledgeOverCapacity: draft.acknowledgeOverCapacity,
    segments: draft.segments.map((segment) => {
      const interval = utcInterval(segment, timeZone)
      if (!interval) throw new Error('a segment without an interval cannot be sent')
      return {
        ...interval,
        roomId: draft.kind === 'ROOM' && segment.roomId ? segment.roomId : null,
        note: segment.note.trim() || null,
      }
    }),
  }
}
