import type { Measured } from './load.ts';

/** The figures of one side in one round. */
export type Figures = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
};

export function figuresOf({ requests, seconds, latenciesMs }: Measured, cpuMs: number): Figures {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  return {
    perSecond: requests / seconds,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    cpuMs: cpuMs / requests,
  };
}

/** @param sorted upwards, not empty */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export type Spread = { readonly median: number; readonly least: number; readonly most: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}

export type Compared = {
  readonly [Name in keyof Figures]: { readonly colab: Spread; readonly plainPg: Spread; readonly ratio: Spread };
};

/** The ratio is taken within each round, so that what slowed both down cancels out. */
export function compare(rounds: readonly { readonly colab: Figures; readonly plainPg: Figures }[]): Compared {
  const of = (name: keyof Figures) => ({
    colab: spreadOf(rounds.map(({ colab }) => colab[name])),
    plainPg: spreadOf(rounds.map(({ plainPg }) => plainPg[name])),
    ratio: spreadOf(rounds.map(({ colab, plainPg }) => colab[name] / plainPg[name])),
  });
  return { perSecond: of('perSecond'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms'), cpuMs: of('cpuMs') };
}
