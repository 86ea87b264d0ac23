import type { RoomEquipment } from '../graphql/generated/graphql.ts';
import { EquipmentIcon } from './facts/equipment-icons.tsx';
import { allEquipment, equipmentNames } from './facts/equipment-words.ts';

type EquipmentTicksProps = {
  items: readonly RoomEquipment[];
  onChange(items: readonly RoomEquipment[]): void;
};

export function EquipmentTicks({ items, onChange }: EquipmentTicksProps) {
  return (
    <fieldset className="field room-facts-ticks" data-field="equipment">
      <legend className="field-label">Equipment</legend>
      {allEquipment.map((item) => (
        <label key={item} className="room-facts-tick">
          <input
            type="checkbox"
            checked={items.includes(item)}
            onChange={(event) =>
              onChange(allEquipment.filter((one) => (one === item ? event.target.checked : items.includes(one))))
            }
          />
          <EquipmentIcon item={item} />
          <span>{equipmentNames[item]}</span>
        </label>
      ))}
    </fieldset>
  );
}
