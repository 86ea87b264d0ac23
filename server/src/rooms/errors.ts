import type { RoomUse } from './load-room-use.ts';

/** `taken_rooms_stay_active`: the room has bookings ahead, or one runs now. */
export class RoomInUseError extends Error {
  readonly use: RoomUse;
  constructor(use: RoomUse) {
    const [bookings, them] = use.count === 1 ? ['One booking lies', 'it'] : [`${use.count} bookings lie`, 'them'];
    super(`${bookings} ahead in this room. It stays as it is; give ${them} another room first.`);
    this.name = 'RoomInUseError';
    this.use = use;
  }
}

/** Somebody changed the room since the caller read it. */
export class StaleRoomError extends Error {
  readonly roomId: string;
  constructor(roomId: string) {
    super('Somebody changed this room since you opened it. Look at it as it is now, and try again.');
    this.name = 'StaleRoomError';
    this.roomId = roomId;
  }
}
