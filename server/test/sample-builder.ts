// A process of its own that builds the sample facility, so that a test can kill it: the options but functions as JSON.
import { seedSampleFacility, type SeedOptions } from '../../prisma/seed.ts';
import { createLog } from '../src/platform/log.ts';

type Given = Pick<SeedOptions, 'ownerUrl' | 'appUrl' | 'password' | 'onlyIfEmpty'> & { now: string };

const { now, ...options } = JSON.parse(process.argv[2] ?? '') as Given;
const names = await seedSampleFacility({
  ...options,
  log: createLog('warn'),
  say: (line) => console.log(line),
  clock: () => new Date(now),
});
console.log(JSON.stringify(names));
