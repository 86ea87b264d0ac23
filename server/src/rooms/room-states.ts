import type { Room } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import { statement } from '../platform/database/statement.ts';
import { withVisibility } from '../platform/database/visibility.ts';
import { type Position, reaches } from '../platform/outbox/event-cursor.ts';
import { roomColumns, roomRow } from '../resources/rooms.ts';

const roomsNow = statement('roomsNow', roomRow, `select ${roomColumns} from rooms order by position`);

/**
 * Caches the rooms as they are, for all subscriptions of a server: rooms are the same for everybody, so what one of
 * them read after an event serves all others for that event.
 */
export class RoomStates {
  readonly #db: Context['db'];
  #cached: { readonly readAt: Position; readonly rooms: Promise<Room[]> } | undefined;

  constructor(db: Context['db']) {
    this.#db = db;
  }

  /** The rooms in calendar order, at `event` or later, where `now` is how far the stream is known. */
  load(event: Position, now: Position): Promise<Room[]> {
    const cached = this.#cached;
    if (cached && reaches(cached.readAt, event)) return cached.rooms;
    // One after the other, or a later read could overtake an earlier one and a version go back.
    const read = () => this.read();
    const rooms = cached ? cached.rooms.then(read, read) : read();
    const entry = { readAt: now, rooms };
    this.#cached = entry;
    rooms.catch(() => {
      if (this.#cached === entry) this.#cached = undefined;
    });
    return rooms;
  }

  read(): Promise<Room[]> {
    return withVisibility({ tenantIds: [], userId: null }, () => this.#db.run(roomsNow()));
  }
}
