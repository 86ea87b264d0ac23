import { cpus, totalmem } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { HouseFacts } from '../e2e/large-house.ts';

type Bound = { readonly of: 'p50' | 'p95' | 'most'; readonly under: number };

export type Figure = {
  readonly group: string;
  readonly what: string;
  /** Milliseconds, one for each time it was measured. */
  readonly values: readonly number[];
  /** What must stay under it: half of them, 95 of 100, or each; null where there is none. */
  readonly bound: Bound | null;
  readonly note?: string;
};

type Judged = Figure & {
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
  readonly verdict: 'kept' | 'MISSED' | '';
};

export type Report = { readonly circumstances: Readonly<Record<string, string>>; readonly figures: readonly Judged[] };

/** The least of the values that so large a share of them does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;
}

export function judge(figure: Figure): Judged {
  const { values, bound } = figure;
  const found = { p50: quantile(values, 0.5), p95: quantile(values, 0.95), most: quantile(values, 1) };
  // What was not measured is not kept.
  const verdict = bound === null ? '' : found[bound.of] < bound.under ? 'kept' : 'MISSED';
  return { ...figure, ...found, verdict };
}

/** How much of the machine works, 0 to 1, over a second and a half: asked while nothing of ours runs. */
export async function machineBusy(): Promise<number> {
  const spent = () =>
    cpus().reduce(
      ({ idle, all }, { times }) => ({
        idle: idle + times.idle,
        all: all + Object.values(times).reduce((sum, time) => sum + time),
      }),
      { idle: 0, all: 0 },
    );
  const before = spent();
  await delay(1_500);
  const after = spent();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

export function circumstancesOf(
  chromium: string,
  { rooms, bookings, occupancies, postgres, fsync, synchronousCommit, rowSecurity }: HouseFacts,
): Report['circumstances'] {
  if (!rowSecurity) throw new Error('Row security is not on: these figures would mean nothing.');
  return {
    Machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}; server, PostgreSQL, browser and the hands that move the mouse share it`,
    Browser: `Chromium ${chromium}, headless, no graphics card, 1440 × 900`,
    Server: `as npm start has it on Node ${process.version}: sign-in, rights read for each request, limits of queries, row security on and forced`,
    PostgreSQL: `${postgres}, fsync ${fsync}, synchronous_commit ${synchronousCommit}`,
    House: `${rooms} rooms, ${bookings} bookings, ${occupancies} occupancies; 8,000 of the bookings take a room in the month, 200 wait for one`,
    Painted: 'when the frame after the one that drew it begins: late by up to a frame, 17 ms, and never early',
  };
}

function shown(value: number): string {
  return Number.isFinite(value) ? value.toFixed(1) : '–';
}

/** For people. */
export function tableOf({ circumstances, figures }: Report): string {
  const row = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(58) : cell.padStart(column === 5 ? 14 : 8))).join('');
  const groups = Map.groupBy(figures, ({ group }) => group);
  const tables = [...groups].map(([group, lines]) =>
    [
      `\n${group}`,
      row(['', 'times', 'p50', 'p95', 'most', 'bound', '']),
      ...lines.map(
        ({ what, values, p50, p95, most, bound, verdict, note }) =>
          `${row([`  ${what}`, String(values.length), shown(p50), shown(p95), shown(most), bound === null ? '' : `${bound.of} < ${shown(bound.under)}`, verdict])}${note ? `  ${note}` : ''}`,
      ),
    ].join('\n'),
  );
  return [...tables, '', ...Object.entries(circumstances).map(([name, words]) => `${name.padEnd(11)} ${words}`)].join(
    '\n',
  );
}
