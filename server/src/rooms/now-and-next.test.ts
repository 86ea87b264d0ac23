import { expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { call } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import { local, roomId, type Username } from '../../test/factories.ts';
import { statementsDuring } from '../../test/statements-during.ts';

function at(time: string): Date {
  return local('2031-06-02', time);
}
const { facility, app, clock } = await arrange({ now: at('08:00') });
const boss = await Caller.signIn(app.url, 'room_boss');

type Taken = {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly booking: { readonly clientName: string } | null;
  readonly closure: { readonly reason: string } | null;
} | null;
type Found = { readonly name: string; readonly now: Taken; readonly next: Taken };

const nowAndNext = `query ($name: String) { rooms(name: $name) { name
  now { ...taken } next { ...taken } } }
  fragment taken on Occupancy { startsAt endsAt booking { clientName } closure { reason } }`;

/** Signs in for each question: the clock leaves earlier tokens behind. */
async function find(username: Username, name?: string): Promise<readonly Found[]> {
  const caller = await Caller.signIn(app.url, username);
  return (await caller.get<{ rooms: readonly Found[] }>(nowAndNext, { name })).rooms;
}

it('what runs in a room and what comes next is told at each moment, another division’s as taken', async () => {
  await facility.insertBooking({
    room: 20,
    status: 'CONFIRMED',
    startsAt: at('09:00'),
    endsAt: at('10:00'),
    setupMinutes: 15,
    client: 'First',
  });
  await facility.insertBooking({
    room: 20,
    status: 'CONFIRMED',
    tenant: 'TRAINING',
    startsAt: at('10:00'),
    endsAt: at('11:00'),
    client: 'Second',
  });
  await call(boss, 'closeRooms', {
    roomIds: [roomId(20)],
    startsAt: at('13:00'),
    endsAt: at('14:00'),
    reason: 'Paint',
  });
  const moments: readonly [time: string, now: string | null, next: string | null][] = [
    ['08:00', null, 'First'],
    ['08:45', 'First', 'Second'],
    ['09:59', 'First', 'Second'],
    ['10:00', 'Second', 'Paint'],
    ['11:00', null, 'Paint'],
    ['13:30', 'Paint', null],
    ['14:00', null, null],
  ];
  const words = (taken: Taken) => taken && (taken.booking?.clientName ?? taken.closure?.reason ?? 'taken');
  for (const [time, now, next] of moments) {
    clock.now = at(time);
    const [room, ...more] = await find('room_boss', '  wIsdom ');
    expect(more).toEqual([]);
    expect([words(room?.now ?? null), words(room?.next ?? null)], time).toEqual([now, next]);
    const hide = (client: string) => (text: string | null) => (text === client ? 'taken' : text);
    for (const [username, hidden] of [
      ['staff.tech', 'Second'],
      ['staff.training', 'First'],
    ] as const) {
      const [seen] = await find(username, 'Wisdom');
      expect([words(seen?.now ?? null), words(seen?.next ?? null)], time).toEqual([now, next].map(hide(hidden)));
      expect({ ...seen?.now, booking: null }).toEqual({ ...room?.now, booking: null });
    }
  }
});

it('a combined room is taken as long as any of its parts is', async () => {
  clock.now = at('15:30');
  for (const [room, until] of [
    [5, '16:00'],
    [6, '17:00'],
  ] as const)
    await facility.insertBooking({ room, status: 'CONFIRMED', startsAt: at('15:00'), endsAt: at(until) });
  await facility.insertBooking({ room: 24, status: 'CONFIRMED', startsAt: at('18:00'), endsAt: at('19:00') });
  const [combined] = await find('room_boss', 'Ambition+Perseverance');
  expect(combined?.now?.endsAt).toBe(at('17:00').toISOString());
  const [part] = await find('room_boss', 'Ambition');
  expect([part?.now?.endsAt, part?.next?.startsAt]).toEqual([at('16:00').toISOString(), at('18:00').toISOString()]);
});

it('no room has the name of none', async () => {
  expect(await find('room_boss', 'Nowhere')).toEqual([]);
  expect(await find('room_boss', '')).toEqual([]);
  expect((await find('room_boss')).length).toBeGreaterThan(20);
});

it('all rooms are told in as many statements as one', async () => {
  clock.now = at('15:31');
  const one = await statementsDuring(() => find('room_boss', 'Ambition'));
  const all = await statementsDuring(() => find('room_boss'));
  expect(all.result.filter(({ now }) => now)).toHaveLength(3);
  expect(all.names.filter((name) => name === 'nowAndNext')).toHaveLength(1);
  expect(all.names.length).toBeLessThanOrEqual(one.names.length);
});
