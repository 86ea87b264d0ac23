import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cellOf, cellsOf } from '../../test/spec-table.ts';
import { LiveStatusStore } from './live-status.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('the live dot', () => {
  it('turns green once connected and nothing more comes in', () => {
    const status = new LiveStatusStore();
    status.connected();
    expect(status.read().state).toBe('catching-up');
    vi.advanceTimersByTime(400);
    status.heard(false);
    vi.advanceTimersByTime(400);
    expect(status.read().state).toBe('catching-up');
    vi.advanceTimersByTime(300);
    expect(status.read().state).toBe('live');
  });

  it('turns green at once when told that it missed nothing', () => {
    const status = new LiveStatusStore();
    status.connected();
    status.heard(true);
    expect(status.read().state).toBe('live');
  });

  it('says nothing of a gap that is over at once, and since when of a longer one', () => {
    const status = new LiveStatusStore();
    status.connected();
    status.heard(true);
    status.lost();
    expect(status.read().state).toBe('catching-up');
    vi.advanceTimersByTime(1_600);
    expect(status.read()).toEqual({ state: 'offline', since: 1_000_000 });
    vi.advanceTimersByTime(60_000);
    status.lost();
    expect(status.read()).toEqual({ state: 'offline', since: 1_000_000 });
    status.connected();
    status.heard(true);
    expect(status.read().state).toBe('live');
  });

  it('does not turn green before what could not be read is read, however calm the stream is', () => {
    const status = new LiveStatusStore();
    status.isBehind(true);
    status.connected();
    status.heard(true);
    expect(status.read().state).toBe('catching-up');
    status.isBehind(false);
    expect(status.read().state).toBe('live');
  });

  it('catches up once what could not be read is read, where the line was there all the time', () => {
    const status = new LiveStatusStore();
    status.connected();
    status.isBehind(true);
    status.unreachable();
    expect(status.read().state).toBe('offline');
    status.isBehind(false);
    expect(status.read().state).toBe('catching-up');
  });

  it('tells its listeners of changes only', () => {
    const status = new LiveStatusStore();
    const listener = vi.fn<() => void>();
    status.listen(listener);
    status.connected();
    expect(listener).not.toHaveBeenCalled();
    status.unreachable();
    status.unreachable();
    expect(listener).toHaveBeenCalledOnce();
  });
});

type Event = (status: LiveStatusStore) => void;

const events: Record<string, Event> = {
  connected: (status) => status.connected(),
  heartbeat: (status) => status.heard(true),
  change: (status) => status.heard(false),
  'a read failed': (status) => status.isBehind(true),
  'all is read': (status) => status.isBehind(false),
  'line lost': (status) => status.lost(),
  'out of reach': (status) => status.unreachable(),
  'time passes': () => void vi.advanceTimersByTime(2_000),
};

/** What leads there from the beginning. */
const ways: Record<string, readonly string[]> = {
  new: [],
  'catching up': ['connected'],
  calm: ['connected', 'heartbeat'],
  behind: ['connected', 'heartbeat', 'a read failed'],
  lost: ['connected', 'line lost'],
  offline: ['line lost', 'time passes'],
  unreachable: ['connected', 'out of reach'],
};

/** What is shown now, once all is read, and when nothing more happens: another one for each state. */
function signatureOf(status: LiveStatusStore): string {
  const shown = () => status.read().state;
  const now = shown();
  status.isBehind(false);
  const read = shown();
  vi.advanceTimersByTime(2_000);
  return [now, read, shown()].join();
}

function on(way: readonly string[]): LiveStatusStore {
  const status = new LiveStatusStore();
  for (const event of way) events[event]!(status);
  return status;
}

describe('the dot, cell by cell', () => {
  const cells = cellsOf('the dot');

  it('has a column for each state, each another one, and a row for each event', () => {
    expect([...new Set(cells.map(({ state }) => state))]).toEqual(Object.keys(ways));
    expect([...new Set(cells.map(({ event }) => event))]).toEqual(Object.keys(events));
    expect(new Set(Object.values(ways).map((way) => signatureOf(on(way)))).size).toBe(Object.keys(ways).length);
  });

  it.each(cells)('$event while $state: $cell', ({ state, event, cell }) => {
    const signatures = new Map(Object.entries(ways).map(([name, way]) => [signatureOf(on(way)), name]));
    const after = signatures.get(signatureOf(on([...ways[state]!, event])));
    // What had begun to wait 400 ms ago waits 600 ms again.
    const late = on(ways[state]!);
    vi.advanceTimersByTime(400);
    events[event]!(late);
    vi.advanceTimersByTime(300);
    late.isBehind(false);
    const waits = state === 'catching up' && after === state && late.read().state === 'catching-up';
    expect(cellOf(state, after ?? 'another', waits ? ['wait anew'] : [])).toBe(cell);
  });
});
