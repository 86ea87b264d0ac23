import type { Seat } from './seat.ts';
import type { Condition } from './stopwatch.ts';

/** From the beginning to the last visible bar, and where the time went, in milliseconds; `bytes` is what was answered meanwhile. */
export type Mount = {
  readonly total: number;
  readonly untilAsked: number;
  readonly network: number;
  readonly drawing: number;
  readonly bars: number;
  readonly bytes: number;
};

/** A page that is loaded anew: from the start of the navigation, its scripts from the browser's cache. */
export async function mountCold(seat: Seat): Promise<Mount> {
  await seat.page.goto('about:blank');
  await seat.page.goto(`/calendar${seat.grid.search}`, { waitUntil: 'commit' });
  return partsOf(seat, 0, await seat.painted('load'));
}

/** From another view, by a click; the page is loaded anew before, so that nothing of the window is cached. */
export async function mountWarm(seat: Seat, rows: Condition): Promise<Mount> {
  await seat.goTo(seat.grid.searchBefore);
  await seat.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  await seat.arm('warm', rows);
  await seat.grid.open(seat.page);
  const painted = await seat.painted('warm');
  return partsOf(seat, await seat.page.evaluate(() => window.stopwatch.inputs['click'] ?? 0), painted);
}

/** The answers that came in between are those that were waited for. */
async function partsOf(seat: Seat, start: number, { at, bars }: { at: number; bars: number }): Promise<Mount> {
  const answers = await seat.page.evaluate(
    ([from, to]) =>
      performance.getEntriesByType('resource').flatMap((entry) => {
        const { name, startTime, responseEnd, decodedBodySize } = entry as PerformanceResourceTiming;
        return name.endsWith('/graphql') && startTime >= from && responseEnd <= to
          ? [{ startTime, responseEnd, decodedBodySize }]
          : [];
      }),
    [start, at] as const,
  );
  // The big ones: who is here and which rooms there are is asked before or beside them.
  const largest = answers.filter(({ decodedBodySize }) => decodedBodySize > 50_000);
  const asked = Math.min(...largest.map(({ startTime }) => startTime), at);
  const answered = Math.max(...largest.map(({ responseEnd }) => responseEnd), asked);
  const bytes = answers.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0);
  return {
    total: at - start,
    untilAsked: asked - start,
    network: answered - asked,
    drawing: at - answered,
    bars,
    bytes,
  };
}
