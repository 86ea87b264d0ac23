import type { RoomRowFragment } from '../graphql/generated/graphql.ts'

interface OverCapacityTickProps {
  /** The rooms chosen. */
  rooms: readonly RoomRowFragment[]
  attendees: number
  value: boolean
  onChange(value: boolean): void
}

/** There only where more come than a room seats: then somebody has to say that it is meant. */
export function OverCapacityTick({ rooms, attendees, value, onChange }: OverCapacityTickProps) {
  const small = rooms.filter(({ capacity }) => capacity < attendees)
  if (small.length === 0) return null
  return (
    <label className="tick">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {small.map(({ name, capacity }) => `${name} seats ${capacity}`).join(', ')}, {attendees} come. That is meant.
      </span>
    </label>
  )
}
