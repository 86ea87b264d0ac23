import type { RoomEquipment } from '../graphql/generated/graphql.ts';
import { EquipmentIcon } from './equipment-icons.tsx';
import { ALL_EQUIPMENT, EQUIPMENT } from './equipment-words.ts';

interface EquipmentTicksProps {
  items: readonly RoomEquipment[];
  onChange(items: readonly RoomEquipment[]): void;
}

export function EquipmentTicks({ items, onChange }: EquipmentTicksProps) {
  return (
    <fieldset className="field room-facts-ticks" data-field="equipment">
      <legend className="field-label">Equipment</legend>
      {ALL_EQUIPMENT.map((item) => (
        <label key={item} className="room-facts-tick">
          <input
            type="checkbox"
            checked={items.includes(item)}
            onChange={(event) =>
              onChange(ALL_EQUIPMENT.filter((one) => (one === item ? event.target.checked : items.includes(one))))
            }
          />
          <EquipmentIcon item={item} />
          <span>{EQUIPMENT[item]}</span>
        </label>
      ))}
    </fieldset>
  );
}
