import { useHere } from '../people/here.tsx'
import type { RoomRowFragment } from '../graphql/generated/graphql.ts'
import { intervalOf } from '../time/interval.ts'
import { whenWords } from '../time/words.ts'
import { EquipmentIcon } from './equipment-icons.tsx'
import { EQUIPMENT, turnaroundWords } from './equipment-words.ts'
import type { NextClosure } from './room-table.tsx'

const NONE = (
  <span className="room-none">
    <span aria-hidden="true">–</span>
    <span className="unseen">None</span>
  </span>
)

/** What there is to know of a room at a glance, behind its name. */
export function RoomCells({ room, closure }: { room: RoomRowFragment; closure: NextClosure }) {
  const { timeZone } = useHere().facility
  const { capacity, equipment, parts, active, longTerm } = room
  return (
    <>
      <td data-label="Seats" className="room-number">
        {capacity}
      </td>
      <td data-label="Equipment">
        {equipment.length === 0 ? (
          NONE
        ) : (
          <ul className="room-equipment">
            {equipment.map((item) => (
              <li key={item} title={EQUIPMENT[item]}>
                <EquipmentIcon item={item} />
                <span className="unseen">{EQUIPMENT[item]}</span>
              </li>
            ))}
          </ul>
        )}
      </td>
      <td data-label="Setup and teardown" className="room-wide">{turnaroundWords(room) || NONE}</td>
      <td data-label="Made of" className="room-wide">{parts.length > 0 ? parts.map(({ name }) => name).join(' + ') : NONE}</td>
      <td data-label="Standing">
        <span className="tag-list">
          {active ? <span className="quiet">In use</span> : <span className="tag tag-off">Out of use</span>}
          {longTerm && <span className="tag">Long-term</span>}
        </span>
      </td>
      <td data-label="Next closure" className="room-closure">
        {closure ? (
          <>
            <span>{whenWords(intervalOf(closure.startsAt, closure.endsAt), timeZone)}</span>{' '}
            <span className="quiet" title={closure.reason}>
              {closure.reason}
            </span>
          </>
        ) : (
          NONE
        )}
      </td>
    </>
  )
}
