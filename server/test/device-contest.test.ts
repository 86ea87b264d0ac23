import { expect, it } from 'vitest';
import { raceForOneSerial } from './device-contest.ts';
import { report } from './figures.ts';

it('fifty assignments of one serial number at once, for both divisions, give it to one of them, and refuse the others by name', async () => {
  const figures = await raceForOneSerial(3);
  report('one serial number', figures);
  expect(figures.p99).toBeGreaterThan(0);
});
