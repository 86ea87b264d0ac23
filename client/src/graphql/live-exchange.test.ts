import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { playSchedule } from '../../test/live-schedule.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('windows that are followed, and a drawer', () => {
  // The long form is live-exchange.soak.ts.
  it.each(Array.from({ length: 32 }, (_, seed) => seed))(
    'end on what is true, whatever overtakes what, and nothing goes back on the way (seed %i)',
    async (seed) => {
      const { faults, shown, truth } = await playSchedule(seed, 250);
      expect(faults).toEqual([]);
      expect(shown).toEqual(truth);
    },
  );
});
