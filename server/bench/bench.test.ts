import { afterAll, beforeAll, expect, it } from 'vitest';
import { days, hours, later, openFacility, password, roomKey, type TestFacility } from '../test/factories.ts';
import { statementsIn } from './count-statements.ts';
import { tableOf } from './report.ts';
import { calendarRequest } from './requests.ts';
import { mostStatements, mustEqual, runBench, shortShape } from './run-bench.ts';

let facility: TestFacility;
const steps: (() => Promise<void>)[] = [];

beforeAll(async () => {
  facility = await openFacility();
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

it('runs: both sides answer the same bytes to everybody, in at most four statements a calendar', async () => {
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
}, 60_000);

it('refuses a row more, a letter that differs, and another writing of the same letter; not another order', () => {
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
