import { addDays } from '../../time/day.ts';
import { contains, hourMs, minuteMs, overlaps, type Interval } from '../../time/interval.ts';
import { sameTimeOn } from '../../time/snap.ts';
import type { TimeScale } from '../../time/time-scale.ts';

export const trayRow = 'tray';

/** Where the keyboard is: a row, and a moment in it. */
export type Focus = {
  readonly row: string;
  readonly at: number;
  /** In the tray, where several may stand at one moment: which of them. */
  readonly ghost?: string;
};

export type PlacedBar = {
  readonly key: string;
  readonly interval: Interval;
};

export type FocusWorld = {
  readonly scale: TimeScale;
  readonly timeZone: string;
  /** What an arrow moves by. */
  readonly slot: number;
  /** From top to bottom. */
  readonly rows: readonly string[];
  /** What stands in a row, by start; in the tray it may overlap. */
  barsIn(row: string): readonly PlacedBar[];
};

const slotLengths = [15 * minuteMs, 30 * minuteMs, hourMs, 2 * hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs];

/** Finds what an arrow moves by, so that the step can be seen. */
export function slotOf(pixelsPerHour: number): number {
  return slotLengths.find((slot) => (pixelsPerHour * slot) / hourMs >= 12) ?? 12 * hourMs;
}

function dayAt({ scale: { days } }: FocusWorld, at: number): number {
  const index = days.findIndex((day) => at < day.end);
  return index < 0 ? days.length - 1 : index;
}

/** Finds what the focus is on; null where it is on an empty place. */
export function barUnder(world: Pick<FocusWorld, 'barsIn'>, { row, at, ghost }: Focus): PlacedBar | null {
  const bars = world.barsIn(row);
  if (row === trayRow)
    return (
      bars.find(({ key }) => key === ghost) ?? bars.findLast(({ interval }) => interval.start <= at) ?? bars[0] ?? null
    );
  return bars.find(({ interval }) => contains(interval, at)) ?? null;
}

/** The slot that a moment lies in, or what those who stand there leave of it; where they leave nothing, what comes next. */
export function freeAt(world: FocusWorld, { row, at }: Focus): Interval {
  const bars = row === trayRow ? [] : world.barsIn(row);
  const { shown } = world.scale;
  const moment = nextFree(bars, shown, at) ?? shown.at(-1)!.end - 1;
  const { start, end } = shown[dayAt(world, moment)]!;
  const from = start + Math.floor((moment - start) / world.slot) * world.slot;
  const before = bars.findLast(({ interval }) => interval.end <= moment);
  const after = bars.find(({ interval }) => interval.start > moment);
  return {
    start: Math.max(from, before?.interval.end ?? from),
    end: Math.min(end, from + world.slot, after?.interval.start ?? end),
  };
}

function nextFree(bars: readonly PlacedBar[], shown: readonly Interval[], at: number): number | null {
  const hours = shown.find(({ end }) => at < end);
  if (!hours) return null;
  const moment = Math.max(at, hours.start);
  const bar = bars.find(({ interval }) => contains(interval, moment));
  return bar ? nextFree(bars, shown, bar.interval.end) : moment;
}

/** Finds where one can be in a row: on each bar, and on each free place, slot by slot and from where a bar ends. */
function stopsIn(world: FocusWorld, row: string): readonly number[] {
  const { days, shown } = world.scale;
  const bars = world.barsIn(row);
  const range = { start: days[0]!.start, end: days.at(-1)!.end };
  const slots = shown.flatMap(({ start, end }) =>
    Array.from({ length: Math.ceil((end - start) / world.slot) }, (_, index) => start + index * world.slot),
  );
  const ends = bars.map(({ interval }) => interval.end).filter((end) => shown.some((hours) => contains(hours, end)));
  const free = [...slots, ...ends].filter((at) => !bars.some(({ interval }) => contains(interval, at)));
  const taken = bars.flatMap(({ interval }) =>
    overlaps(interval, range) ? Math.max(interval.start, range.start) : [],
  );
  return [...new Set([...free, ...taken])].toSorted((a, b) => a - b);
}

function step(world: FocusWorld, focus: Focus, by: 1 | -1): number {
  const stops = stopsIn(world, focus.row);
  const on = barUnder(world, focus);
  const from = on ? Math.max(on.interval.start, world.scale.days[0]!.start) : focus.at;
  const here = stops.findLastIndex((stop) => stop <= from);
  return stops[Math.max(0, Math.min(stops.length - 1, here + by))] ?? focus.at;
}

/** In the tray there is no empty place: arrows go from one to the next. */
function inTray(world: FocusWorld, focus: Focus, step: number): Focus {
  const bars = world.barsIn(trayRow);
  const on = bars.findIndex(({ key }) => key === barUnder(world, focus)?.key);
  return onGhost(world, bars[Math.max(0, Math.min(bars.length - 1, on + step))]) ?? focus;
}

function onGhost({ scale }: FocusWorld, ghost: PlacedBar | undefined): Focus | null {
  return ghost ? { row: trayRow, at: Math.max(ghost.interval.start, scale.days[0]!.start), ghost: ghost.key } : null;
}

function byDays(world: FocusWorld, at: number, days: number): number {
  const { scale, timeZone } = world;
  const date = addDays(scale.days[dayAt(world, at)]!.date, days);
  const day = scale.days.find((one) => one.date === date);
  return day ? sameTimeOn(at, day.open, timeZone) : at;
}

function otherRow({ rows }: FocusWorld, row: string, step: number): string {
  const index = rows.indexOf(row);
  return rows[Math.max(0, Math.min(rows.length - 1, index + step))] ?? row;
}

/** The same moment in another row; from closed hours, where nobody can be but on a bar, to the last place before them. */
function inRow(world: FocusWorld, row: string, at: number): Focus {
  if (row === trayRow || barUnder(world, { row, at }) || world.scale.shown.some((hours) => contains(hours, at)))
    return { row, at };
  const stops = stopsIn(world, row);
  return { row, at: stops.findLast((stop) => stop <= at) ?? stops[0] ?? at };
}

type Key = {
  readonly key: string;
  readonly ctrlKey: boolean;
};

const pageRows = 10;

/** Finds where a key leads; null for those that do not move. */
export function moveFocus(focus: Focus, { key, ctrlKey }: Key, world: FocusWorld): Focus | null {
  const { row, at } = focus;
  const { shown } = world.scale;
  switch (key) {
    case 'ArrowRight':
      if (row === trayRow) return inTray(world, focus, 1);
      return ctrlKey ? inRow(world, row, byDays(world, at, 1)) : { row, at: step(world, focus, 1) };
    case 'ArrowLeft':
      if (row === trayRow) return inTray(world, focus, -1);
      return ctrlKey ? inRow(world, row, byDays(world, at, -1)) : { row, at: step(world, focus, -1) };
    case 'ArrowDown':
      return inRow(world, otherRow(world, row, 1), at);
    case 'ArrowUp':
      return inRow(world, otherRow(world, row, -1), at);
    case 'PageDown':
      return inRow(world, otherRow(world, row, pageRows), at);
    case 'PageUp':
      return inRow(world, otherRow(world, row, -pageRows), at);
    case 'Home': {
      const to = ctrlKey ? (world.rows[0] ?? row) : row;
      return (
        (to === trayRow && onGhost(world, world.barsIn(trayRow)[0])) || {
          row: to,
          at: stopsIn(world, to)[0] ?? shown[0]!.start,
        }
      );
    }
    case 'End': {
      const to = ctrlKey ? (world.rows.at(-1) ?? row) : row;
      return (
        (to === trayRow && onGhost(world, world.barsIn(trayRow).at(-1))) || {
          row: to,
          at: stopsIn(world, to).at(-1) ?? shown.at(-1)!.start,
        }
      );
    }
    default:
      return null;
  }
}
