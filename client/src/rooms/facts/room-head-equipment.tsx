import type { RoomEquipment } from '../../graphql/generated/graphql.ts';
import { EquipmentIcon } from './equipment-icons.tsx';
import { equipmentWords } from './equipment-words.ts';

const mostIcons = 3;

/** Beside a name in the calendar: the first few as signs, all of it in words on pointing at it. */
export function RoomHeadEquipment({ items }: { items: readonly RoomEquipment[] }) {
  if (items.length === 0) return null;
  return (
    <span className="timeline-room-equipment" title={equipmentWords(items)}>
      {items.slice(0, mostIcons).map((item) => (
        <EquipmentIcon key={item} item={item} />
      ))}
    </span>
  );
}
