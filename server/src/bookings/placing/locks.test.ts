import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openFacility, roomKey, type TestFacility } from '../../../test/factories.ts';
import { Random } from '../../../test/random.ts';
import { connectDatabase, type Database, StartOver, type Transaction } from '../../platform/database/database.ts';
import { lockInOrder, placesAt } from './locks.ts';

let facility: TestFacility;
let db: Database;

beforeAll(async () => {
  facility = await openFacility();
  db = connectDatabase({ url: facility.database.appUrl });
});
afterEach(() => {
  expect(left(db), 'no place is left behind').toEqual({ waiting: 0, busyKeys: [] });
});
afterAll(async () => {
  await db.close();
  await facility.close();
});

function left({ lines }: Database) {
  return { waiting: lines.waiting, busyKeys: lines.busyKeys };
}
const bookings = Array.from(
  { length: 8 },
  (_, index) => `00000000-0000-4000-8000-0000000001${String(index).padStart(2, '0')}`,
);
const rooms = [1, 2, 3, 5, 6, 24].map(roomKey);
function leavesOf(id: string) {
  return id === roomKey(24) ? [roomKey(5), roomKey(6)] : [id];
}

async function waiting() {
  return (
    await facility.superuser.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'colab' and wait_event_type = 'Lock' and datname = current_database()`,
    )
  ).rows.map(({ pid }) => pid);
}

/** Holds the lock of a room for as long as `during` runs. */
async function whileHeld<T>(position: number, during: () => Promise<T>): Promise<T> {
  const outsider = await facility.superuser.connect();
  try {
    await outsider.query('begin');
    await outsider.query(`select lock_in_order('{}', array[$1::uuid])`, [roomKey(position)]);
    return await during();
  } finally {
    await outsider.query('rollback');
    outsider.release();
  }
}

describe('locks in order', () => {
  it.each([['bookings', 1, bookings] as const, ['rooms', 2, [1, 2, 3, 4, 7, 8].map(roomKey)] as const])(
    'of %s are taken in one order, however they are named: who waits for the first holds no other',
    async (_of, seed, ids) => {
      const [holder, taker] = [await facility.superuser.connect(), await facility.superuser.connect()];
      const held = async (pid: number) =>
        (
          await facility.superuser.query<{ granted: boolean }>(
            `select granted from pg_locks where locktype = 'advisory' and pid = $1 order by granted`,
            [pid],
          )
        ).rows.map(({ granted }) => granted);
      try {
        const { rows } = await holder.query<{ id: string }>(
          'select id from unnest($1::uuid[]) id order by uuid_hash_extended(id, $2)',
          [ids, seed],
        );
        const backwards = rows.map(({ id }) => id).toReversed();
        await holder.query('begin');
        await holder.query('select pg_advisory_xact_lock(uuid_hash_extended($1, $2))', [rows[0]?.id, seed]);
        const [{ pid } = { pid: 0 }] = (await taker.query<{ pid: number }>('select pg_backend_pid() as pid')).rows;
        await taker.query('begin');
        const taken = taker.query(
          'select lock_in_order($1::uuid[], $2::uuid[])',
          seed === 1 ? [backwards, []] : [[], backwards],
        );
        await expect.poll(() => held(pid)).toEqual([false]);
        await holder.query('rollback');
        await taken;
        expect(await held(pid)).toEqual(ids.map(() => true));
      } finally {
        for (const client of [holder, taker]) {
          await client.query('rollback');
          client.release();
        }
      }
    },
  );

  it('never dead-lock, keep everybody apart and refuse nobody, whatever two hundred transactions want of them, twenty at once', async () => {
    const random = new Random(14);
    const some = (of: readonly string[]) => of.filter(() => random.chance(0.3));
    const inside = new Set<string>();
    const write = async (
      what: { readonly bookings: string[]; readonly rooms: string[] },
      ahead: boolean,
      fate: 'done' | 'again' | 'thrown',
    ) => {
      const held = [...what.bookings, ...what.rooms.flatMap(leavesOf)];
      let tries = 0;
      return db.transaction(
        { cause: 'test', at: ahead ? await placesAt({ db }, { rooms: what.rooms }) : [] },
        async (tx) => {
          await lockInOrder(tx, what);
          const together = held.filter((key) => inside.has(key));
          for (const key of held) inside.add(key);
          await tx.$executeRawUnsafe('select /* pause */ pg_sleep(0.001)');
          for (const key of held) inside.delete(key);
          tries += 1;
          if (fate === 'thrown') throw new Error('thrown inside');
          if (fate === 'again' && tries < 3) throw new StartOver();
          return together;
        },
      );
    };
    const outcomes: (string | readonly string[])[] = [];
    for (let wave = 0; wave < 10; wave += 1) {
      outcomes.push(
        ...(await Promise.all(
          Array.from({ length: 20 }, () =>
            write(
              { bookings: some(bookings), rooms: some(rooms) },
              random.chance(0.5),
              random.pick(['done', 'done', 'again', 'thrown']),
            ).catch((error: Error) => error.message),
          ),
        )),
      );
    }
    expect(outcomes.filter((outcome) => outcome !== 'thrown inside' && outcome.length > 0)).toEqual([]);
    const { rows } = await facility.superuser.query(
      'select deadlocks::int from pg_stat_database where datname = current_database()',
    );
    expect(rows).toEqual([{ deadlocks: 0 }]);
  });

  it('are one line for a folded wall and the rooms behind it, also where it is not known beforehand', async () => {
    const work = (room: number) => (tx: Transaction) => lockInOrder(tx, { rooms: [roomKey(room)] });
    const { crowd } = await whileHeld(6, async () => {
      const writes = Array.from({ length: 10 }, (_, index) =>
        db.transaction({ cause: 'test' }, work(index % 2 === 0 ? 24 : 6)),
      );
      await expect.poll(() => db.lines.waiting).toBe(8);
      expect((await waiting()).length).toBeLessThanOrEqual(2);
      return { crowd: Promise.all(writes) };
    });
    await crowd;
  });

  it('give their places back when the connection of who waits is ended', async () => {
    await whileHeld(1, async () => {
      const writes = Promise.allSettled(
        Array.from({ length: 5 }, () =>
          db.transaction({ cause: 'test' }, (tx) => lockInOrder(tx, { rooms: [roomKey(1)] })),
        ),
      );
      const ended = new Set<number>();
      await expect
        .poll(async () => {
          for (const pid of await waiting()) {
            if (!ended.has(pid)) await facility.superuser.query('select pg_terminate_backend($1)', [pid]);
            ended.add(pid);
          }
          return ended.size;
        })
        .toBe(5);
      expect(new Set((await writes).map(({ status }) => status))).toEqual(new Set(['rejected']));
    });
  });

  it('give their places back when no connection can be had at all', async () => {
    const nobody = connectDatabase({ url: 'postgres://nobody:nothing@127.0.0.1:1/nowhere' });
    await expect(
      nobody.transaction({ cause: 'test', at: ['room 1'] }, (tx) => lockInOrder(tx, { rooms: [roomKey(1)] })),
    ).rejects.toThrow('The database is not responding right now.');
    expect(left(nobody)).toEqual({ waiting: 0, busyKeys: [] });
    await nobody.close();
  });
});
