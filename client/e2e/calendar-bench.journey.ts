import { Caller } from '../bench/caller.ts';
import { month as grid } from '../bench/grid.ts';
import { sideways } from '../bench/hand.ts';
import { changesOneByOne } from '../bench/measure-changes.ts';
import { drop, findDrops } from '../bench/measure-drag.ts';
import { mountWarm } from '../bench/measure-mount.ts';
import { scrollFrames } from '../bench/measure-scroll.ts';
import { Mover } from '../bench/mover.ts';
import { Seat } from '../bench/seat.ts';
import type { Condition } from '../bench/stopwatch.ts';
import { TakenRooms } from '../bench/taken-rooms.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

// Whether what npm run bench:calendar looks for is still there, each thing once; how long it takes is not looked at.
test('the bench of the calendar finds what it measures', async ({ browser, server }) => {
  const tool = await Tool.of(server.url, 'room_boss');
  for (const room of ['Excellence', 'Honesty', 'Courage'])
    await tool.book({ client: `Measured In ${room}`, room, day: '2028-05-16', from: '08:00', to: '16:00' });
  const boss = await Caller.signIn(server.url, 'room_boss');
  const taken = await TakenRooms.read(boss, grid.window);
  const rows: Condition = { kind: 'rows', bars: taken.barsByRow() };
  const seat = await Seat.signIn(browser, grid, { url: server.url, username: 'room_boss', first: rows });

  expect((await mountWarm(seat, rows)).bars).toBeGreaterThanOrEqual(3);
  await seat.goTo(grid.search);
  // A bar that is drawn late would pass for one that has changed.
  await seat.arm('all of them', rows);
  await seat.painted('all of them');
  const [movable] = taken.movable();
  if (!movable) throw new Error('None of the three bookings can be moved.');
  const mover = new Mover(boss, movable.booking, grid.window.sunday);
  expect(await changesOneByOne(seat, [mover], 2)).toHaveLength(2);
  const [found] = await findDrops(seat, taken, 1);
  if (!found) throw new Error('None of the three bookings can be dragged.');
  expect((await drop(seat, boss, found)).total).toBeGreaterThan(0);
  await seat.goTo(grid.searchNear);
  expect((await scrollFrames(seat, sideways)).deltas.length).toBeGreaterThan(0);
  await seat.close();
});
