import { expect, it, onTestFinished, vi } from 'vitest';
import { playSchedule } from '../../test/live-schedule.ts';

const seeds = 80;
const steps = 250;

it(`whatever overtakes what for ${seeds * steps} steps, nothing goes back, and in the end what is true is shown`, async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  for (let seed = 1_000; seed < 1_000 + seeds; seed++) {
    const { faults, shown, truth } = await playSchedule(seed, steps);
    expect(faults, `seed ${seed}`).toEqual([]);
    expect(shown, `seed ${seed}`).toEqual(truth);
  }
});
