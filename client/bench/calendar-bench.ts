import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { findBrowser } from '../e2e/browser.ts';
import { buildLargeHouse } from '../e2e/large-house.ts';
import { endServer, makeDataDir, startServer } from '../e2e/running-server.ts';
import { Caller } from './caller.ts';
import { month as grid } from './grid.ts';
import { down, sideways } from './hand.ts';
import { type Baseline, measureBaseline } from './measure-baseline.ts';
import { changesOneByOne, changesUnderLoad } from './measure-changes.ts';
import { drop, dragFrames, findDrops, roomsInField } from './measure-drag.ts';
import { type Mount, mountCold, mountWarm } from './measure-mount.ts';
import { memoryGrowth } from './measure-memory.ts';
import { scrollFrames } from './measure-scroll.ts';
import { Mover } from './mover.ts';
import { circumstancesOf, type Figure, judge, machineBusy, quantile, tableOf } from './report.ts';
import { type Frames, Seat } from './seat.ts';
import type { Condition } from './stopwatch.ts';
import { TakenRooms } from './taken-rooms.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Everything once, to see that it runs; no bound is judged. */
    short: { type: 'boolean', default: false },
    /** Only these, separated by commas: mount, changes, load, drag, drop, scroll, memory, baseline. */
    only: { type: 'string' },
  },
});
function say(line: string) {
  return void (options.json ? process.stderr : process.stdout).write(`${line}\n`);
}
function isWanted(name: string): boolean {
  return options.only?.split(',').includes(name) ?? true;
}

const bounds = {
  cold: { of: 'p95', under: 1_000 },
  mount: { of: 'p50', under: 240 },
  change: { of: 'p95', under: 55 },
  seen: { of: 'p95', under: 80 },
  drag: { of: 'p95', under: 18.5 },
  drop: { of: 'most', under: 45 },
  memory: { of: 'most', under: 10 },
} as const;
/** So many times as long as the frames of still boxes that are scrolled may those of the calendar take. */
const scrollShare = 1.45;
const [rounds, scrollRounds, singleChanges] = options.short ? [1, 1, 3] : [5, 3, 40];
const memory = options.short ? { changes: 40, warmUp: 8 } : { changes: 2_000, warmUp: 200 };
const load = { perSecond: 5, seconds: options.short ? 2 : 20 };
// A run asks for more than one person may within a minute.
const serverSettings = { MAX_COST_PER_MINUTE: String(Number.MAX_SAFE_INTEGER) };

type House = {
  readonly url: string;
  readonly browser: Browser;
  readonly boss: Caller;
  readonly seat: Seat;
  readonly rows: Condition;
  readonly taken: TakenRooms;
};

async function measureMount({ seat, rows }: House): Promise<Figure[]> {
  const cold: Mount[] = [];
  const warm: Mount[] = [];
  for (let round = 1; round <= rounds; round++) {
    say(`Mount, ${round} of ${rounds} …`);
    cold.push(await mountCold(seat));
    warm.push(await mountWarm(seat, rows));
  }
  const parts = (group: string, all: readonly Mount[], bound: Figure['bound']): Figure[] => {
    const of = (part: keyof Mount) => all.map((mount) => mount[part]);
    const note = `${Math.max(...of('bars'))} bars in sight, ${(Math.max(...of('bytes')) / 1e6).toFixed(1)} MB of answers`;
    return [
      { group, what: 'all of it', values: of('total'), bound, note },
      { group, what: 'until it is asked for', values: of('untilAsked'), bound: null },
      { group, what: 'until the answers are there', values: of('network'), bound: null },
      { group, what: 'cache, layout, paint', values: of('drawing'), bound: null },
    ];
  };
  return [
    ...parts('Mount: page loaded → last bar in sight painted', cold, bounds.cold),
    ...parts('Mount: click from another view → last bar in sight painted', warm, bounds.mount),
  ];
}

/** Bookings of rooms in sight, and of others, each with somebody who moves it. */
async function findMovers({ url, seat, taken }: House) {
  const callers = await Promise.all(
    ['room_boss', 'training_facility_admin', 'it_rental_admin', 'admin'].map((name) => Caller.signIn(url, name)),
  );
  const inField = new Set(await roomsInField(seat, taken));
  const movers = taken.movable().map(({ room, booking }, index) => ({
    room,
    mover: new Mover(callers[index % callers.length]!, booking, grid.window.sunday),
  }));
  const of = (isShown: boolean) => movers.filter(({ room }) => inField.has(room) === isShown).map(({ mover }) => mover);
  return { shown: of(true), elsewhere: of(false) };
}

async function measureChanges(house: House): Promise<Figure[]> {
  await house.seat.goTo(grid.search);
  const { shown } = await findMovers(house);
  say('Changes by somebody else, one by one …');
  const seen = await changesOneByOne(house.seat, shown.slice(0, 10), singleChanges);
  for (const mover of shown) await mover.goHome();
  const group = 'Live change by somebody else, one at a time';
  return [
    {
      group,
      what: 'message in the page → bar painted',
      values: seen.map(({ fromMessage }) => fromMessage),
      bound: bounds.change,
    },
    {
      group,
      what: 'answer at who made it → bar painted',
      values: seen.map(({ fromAnswer }) => fromAnswer),
      bound: bounds.seen,
    },
    {
      group,
      what: 'request of who made it → bar painted',
      values: seen.map(({ fromRequest }) => fromRequest),
      bound: null,
    },
  ];
}

async function measureLoad(house: House): Promise<Figure[]> {
  const { browser, rows, url } = house;
  await house.seat.goTo(grid.search);
  const second = await Seat.signIn(browser, grid, { url, username: 'admin', first: rows });
  try {
    const movers = await findMovers({ ...house, seat: second });
    say(`Changes seen on a second screen, ${load.perSecond} a second for ${load.seconds} s …`);
    const { seen, sent } = await changesUnderLoad(second, movers, load);
    for (const mover of [...movers.shown, ...movers.elsewhere]) await mover.goHome();
    const group = `Live change on a second screen, ${load.perSecond} changes a second, both screens open`;
    return [
      {
        group,
        what: 'answer at who made it → bar painted',
        values: seen.map(({ fromAnswer }) => fromAnswer),
        bound: bounds.seen,
        note: `${sent} of ${load.perSecond * load.seconds} changes were sent`,
      },
      {
        group,
        what: 'request of who made it → bar painted',
        values: seen.map(({ fromRequest }) => fromRequest),
        bound: null,
      },
      {
        group,
        what: 'message in the page → bar painted',
        values: seen.map(({ fromMessage }) => fromMessage),
        bound: null,
      },
    ];
  } finally {
    await second.close();
  }
}

function framesFigure(group: string, what: string, all: readonly Frames[], bound: Figure['bound']): Figure {
  const long = all.flatMap((frames) => frames.long);
  const gaps = all.reduce((sum, frames) => sum + frames.gaps, 0);
  const note = [
    long.length > 0 ? `${long.length} frames over 50 ms as the browser counts` : '',
    gaps > 0 ? `a row missing in ${gaps}` : '',
  ]
    .filter(Boolean)
    .join(', ');
  return { group, what, values: all.flatMap(({ deltas }) => deltas), bound, note };
}

async function measureDrag({ seat, taken }: House): Promise<Figure[]> {
  await seat.goTo(grid.search);
  const [found] = await findDrops(seat, taken, 1);
  if (!found) throw new Error('There is no bar in the field that could be dragged.');
  const all: Frames[] = [];
  for (let round = 1; round <= rounds; round++) {
    say(`Drag, ${round} of ${rounds} …`);
    all.push(await dragFrames(seat, found));
  }
  return [framesFigure('Drag: a bar carried over rooms and days for 3 s', 'frame', all, bounds.drag)];
}

async function measureDrop({ seat, boss, taken }: House): Promise<Figure[]> {
  await seat.goTo(grid.search);
  const drops = await findDrops(seat, taken, rounds);
  const all = [];
  for (const [index, one] of drops.entries()) {
    say(`Drop, ${index + 1} of ${drops.length} …`);
    all.push(await drop(seat, boss, one));
  }
  const group = 'Drop: into another room';
  return [
    {
      group,
      what: 'pointer up → bar painted in its new place',
      values: all.map(({ total }) => total),
      bound: bounds.drop,
    },
    {
      group,
      what: 'pointer up → next paint, as the browser reports it',
      values: all.map(({ reported }) => reported),
      bound: null,
    },
  ];
}

let baseline: Promise<Baseline> | undefined;
function stillBoxes({ browser }: House): Promise<Baseline> {
  return (baseline ??= measureBaseline(browser, grid));
}

async function measureScroll(house: House): Promise<Figure[]> {
  const { seat } = house;
  const { list } = await stillBoxes(house);
  const group = 'Scrolling: the wheel for 5 s, there and back';
  const measure = async (
    what: string,
    search: string,
    by: { dx: number; dy: number },
    still: readonly number[],
  ): Promise<Figure> => {
    await seat.goTo(search);
    const all: Frames[] = [];
    for (let round = 1; round <= scrollRounds; round++) {
      say(`Scrolling ${what}, ${round} of ${scrollRounds} …`);
      all.push(await scrollFrames(seat, by));
    }
    return framesFigure(group, what, all, { of: 'p95', under: scrollShare * quantile(still, 0.95) });
  };
  return [
    await measure('down through all rooms, frame', grid.search, down, list.down),
    await measure('sideways, zoomed in, frame', grid.searchNear, sideways, list.sideways),
    await measure('down, zoomed in, frame', grid.searchNear, down, list.down),
  ];
}

/** An hour at a desk where many work: others change something about every two seconds. */
async function measureMemory(house: House): Promise<Figure[]> {
  await house.seat.goTo(grid.search);
  const { shown, elsewhere } = await findMovers(house);
  const [last, ...others] = shown;
  if (!last) throw new Error('There is no bar in the field that could be moved.');
  say(`${memory.changes} changes by others …`);
  const all = [...others, ...elsewhere];
  const bytes = await memoryGrowth(house.seat, all, memory, async () => {
    await changesOneByOne(house.seat, [last], 1);
  });
  for (const mover of [last, ...all]) await mover.goHome();
  const what = `${memory.changes} changes by others and some scrolling, MB more`;
  return [{ group: 'Memory: what the page holds', what, values: [bytes / 1e6], bound: bounds.memory }];
}

async function measureBest(house: House): Promise<Figure[]> {
  say('What this machine can do at best …');
  const { empty, list, change } = await stillBoxes(house);
  const group = 'Baseline: the same instruments, without the calendar';
  const line = (what: string, values: readonly number[]): Figure => ({ group, what, values, bound: null });
  return [
    line('empty page, pointer moving, frame', empty),
    line('200 × 40 still boxes, one follows the pointer, frame', list.drag),
    line('200 × 40 still boxes, scrolled down, frame', list.down),
    line('200 × 40 still boxes, scrolled sideways, frame', list.sideways),
    line('200 × 40 still boxes, one gets another name → painted', change),
  ];
}

const parts: readonly (readonly [string, (house: House) => Promise<Figure[]>])[] = [
  ['baseline', measureBest],
  ['mount', measureMount],
  ['changes', measureChanges],
  ['load', measureLoad],
  ['drag', measureDrag],
  ['drop', measureDrop],
  ['scroll', measureScroll],
  ['memory', measureMemory],
];

async function run(leave: (step: () => Promise<void>) => void) {
  say('Making a house of 200 rooms with 8,000 bookings in one month …');
  const dataDir = await makeDataDir('colab-erp-bench-');
  leave(() => rm(dataDir, { recursive: true, force: true }));
  const starting = startServer(dataDir, 0, serverSettings);
  leave(() =>
    starting.then(
      ({ child }) => endServer(child, 'SIGINT'),
      () => undefined,
    ),
  );
  const { url } = await starting;
  const facts = await buildLargeHouse(dataDir);
  const { executablePath, args, env } = await findBrowser();
  const browser = await chromium.launch({
    executablePath,
    args,
    handleSIGINT: false,
    env: { ...(process.env as Record<string, string>), ...env },
  });
  leave(() => browser.close());
  const circumstances = circumstancesOf(browser.version(), facts);
  const boss = await Caller.signIn(url, 'room_boss');
  const taken = await TakenRooms.read(boss, grid.window);
  const rows: Condition = { kind: 'rows', bars: taken.barsByRow() };
  const seat = await Seat.signIn(browser, grid, { url, username: 'room_boss', first: rows });
  const house: House = { url, browser, boss, seat, rows, taken };
  const figures: Figure[] = [];
  for (const [name, measure] of parts.filter(([part]) => isWanted(part))) {
    // What one of them cannot do, the others still tell.
    const notMeasured = (error: unknown): Figure[] => [
      { group: `Not measured: ${name}`, what: 'why', values: [], bound: { of: 'most', under: 0 }, note: String(error) },
    ];
    figures.push(...(await measure(house).catch(notMeasured)));
  }
  return { circumstances, figures };
}

const begin = performance.now();
const steps: (() => Promise<void>)[] = [];
async function takeDown() {
  for (const step of steps.toReversed()) await step();
}
let leaving: Promise<void> | undefined;
function leaveAll() {
  return (leaving ??= takeDown());
}
process.once('SIGINT', () => void leaveAll().finally(() => process.exit(130)));
try {
  const busyBefore = await machineBusy();
  const report = await run((step) => steps.push(step));
  await leaveAll();
  const others = [busyBefore, await machineBusy()].map((share) => `${Math.round(share * 100)} %`).join(' and ');
  const figures = report.figures.map(judge);
  const circumstances = {
    ...report.circumstances,
    'Other load': `${others} of the machine before and after; where that is much, judge by the baseline`,
  };
  if (options.json) process.stdout.write(`${JSON.stringify({ circumstances, figures }, null, 2)}\n`);
  else say(tableOf({ circumstances, figures }));
  const missed = figures.filter(({ verdict, values }) => verdict === 'MISSED' && !(options.short && values.length > 0));
  for (const { group, what } of missed) say(`Missed: ${group}: ${what}`);
  if (missed.length > 0) process.exitCode = 1;
} finally {
  await leaveAll();
  say(`${Math.round((performance.now() - begin) / 1_000)} s altogether.`);
}
