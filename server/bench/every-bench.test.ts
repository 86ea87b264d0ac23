import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { days, hours, later, openFacility, password, roomKey, type TestFacility } from '../test/factories.ts';
import { startApp } from '../test/servers.ts';
import { statementsIn } from './count-statements.ts';
import { secret } from './secret.ts';
import { tableOf } from './report.ts';
import { calendarRequest } from './requests.ts';
import { mostStatements, mustEqual, runBench, shortShape } from './run-bench.ts';

/** The other benches of this folder, and what each says with `--short` when it has measured something. */
const shortForms = {
  'availability.ts': /a month, 20 categories, 400 assignments of 40 devices/,
  'crowd.ts': /50 at one free slot/,
  'dear-documents.ts': /the dearest of all lists, filled/,
  'device-desk.ts': /20 categories over a month, 400 assignments of 40 devices, over HTTP/,
  'door.ts': /memory kept: \d+ MB/,
  'flood.ts': /p50 of the week beside the flood/,
  'plan.ts': /the same, crowded into twelve days/,
  'rights-watch.ts': /was told to 10 subscriptions/,
  'row-security.ts': /a month, 16 rooms, \d+ rows/,
  'search.ts': /200 bookings, 1 rounds each/,
  'sign-in-load.ts': /sign-ins meanwhile/,
};

const examples = join(import.meta.dirname, '../examples');

let facility: TestFacility;
const steps: (() => Promise<void>)[] = [];

beforeAll(async () => {
  facility = await openFacility();
  // A bench has a secret of its own, which would not open the keys of the tests.
  await facility.owner.query('delete from sealed_keys');
  await fillNextWeek();
});
afterAll(async () => {
  for (const step of steps.toReversed()) await step();
  await facility.close();
});

/** A row of each kind that a calendar shows, in the week that the bench asks for. */
async function fillNextWeek(): Promise<void> {
  const { variables } = JSON.parse(calendarRequest(new Date()).next()) as { variables: { from: string } };
  const at = (day: number) => later(new Date(variables.from), days(day) + hours(9));
  const times = (day: number) => ({ startsAt: at(day), endsAt: later(at(day), hours(2)) });
  await facility.insertBooking({ ...times(0), room: 1, client: 'Rand & "Sons" <Pty> Zoë' });
  await facility.insertBooking({
    ...times(1),
    room: 24,
    tenant: 'TRAINING',
    setupMinutes: 30,
    status: 'ROOM_ASSIGNED',
  });
  await facility.insertBooking({ ...times(2), wish: 3 });
  await facility.insertBooking({ ...times(3), tenant: 'TRAINING' });
  const { startsAt, endsAt } = times(4);
  await facility.owner.query(
    'insert into closures (room_ids, starts_at, ends_at, reason, created_by_id) values ($1, $2, $3, $4, $5)',
    [[roomKey(7)], startsAt, endsAt, 'Painters', facility.userKeys.room_boss],
  );
}

it('npm run bench: both sides answer the same bytes to everybody, in at most four statements a calendar', async () => {
  const report = await runBench({
    facility: facility.database,
    password,
    shape: shortShape,
    say: () => undefined,
    leave: (step) => steps.push(step),
  });
  for (const { compared, name } of report.results) {
    for (const { colab, plainPg } of Object.values(compared)) {
      expect(colab.median, name).toBeGreaterThan(0);
      expect(plainPg.median, name).toBeGreaterThan(0);
    }
  }
  expect(statementsIn(report.statements.calendar.colab)).toBeLessThanOrEqual(mostStatements);
  // What was written down once, and no less.
  expect(report.statements.calendar.plainPg.map(({ name }) => name)).toEqual(['calendar', 'roomsById', 'viewerRights']);
  expect(statementsIn(report.statements.createBookings.plainPg)).toBe(16);
  expect(tableOf(report)).toContain('on and forced');
}, 300_000);

it('npm run bench refuses a row more, a letter that differs, and another writing of the same letter; not another order', () => {
  const { inOrder, essence } = calendarRequest(new Date());
  const answer = (cursor: string, rows: string[]) =>
    Buffer.from(`{"data":{"calendar":{"cursor":"${cursor}","occupancies":[${rows.join(',')}],"ghosts":[]}}}`);
  const rows = ['{"id":"a","clientName":"Zoë"}', '{"id":"b","clientName":"Rand"}'];
  const check = mustEqual('calendar', { inOrder, essence }, essence(answer('here', rows), ''));
  check(answer('elsewhere', rows.toReversed()), '');
  expect(() => check(answer('here', rows.slice(1)), '')).toThrow('the answers differ');
  expect(() => check(answer('here', ['{"id":"a","clientName":"Zoe"}', rows[1] ?? '']), '')).toThrow(
    'the answers differ',
  );
  expect(() => check(answer('here', ['{"id":"a","clientName":"Zo\\u00eb"}', rows[1] ?? '']), '')).toThrow(
    'the answers differ',
  );
  expect(() => check(Buffer.from('{"errors":[]}'), '')).toThrow('This is no calendar');
});

function programsIn(folder: string): string[] {
  const isProgram = (text: string) => !/^export /m.test(text) && !text.includes('answerBench(');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => isProgram(readFileSync(join(folder, name), 'utf8')));
}

describe('what is there to be run', () => {
  it('is run here: every bench, and every example', () => {
    // The journeys run the bench of the calendar, which builds the large house.
    expect(programsIn(import.meta.dirname)).toEqual(
      ['bench.ts', 'build-large-house.ts', ...Object.keys(shortForms)].toSorted(),
    );
    expect(programsIn(examples)).toEqual(['watch.ts']);
  });

  it('watch.ts prints what changes in the coming week, also what was booked before its socket stood', async () => {
    const app = await startApp(facility.database, undefined, { secret });
    steps.push(() => app.close());
    const env = { ...process.env, COLAB_URL: app.url, COLAB_USER: 'room_boss', COLAB_PASSWORD: password };
    const example = spawn(process.execPath, [join(examples, 'watch.ts')], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    example.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    try {
      await expect.poll(() => printed).toContain('Watching ');
      const startsAt = later(new Date(), days(1));
      await facility.insertBooking({ room: 1, startsAt, endsAt: later(startsAt, hours(1)), client: 'Somebody New' });
      await expect.poll(() => printed).toContain('"clientName":"Somebody New"');
      await facility.insertBooking({ wish: 2, startsAt, endsAt: later(startsAt, hours(1)), client: 'A Ghost' });
      await expect.poll(() => printed).toMatch(/"ghost":\{"clientName":"A Ghost"/);
    } finally {
      const ended = once(example, 'exit');
      example.kill();
      await ended;
    }
  });

  // One facility for all of them: a bench must not need an empty one.
  it.each(Object.entries(shortForms))(
    '%s runs, in its short form',
    async (file, says) => {
      const { appUrl, eventsUrl, jobsUrl, superuserUrl } = facility.database;
      const env = {
        ...process.env,
        BENCH_FACILITY: JSON.stringify({ appUrl, eventsUrl, jobsUrl, superuserUrl, password }),
      };
      const program = join(import.meta.dirname, file);
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, '--short'], { env });
      expect(`${stdout}${stderr}`).toMatch(says);
    },
    300_000,
  );
});
