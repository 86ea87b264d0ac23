import type {
  BookingFactsFragment,
  BookingKind,
  CreateBookingsInput,
  DeviceTypePreference,
  LunchCatering,
  MorningCatering,
} from '../graphql/generated/graphql.ts'
import { addDays } from '../time/day.ts'
import { instantOf, shiftDate, type LocalTime } from '../time/local-time.ts'
import type { FieldErrors } from './refusal.ts'

export interface ClientDraft {
  readonly clientName: string
  readonly clientContactPerson: string
  readonly clientEmail: string
  readonly clientPhone: string
}

/** Numbers stay text until they are sent: half of one is no number yet. */
export interface PeopleDraft {
  readonly numLearners: string
  readonly numFacilitators: string
}

export interface ServiceDraft {
  readonly coffeeTeaStation: boolean
  readonly morningCatering: MorningCatering
  readonly lunchCatering: LunchCatering
  readonly cateringNotes: string
  readonly stationeryNeeded: boolean
  readonly waterBottles: string
  readonly devicesNeeded: string
  readonly deviceTypePreference: DeviceTypePreference
}

export interface SegmentDraft {
  readonly id: string
  readonly start: LocalTime
  readonly end: LocalTime
  /** From then on the end no longer follows the start. */
  readonly endTouched: boolean
  readonly roomId: string | null
  readonly note: string
}

export interface BookingDraft extends ClientDraft, PeopleDraft, ServiceDraft {
  /** Sent along, so that a request that is sent twice books once. */
  readonly key: string
  readonly tenantId: string | null
  readonly kind: BookingKind
  readonly acknowledgeOverCapacity: boolean
  readonly segments: readonly SegmentDraft[]
}

const USUAL_START = '07:30'
const USUAL_END = '16:30'

export function newSegment(date: string): SegmentDraft {
  return {
    id: crypto.randomUUID(),
    start: { date, time: USUAL_START },
    end: { date, time: USUAL_END },
    endTouched: false,
    roomId: null,
    note: '',
  }
}

export function newDraft(date: string): BookingDraft {
  return {
    key: crypto.randomUUID(),
    tenantId: null,
    kind: 'ROOM',
    clientName: '',
    clientContactPerson: '',
    clientEmail: '',
    clientPhone: '',
    numLearners: '',
    numFacilitators: '1',
    coffeeTeaStation: false,
    morningCatering: 'NONE',
    lunchCatering: 'NONE',
    cateringNotes: '',
    stationeryNeeded: false,
    waterBottles: '0',
    devicesNeeded: '0',
    deviceTypePreference: 'ANY',
    acknowledgeOverCapacity: false,
    segments: [newSegment(date)],
  }
}

/** The next one is as the last, a day later. */
export function nextSegment(last: SegmentDraft): SegmentDraft {
  const start = { ...last.start, date: last.end.date ? addDays(last.end.date, 1) : '' }
  const end = { ...last.end, date: last.start.date && last.end.date ? shiftDate(last.end.date, last.start.date, start.date) : '' }
  return { ...last, id: crypto.randomUUID(), start, end, note: '' }
}

export function withStart(segment: SegmentDraft, start: LocalTime): SegmentDraft {
  const moved = segment.start.date && start.date && segment.start.date !== start.date
  if (segment.endTouched || !moved) return { ...segment, start }
  return { ...segment, start, end: { ...segment.end, date: shiftDate(segment.end.date || start.date, segment.start.date, start.date) } }
}

export function numberOf(text: string): number {
  return text.trim() === '' ? 0 : Number(text)
}

export function attendeesOf({ numLearners, numFacilitators }: PeopleDraft): number {
  const sum = numberOf(numLearners) + numberOf(numFacilitators)
  return Number.isFinite(sum) ? Math.max(0, sum) : 0
}

function isCount(text: string): boolean {
  return Number.isInteger(numberOf(text)) && numberOf(text) >= 0 && numberOf(text) <= 100_000
}

const COUNT = 'A whole number, 0 or more.'
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

export function clientErrors(draft: ClientDraft): FieldErrors {
  return {
    ...(draft.clientName.trim() ? {} : { clientName: 'The client’s name is needed.' }),
    ...(draft.clientContactPerson.trim() ? {} : { clientContactPerson: 'The contact person is needed.' }),
    ...(EMAIL.test(draft.clientEmail.trim()) ? {} : { clientEmail: 'This is not an e-mail address.' }),
    ...(draft.clientPhone.trim() ? {} : { clientPhone: 'The phone number is needed.' }),
  }
}

export function countErrors(draft: PeopleDraft & ServiceDraft, kind: BookingKind): FieldErrors {
  const counts = ['numLearners', 'numFacilitators', 'waterBottles', 'devicesNeeded'] as const
  const wrong = counts.filter((name) => !isCount(draft[name])).map((name) => [name, COUNT])
  const nobody = kind === 'ROOM' && attendeesOf(draft) < 1
  const nothing = kind === 'DEVICES_ONLY' && numberOf(draft.devicesNeeded) < 1
  return {
    ...(nobody ? { numLearners: 'At least one person comes.' } : {}),
    ...(nothing ? { devicesNeeded: 'A booking of devices only needs at least one.' } : {}),
    ...(Object.fromEntries(wrong) as FieldErrors),
  }
}

function segmentErrors({ start, end }: SegmentDraft, index: number, timeZone: string, now: number): FieldErrors {
  const startsAt = instantOf(start, timeZone)
  const endsAt = instantOf(end, timeZone)
  const at = (field: string, message: string) => ({ [`segments.${index}.${field}`]: message })
  if (startsAt === null) return at('startsAt', start.date && start.time ? 'This time does not exist on that day.' : 'Say when it starts.')
  if (endsAt === null) return at('endsAt', end.date && end.time ? 'This time does not exist on that day.' : 'Say when it ends.')
  if (Date.parse(startsAt) >= Date.parse(endsAt)) return at('endsAt', 'The end must come after the start.')
  if (Date.parse(endsAt) <= now) return at('endsAt', 'This has already ended.')
  return {}
}

/** What the server would refuse anyway, said before it is asked; by the same paths. */
export function draftErrors(draft: BookingDraft, timeZone: string, now: number): FieldErrors {
  const segments = draft.segments.map((segment, index) => segmentErrors(segment, index, timeZone, now))
  return Object.assign({}, clientErrors(draft), countErrors(draft, draft.kind), ...segments) as FieldErrors
}

export function inputOf(draft: BookingDraft, timeZone: string): CreateBookingsInput {
  const { key, segments, numLearners, numFacilitators, waterBottles, devicesNeeded, cateringNotes, ...rest } = draft
  return {
    ...rest,
    numLearners: numberOf(numLearners),
    numFacilitators: numberOf(numFacilitators),
    waterBottles: numberOf(waterBottles),
    devicesNeeded: numberOf(devicesNeeded),
    cateringNotes: cateringNotes.trim() || null,
    idempotencyKey: key,
    segments: segments.map(({ start, end, roomId, note }) => ({
      startsAt: instantOf(start, timeZone) ?? '',
      endsAt: instantOf(end, timeZone) ?? '',
      roomId: draft.kind === 'ROOM' ? roomId : null,
      note: note.trim() || null,
    })),
  }
}

/** The parts of a booking that are edited in place. */
export function draftOf(booking: BookingFactsFragment): ClientDraft & PeopleDraft & ServiceDraft {
  return {
    clientName: booking.clientName,
    clientContactPerson: booking.clientContactPerson ?? '',
    clientEmail: booking.clientEmail ?? '',
    clientPhone: booking.clientPhone ?? '',
    numLearners: String(booking.numLearners),
    numFacilitators: String(booking.numFacilitators),
    coffeeTeaStation: booking.coffeeTeaStation,
    morningCatering: booking.morningCatering,
    lunchCatering: booking.lunchCatering,
    cateringNotes: booking.cateringNotes ?? '',
    stationeryNeeded: booking.stationeryNeeded,
    waterBottles: String(booking.waterBottles),
    devicesNeeded: String(booking.devicesNeeded),
    deviceTypePreference: booking.deviceTypePreference,
  }
}
