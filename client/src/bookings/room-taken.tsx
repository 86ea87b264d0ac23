import { ArrowRight } from 'lucide-react'
import { intervalOf } from '../time/interval.ts'
import { whenWords } from '../time/words.ts'
import { Notice } from '../ui/notice.tsx'
import type { Alternative, TakenSegment } from './refusal.ts'
import './room-taken.css'

interface RoomTakenProps {
  segment: TakenSegment
  timeZone: string
  /** One click: this instead. */
  onChoose(alternative: Alternative): void
}

/** Who stands there, as far as that may be known, and what is free instead. */
export function RoomTaken({ segment, timeZone, onChoose }: RoomTakenProps) {
  const conflicts = onceEach(segment)
  return (
    <Notice tone="problem" title="The room is taken at that time.">
      <ul className="taken-conflicts">
        {conflicts.map(({ id, room, booking, startsAt, endsAt }) => (
          <li key={id}>
            <b>{booking ? booking.clientName : 'Another division'}</b>, {booking?.room?.name ?? room.name},{' '}
            {whenWords(intervalOf(startsAt, endsAt), timeZone)}
          </li>
        ))}
      </ul>
      {segment.alternatives.length > 0 ? (
        <>
          <p className="taken-instead">Free instead:</p>
          <ul className="taken-alternatives">
            {segment.alternatives.map((alternative) => (
              <li key={alternative.room.id + alternative.startsAt}>
                <button type="button" onClick={() => onChoose(alternative)}>
                  <span>
                    <b>{alternative.room.name}</b>
                    <span>{alternative.reason}</span>
                    {alternative.startsAt !== segment.startsAt && (
                      <span>{whenWords(intervalOf(alternative.startsAt, alternative.endsAt), timeZone)}</span>
                    )}
                  </span>
                  <ArrowRight aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>Nothing else is free that seats them. Try another day.</p>
      )}
    </Notice>
  )
}

/** A booking of a folded wall stands there once for each of its rooms, and is named once. */
export function onceEach(segment: TakenSegment): TakenSegment['conflicts'] {
  const seen = new Set<string>()
  return segment.conflicts.filter(({ id, booking }) => {
    const key = booking?.id ?? id
    return seen.has(key) ? false : (seen.add(key), true)
  })
}
