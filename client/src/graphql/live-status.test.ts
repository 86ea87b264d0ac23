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
