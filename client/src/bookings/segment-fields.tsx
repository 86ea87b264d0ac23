import { Trash2 } from 'lucide-react'
import type { BookingKind, RoomRowFragment } from '../graphql/generated/graphql.ts'
import { intervalOf } from '../time/interval.ts'
import { instantOf, localTimeOf } from '../time/local-time.ts'
import { lengthWords } from '../time/words.ts'
import { IconButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { LocalTimeInput } from '../ui/local-time-input.tsx'
import { withStart, type SegmentDraft } from './booking-draft.ts'
import type { FieldErrors, TakenSegment } from './refusal.ts'
import { RoomSelect } from './room-select.tsx'
import { RoomTaken } from './room-taken.tsx'
import { useFreeRooms } from './use-free-rooms.ts'
import './segment-fields.css'

interface SegmentFieldsProps {
  segment: SegmentDraft
  index: number
  kind: BookingKind
  attendees: number
  rooms: readonly RoomRowFragment[]
  timeZone: string
  /** A room is taken at once; from everybody else it is a wish. */
  direct: boolean
  errors: FieldErrors
  taken: TakenSegment | null
  onChange(segment: SegmentDraft): void
  /** Null for the only one. */
  onRemove: (() => void) | null
}

export function SegmentFields({ segment, index, kind, attendees, rooms, timeZone, direct, errors, taken, onChange, onRemove }: SegmentFieldsProps) {
  const startsAt = instantOf(segment.start, timeZone)
  const endsAt = instantOf(segment.end, timeZone)
  const fit = useFreeRooms({ startsAt, endsAt, attendees }, rooms)
  const errorAt = (field: string) => errors[`segments.${index}.${field}`]
  const length = startsAt && endsAt && startsAt < endsAt ? lengthWords(intervalOf(startsAt, endsAt), timeZone) : null

  return (
    <div className="segment" role="group" aria-label={onRemove ? `Time ${index + 1}` : 'Time'}>
      {onRemove && (
        <header className="segment-head">
          <h4>Time {index + 1}</h4>
          <IconButton label={`Remove time ${index + 1}`} onClick={onRemove}>
            <Trash2 aria-hidden="true" />
          </IconButton>
        </header>
      )}
      <LocalTimeInput
        label="Starts"
        value={segment.start}
        error={errorAt('startsAt')}
        onChange={(start) => onChange(withStart(segment, start))}
      />
      <LocalTimeInput
        label="Ends"
        value={segment.end}
        error={errorAt('endsAt')}
        onChange={(end) => onChange({ ...segment, end, endTouched: true })}
      />
      {length && <p className="segment-length">{length}</p>}
      {taken && (
        <RoomTaken
          segment={taken}
          timeZone={timeZone}
          onChoose={(alternative) =>
            onChange({
              ...segment,
              start: localTimeOf(alternative.startsAt, timeZone),
              end: localTimeOf(alternative.endsAt, timeZone),
              endTouched: true,
              roomId: alternative.room.id,
            })
          }
        />
      )}
      {kind === 'ROOM' && (
        <RoomSelect
          label={direct ? 'Room' : 'Room wished for'}
          none={direct ? 'Later: it waits for a room' : 'No wish'}
          fit={fit}
          attendees={attendees}
          rooms={rooms}
          value={segment.roomId}
          error={errorAt('roomId') ?? errorAt('requestedRoomId')}
          onChange={(roomId) => onChange({ ...segment, roomId })}
        />
      )}
      <Field label="Note" error={errorAt('note')}>
        {(wiring) => (
          <textarea
            {...wiring}
            className="textarea"
            maxLength={2000}
            value={segment.note}
            onChange={(event) => onChange({ ...segment, note: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}
