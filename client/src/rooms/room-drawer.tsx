import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { RoomForm } from './room-form.tsx';
import { RoomStanding } from './room-standing.tsx';
import { useRoomUse } from './use-room-use.ts';
import '../bookings/panel-form.css';

type RoomDrawerProps = {
  room: RoomRowFragment;
  rooms: readonly RoomRowFragment[];
  onClose(): void;
};

export function RoomDrawer({ room, rooms, onClose }: RoomDrawerProps) {
  const ahead = useRoomUse(room.id);
  return (
    <aside className="drawer" aria-label={room.name}>
      <DrawerHead onClose={onClose}>
        <h2>{room.name}</h2>
      </DrawerHead>
      {/* Until it is known the parts stay as they are. */}
      <RoomForm
        room={room}
        rooms={rooms}
        partsAreFixed={ahead.use?.partsAreFixed ?? true}
        sheet={<RoomStanding room={room} ahead={ahead} />}
        onSaved={() => undefined}
        onClose={onClose}
      />
    </aside>
  );
}

type NewRoomDrawerProps = {
  rooms: readonly RoomRowFragment[];
  onAdded(room: RoomRowFragment): void;
  onClose(): void;
};

export function NewRoomDrawer({ rooms, onAdded, onClose }: NewRoomDrawerProps) {
  return (
    <aside className="drawer" aria-label="Add a room">
      <DrawerHead onClose={onClose}>
        <h2>Add a room</h2>
      </DrawerHead>
      <RoomForm room={null} rooms={rooms} partsAreFixed={false} onSaved={onAdded} onClose={onClose} />
    </aside>
  );
}
