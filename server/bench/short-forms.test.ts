import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { openFacility, password } from '../test/factories.ts';

/** What each says when it has measured something. */
const benches = {
  'crowd.ts': /50 at one free slot/,
  'dear-documents.ts': /the dearest of all lists, filled/,
  'door.ts': /memory in use: \d+ MB/,
  'flood.ts': /p50 of the week beside the flood/,
  'plan.ts': /the same, crowded into twelve days/,
  'rights-watch.ts': /was told to 10 subscriptions/,
  'row-security.ts': /a month, 16 rooms, \d+ rows/,
  'search.ts': /200 bookings, 1 rounds each/,
  'sign-in-load.ts': /sign-ins meanwhile/,
};

it.each(Object.entries(benches))('%s runs', async (file, says) => {
  const facility = await openFacility();
  try {
    const { appUrl, eventsUrl, jobsUrl, superuserUrl } = facility.database;
    const env = { ...process.env, BENCH_FACILITY: JSON.stringify({ appUrl, eventsUrl, jobsUrl, superuserUrl, password }) };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, file), '--short'], { env });
    expect(`${stdout}${stderr}`).toMatch(says);
  } finally {
    await facility.close();
  }
}, 60_000);

it('every program in this folder has a short form that runs with the tests', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const isProgram = (text: string) => !/^export /m.test(text) && !text.includes('answerBench(');
  const programs = files.filter((name) => isProgram(readFileSync(join(import.meta.dirname, name), 'utf8')));
  // bench.test.ts runs the first, and the journeys the second.
  expect(programs).toEqual(['bench.ts', 'build-large-house.ts', ...Object.keys(benches)].toSorted());
});
