import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const dayMs = 86_400_000;
let clock: typeof import('./now.ts');
let here = 0;

/** A server that answers after so long, the way there and back alike. */
function ask(server: number, roundTripMs: number): void {
  const hear = clock.askTime();
  here += roundTripMs;
  hear(server + roundTripMs / 2);
}

beforeEach(async () => {
  vi.resetModules();
  here = Date.parse('2026-11-18T09:00:00Z');
  vi.spyOn(Date, 'now').mockImplementation(() => here);
  clock = await import('./now.ts');
});
afterEach(() => vi.restoreAllMocks());

it.each([dayMs, -dayMs, 90_000])('is that of the server, however far off that of the machine is: %d ms', (ahead) => {
  const server = here - ahead;
  ask(server, 200);
  expect(Math.abs(clock.now() - (server + 200))).toBeLessThanOrEqual(1);
  here += 5_000;
  expect(Math.abs(clock.now() - (server + 5_200))).toBeLessThanOrEqual(1);
});

it('keeps what quick answers told when a slow one says less', () => {
  ask(here - dayMs, 20);
  const [before, at] = [clock.now(), here];
  const hear = clock.askTime();
  here += 8_000;
  // Seven of the eight seconds passed before the server looked at its clock.
  hear(at - dayMs + 7_000);
  expect(Math.abs(clock.now() - (before + 8_000))).toBeLessThanOrEqual(11);
});

it('is learned anew when a clock was set, and says so', () => {
  ask(here, 20);
  const told = vi.fn<() => void>();
  const leave = clock.onClockSet(told);
  ask(here, 20);
  expect(told).not.toHaveBeenCalled();
  here += dayMs;
  ask(here - dayMs, 20);
  expect(told).toHaveBeenCalledTimes(1);
  expect(Math.abs(clock.now() - (here - dayMs))).toBeLessThanOrEqual(2);
  leave();
});

it('learns nothing from an answer that tells no time, or over which the clock was put back', () => {
  const before = clock.now();
  for (const none of [null, undefined, 'soon', Number.NaN]) clock.askTime()(none);
  expect(clock.now()).toBe(before);
  const hear = clock.askTime();
  here -= dayMs;
  hear(here + dayMs);
  expect(clock.now()).toBe(here);
});
