import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  days,
  hours,
  later,
  local,
  openFacility,
  roomKey,
  tenants,
  type TestFacility,
} from '../../../test/factories.ts';
import { expectSoundPhysics } from '../../../test/physics.ts';
import type { Booking, Room } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { johannesburg } from '../../platform/facility.ts';
import { connectDatabase, type Database } from '../../platform/database/database.ts';
import { updateAll } from '../../platform/database/table.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { createLog } from '../../platform/log.ts';
import { BusyError } from '../../platform/errors.ts';
import { findRooms } from '../../resources/rooms.ts';
import { bookingsById, bookingsTable } from '../bookings-table.ts';
import { noTurnaround } from '../turnaround.ts';
import { underLocks, type WriteFacts } from './under-locks.ts';

let facility: TestFacility;
let db: Database;
let context: Context;

const now = local('2031-03-01', '09:00');

beforeAll(async () => {
  facility = await openFacility();
  db = connectDatabase({ url: facility.database.appUrl });
  const visibility = { tenantIds: [tenants.TECH], userId: facility.userKeys.room_boss };
  context = {
    viewer: null,
    visibility,
    db,
    clock: () => now,
    log: createLog('silent'),
    facility: johannesburg,
  };
});
afterEach(() => expectSoundPhysics(facility.superuser));
afterAll(async () => {
  await db.close();
  await facility.close();
});

let day = 0;
function span() {
  day += 1;
  const startsAt = later(local('2031-03-05', '08:00'), days(day));
  return { startsAt, endsAt: later(startsAt, hours(3)) };
}
async function roomOf(position: number): Promise<Room> {
  const room = (await findRooms(context, [roomKey(position)])).get(roomKey(position));
  if (!room) throw new Error('no such room');
  return room;
}

type Hooks = {
  /** With each decision, the booking as it was seen. */
  readonly onDecide?: (booking: Booking, nth: number) => unknown;
  readonly whyTaken?: () => Promise<Error>;
  readonly facts?: Partial<WriteFacts>;
};

/** Gives a booking a room, or moves it there. */
async function moveTo(id: string, position: number, { onDecide, whyTaken, facts }: Hooks = {}) {
  const room = await roomOf(position);
  let decisions = 0;
  return withVisibility(context.visibility, () =>
    underLocks(
      context,
      { cause: 'test', ...facts },
      {
        read: (forUpdate) => ({ found: bookingsById(forUpdate ? 'ForUpdate' : '', [id]) }),
        decide: async ({ found: [booking] }) => {
          if (!booking) throw new Error('no such booking');
          await onDecide?.(booking, (decisions += 1));
          const { startsAt, endsAt, roomId } = booking;
          return {
            locks: { bookings: [id], rooms: [room.id, ...(roomId === null ? [] : [roomId])] },
            claims: [{ index: 0, room, startsAt, endsAt, attendees: 1, ...noTurnaround }],
            without: [id],
            write: () => updateAll(bookingsTable, [id], { status: 'ROOM_ASSIGNED', roomId: room.id }),
            result: { seenVersion: booking.version },
          };
        },
        ...(whyTaken && { whyTaken }),
      },
    ),
  );
}

async function stateOf(id: string) {
  const { rows } = await facility.owner.query<{ room: number | null; version: number }>(
    'select r.position as room, b.version from bookings b left join rooms r on r.id = b.room_id where b.id = $1',
    [id],
  );
  return rows[0];
}
/** Locks that anybody holds who came through the server. */
async function locksHeld(): Promise<number> {
  const { rows } = await facility.superuser.query<{ count: number }>(
    `select count(*)::int as count from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and a.application_name = 'colab' and a.datname = current_database()`,
  );
  return rows[0]?.count ?? 0;
}

describe('a write under locks', () => {
  it('is decided once where nothing changes between the two looks, and twice where something did', async () => {
    const [quiet, stirred] = [await facility.insertBooking(span()), await facility.insertBooking(span())];
    let decisions = 0;
    await moveTo(quiet, 1, { onDecide: () => (decisions += 1) });
    expect(decisions).toBe(1);

    const { seenVersion } = await moveTo(stirred, 1, {
      onDecide: (_booking, nth) =>
        nth === 1 && facility.owner.query(`update bookings set notes = 'Meanwhile' where id = $1`, [stirred]),
    });
    expect(seenVersion).toBe(2);
    expect(await stateOf(stirred)).toEqual({ room: 1, version: 3 });
  });

  it('begins again where the second look needs a lock that the first did not take', async () => {
    const id = await facility.insertBooking({ ...span(), room: 2, status: 'ROOM_ASSIGNED' });
    const roomsSeen: (string | null)[] = [];
    await moveTo(id, 1, {
      onDecide: async ({ roomId }, nth) => {
        roomsSeen.push(roomId);
        if (nth === 1) await facility.owner.query('update bookings set room_id = $2 where id = $1', [id, roomKey(3)]);
      },
    });
    // Seen in room 2, found in room 3 under the locks of 1 and 2, begun again with those of 1 and 3.
    expect(roomsSeen).toEqual([roomKey(2), roomKey(3), roomKey(3)]);
    expect(await stateOf(id)).toEqual({ room: 1, version: 3 });
  });

  it('gives up where that happens each time', async () => {
    const id = await facility.insertBooking({ ...span(), room: 2, status: 'ROOM_ASSIGNED' });
    const rooms = [3, 4, 7, 8, 9, 12];
    const moving = moveTo(id, 1, {
      // Once in each attempt, before its locks are there.
      onDecide: async ({ roomId }) => {
        if ((await locksHeld()) > 0) return;
        const next = rooms.shift() ?? 2;
        expect(roomId).not.toBe(roomKey(next));
        await facility.owner.query('update bookings set room_id = $2 where id = $1', [id, roomKey(next)]);
      },
    });
    await expect(moving).rejects.toBeInstanceOf(BusyError);
    expect(rooms).toEqual([8, 9, 12]);
  });

  it('holds no lock while it finds out what is in the way', async () => {
    const when = span();
    const id = await facility.insertBooking(when);
    await facility.insertBooking({ ...when, room: 1, status: 'CONFIRMED' });
    let held: number | undefined;
    const whyTaken = async () => {
      held = await locksHeld();
      return new Error('taken');
    };
    await expect(moveTo(id, 1, { whyTaken })).rejects.toThrow('taken');
    expect(held).toBe(0);
    expect(await stateOf(id)).toEqual({ room: null, version: 1 });
  });

  it('that is a dry run shows what it would have made, and leaves nothing, not even a lock', async () => {
    const id = await facility.insertBooking(span());
    const { seenVersion, dryRunOutcome } = await moveTo(id, 1, { facts: { dryRun: true } });
    expect(seenVersion).toBe(1);
    expect(dryRunOutcome?.get(id)).toMatchObject({ roomId: roomKey(1), version: 2 });
    expect(await stateOf(id)).toEqual({ room: null, version: 1 });
    expect(await locksHeld()).toBe(0);
    expect((await moveTo(id, 1)).dryRunOutcome).toBeNull();
  });
});
