import { useId } from 'react'
import type { RoomRowFragment } from '../graphql/generated/graphql.ts'
import type { RoomFit } from './use-free-rooms.ts'
import './room-choice.css'

interface RoomChoiceProps {
  fit: RoomFit
  wishId: string | null
  value: string | null
  onChange(room: Pick<RoomRowFragment, 'id' | 'name' | 'capacity'>): void
}

/** All rooms, those that suit first and each with its reason. One that does not suit can still be chosen. */
export function RoomChoice({ fit, wishId, value, onChange }: RoomChoiceProps) {
  const name = useId()
  const suiting = fit.free.toSorted((a, b) => Number(b.room.id === wishId) - Number(a.room.id === wishId))
  const row = (room: Pick<RoomRowFragment, 'id' | 'name' | 'capacity'>, reason: string | null, suits: boolean) => (
    <label key={room.id} className="room-choice-row" data-suits={suits || undefined}>
      <input type="radio" name={name} value={room.id} checked={room.id === value} onChange={() => onChange(room)} />
      <span className="room-choice-name">
        {room.name}
        {room.id === wishId && <span className="room-choice-wish">wished for</span>}
      </span>
      <span className="room-choice-reason">{reason ?? `${room.capacity} seats`}</span>
    </label>
  )
  return (
    <fieldset className="room-choice" aria-busy={fit.asking || undefined}>
      <legend className="field-label">Room</legend>
      <div className="room-choice-list">
        {suiting.map(({ room, reason }) => row(room, reason, true))}
        {suiting.length === 0 && !fit.asking && <p className="room-choice-none">No room is free that seats them all.</p>}
        {fit.others.length > 0 && <p className="room-choice-divider">Other rooms</p>}
        {fit.others.map((room) => row(room, fit.whyNot(room), false))}
      </div>
    </fieldset>
  )
}
