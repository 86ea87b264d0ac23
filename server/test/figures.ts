export type Figures = { readonly count: number; readonly p50: number; readonly p99: number; readonly most: number };

/** In milliseconds, rounded. */
export function percentiles(times: readonly number[]): Figures {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), most: at(1) };
}

/** Printed with the run, so that a number in a note can be measured again. */
export function report(what: string, figures: object): void {
  process.stdout.write(
    `  ${what}: ${Object.entries(figures)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(', ')}\n`,
  );
}
