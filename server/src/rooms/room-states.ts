import type { Room } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import { statement } from '../platform/database/statement.ts';
import { withVisibility } from '../platform/database/visibility.ts';
import { type Position, reaches } from '../platform/outbox/event-cursor.ts';
import { roomColumns, roomRow } from '../resources/rooms.ts';

const roomsNow = statement('roomsNow', roomRow, `select ${roomColumns} from rooms order by position`);

/**
 * The rooms as they are, for all subscriptions of a server: rooms are everybody's, so what one of them read after an
 * event serves all others for that event.
 */
export class RoomStates {
  readonly #db: Context['db'];
  #known: { readonly readAt: Position; readonly rooms: Promise<Room[]> } | undefined;

  constructor(db: Context['db']) {
    this.#db = db;
  }

  /** In calendar order, at `event` or later, where `now` is up to where the stream is known. */
  load(event: Position, now: Position): Promise<Room[]> {
    const known = this.#known;
    if (known && reaches(known.readAt, event)) return known.rooms;
    // One after the other, or a later read could overtake an earlier one and a version go back.
    const read = () => this.read();
    const rooms = known ? known.rooms.then(read, read) : read();
    const entry = { readAt: now, rooms };
    this.#known = entry;
    rooms.catch(() => {
      if (this.#known === entry) this.#known = undefined;
    });
    return rooms;
  }

  read(): Promise<Room[]> {
    return withVisibility({ tenantIds: [], userId: null }, () => this.#db.run(roomsNow()));
  }
}
