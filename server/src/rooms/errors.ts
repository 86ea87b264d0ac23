import type { RoomUse } from './load-room-use.ts';

/** `taken_rooms_stay_active`: the room has bookings ahead, or one runs now. */
export class RoomInUseError extends Error {
  readonly use: RoomUse;
  constructor(use: RoomUse) {
    const [bookings, them] =
      use.count === 1 ? ['1 upcoming booking', 'it'] : [`${use.count} upcoming bookings`, 'them'];
    super(`This room has ${bookings}. Move or cancel ${them} first.`);
    this.name = 'RoomInUseError';
    this.use = use;
  }
}

/** Somebody changed the room since the caller read it. */
export class StaleRoomError extends Error {
  readonly roomId: string;
  constructor(roomId: string) {
    super('Someone else changed this room after you opened it. Check it and try again.');
    this.name = 'StaleRoomError';
    this.roomId = roomId;
  }
}
