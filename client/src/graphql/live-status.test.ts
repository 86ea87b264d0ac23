import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
