import { overlaps, type Interval } from '../time/interval.ts';
import { whenWords } from '../time/words.ts';
import { filledLines, type DeviceCategoryOption, type DeviceLine, type DevicePreference } from './device-lines.ts';

/** A stretch in which the same times of a form run: what all of them want is wanted together. */
type Stretch = {
  readonly interval: Interval;
  /** How many times of the form run in it. */
  readonly times: number;
};

/** One figure that the server is asked for. */
export type SupplyQuestion = {
  readonly interval: Interval;
  readonly preference: DevicePreference;
};

/** What the server knows of it, at its worst moment. */
export type Supply = {
  readonly free: number;
  readonly from: string;
  readonly until: string;
};

/** What is known for one time and one preference of a form. */
export type SupplyHint = {
  readonly preference: DevicePreference;
  readonly free: number;
  /** What the form wants of it at that moment, all lines and times that meet. */
  readonly wanted: number;
  readonly short: number;
  /** When that is. */
  readonly at: Interval;
};

/** The server answers no more in one request. */
const mostQuestions = 50;

function stretchesOf(times: readonly Interval[]): readonly Stretch[] {
  const bounds = [...new Set(times.flatMap(({ start, end }) => [start, end]))].toSorted((a, b) => a - b);
  return bounds.flatMap((start, index) => {
    const end = bounds[index + 1];
    if (end === undefined) return [];
    const interval = { start, end };
    const count = times.filter((time) => overlaps(time, interval)).length;
    return count > 0 ? [{ interval, times: count }] : [];
  });
}

type Categories = readonly Pick<DeviceCategoryOption, 'id' | 'kind'>[];

/** A preference and those that are wider: a category, its kind, any. */
function widerThan(preference: DevicePreference, categories: Categories): readonly DevicePreference[] {
  if (preference === 'ANY') return ['ANY'];
  const kind = categories.find(({ id }) => id === preference)?.kind;
  return kind ? [preference, kind, 'ANY'] : [preference, 'ANY'];
}

/** How many devices the lines want within each preference: of the lines themselves, and of what two of them share. */
function demandOf(lines: readonly DeviceLine[], categories: Categories): ReadonlyMap<DevicePreference, number> {
  const filled = filledLines(lines);
  const within = new Map<DevicePreference, { count: number; lines: number; isLine: boolean }>();
  for (const { preference, count } of filled) {
    for (const wider of widerThan(preference, categories)) {
      const before = within.get(wider) ?? { count: 0, lines: 0, isLine: false };
      within.set(wider, {
        count: before.count + count,
        lines: before.lines + 1,
        isLine: before.isLine || wider === preference,
      });
    }
  }
  return new Map(
    [...within].flatMap(([preference, { count, lines: sharing, isLine }]) =>
      isLine || sharing > 1 ? [[preference, count]] : [],
    ),
  );
}

/** What has to be asked, so that each time of a form can say what is free and what is short. */
export function supplyQuestions(
  lines: readonly DeviceLine[],
  times: readonly Interval[],
  categories: Categories,
): readonly SupplyQuestion[] {
  const preferences = [...demandOf(lines, categories).keys()];
  return stretchesOf(times)
    .flatMap(({ interval }) => preferences.map((preference) => ({ interval, preference })))
    .slice(0, mostQuestions);
}

/** How a line of the form is served in one of its times, at the worst moment: most short, then least free, then first. */
export function supplyHints(
  time: Interval,
  { lines, times, categories }: { lines: readonly DeviceLine[]; times: readonly Interval[]; categories: Categories },
  supplyOf: (question: SupplyQuestion) => Supply | undefined,
): readonly SupplyHint[] {
  const stretches = stretchesOf(times).filter(({ interval }) => overlaps(interval, time));
  return [...demandOf(lines, categories)].flatMap(([preference, demand]) => {
    const hints = stretches.flatMap(({ interval, times: count }): SupplyHint[] => {
      const supply = supplyOf({ interval, preference });
      if (!supply) return [];
      const wanted = demand * count;
      const at = { start: Date.parse(supply.from), end: Date.parse(supply.until) };
      return [{ preference, free: supply.free, wanted, short: Math.max(0, wanted - supply.free), at }];
    });
    const worst = hints.toSorted((a, b) => b.short - a.short || a.free - b.free || a.at.start - b.at.start)[0];
    return worst ? [worst] : [];
  });
}

/** `12 free`, `12 free, 3 short on Tue 1 Dec, 10:00 – 12:00`; where others of the form share them: `12 free for 24 in all, …` */
export function supplyWords({ free, wanted, short, at }: SupplyHint, quantity: number, timeZone: string): string {
  if (short === 0) return `${free} free`;
  const shared = wanted === quantity ? '' : ` for ${wanted} in all`;
  return `${free} free${shared}, ${short} short on ${whenWords(at, timeZone)}`;
}
