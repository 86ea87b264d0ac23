import { expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import { days, hours, later, local } from './factories.ts';
import { statementsDuring } from './statements-during.ts';

const { facility, app } = await arrange();

const monday = local('2031-06-02', '08:00');
const everything = `query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor
  occupancies { id startsAt endsAt room { id name parts { id } } bookedRoom { id name } booking { ...all } } ghosts { ...all } } }
  fragment all on Booking { id reference version status tenant { id code } clientName room { name } requestedRoom { name } createdBy { id username displayName } actions { name allowed reason } }`;

/** The names of the statements that one request of the calendar sends to the database. */
async function statementsOf(boss: Caller): Promise<{ names: string[]; shown: number }> {
  const { result, names } = await statementsDuring(() =>
    boss.get<{ calendar: { occupancies: unknown[]; ghosts: unknown[] } }>(everything, {
      from: monday,
      to: later(monday, days(7)),
    }),
  );
  return { names, shown: result.calendar.occupancies.length + result.calendar.ghosts.length };
}

it('shows a week in at most four named statements, however many bookings there are', async () => {
  const boss = await Caller.signIn(app.url, 'room_boss');
  await facility.insertBooking({ room: 1, status: 'CONFIRMED', startsAt: monday, endsAt: later(monday, hours(1)) });
  const few = await statementsOf(boss);
  expect(few.shown).toBe(1);
  for (let index = 0; index < 150; index += 1) {
    const startsAt = later(monday, hours(index));
    const place =
      index % 3 === 0
        ? ({ status: 'PENDING', wish: 2 } as const)
        : ({ status: 'CONFIRMED', room: 2 + (index % 20) } as const);
    await facility.insertBooking({
      ...place,
      startsAt,
      endsAt: later(startsAt, hours(1)),
      tenant: index % 2 ? 'TECH' : 'TRAINING',
    });
  }
  const many = await statementsOf(boss);
  expect(many.shown).toBe(151);
  // Parts are asked for here as well; a calendar without them needs one less.
  expect(many.names.toSorted()).toEqual(['calendar', 'roomParts', 'roomsById', 'viewerRights']);
});

it('reads of a calendar only the half that is asked for, through fragments as well', async () => {
  const boss = await Caller.signIn(app.url, 'room_boss');
  const window = { from: monday, to: later(monday, days(7)) };
  const whole = await boss.get<{ calendar: { occupancies: unknown[]; ghosts: unknown[] } }>(everything, window);
  const half = (field: string) =>
    `query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor ...half } } fragment half on Calendar { ... { ${field} { id } } }`;
  const ghosts = await boss.get<{ calendar: { ghosts: unknown[] } }>(half('ghosts'), window);
  const occupancies = await boss.get<{ calendar: { occupancies: unknown[] } }>(half('occupancies'), window);
  expect(whole.calendar.ghosts.length).toBeGreaterThan(0);
  expect(whole.calendar.occupancies.length).toBeGreaterThan(0);
  expect(ghosts.calendar.ghosts).toHaveLength(whole.calendar.ghosts.length);
  expect(occupancies.calendar.occupancies).toHaveLength(whole.calendar.occupancies.length);
  const position = await boss.get<{ calendar: { cursor: string } }>(
    'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
    window,
  );
  expect(position.calendar.cursor).toBeTruthy();
});

it('tells those who wait in the order in which they asked, however their rows are stored', async () => {
  const boss = await Caller.signIn(app.url, 'room_boss');
  const startsAt = later(monday, days(60));
  const keys: string[] = [];
  for (let index = 0; index < 6; index += 1)
    keys.push(
      await facility.insertBooking({
        startsAt,
        endsAt: later(startsAt, hours(1)),
        tenant: index % 2 ? 'TECH' : 'TRAINING',
        client: `Client ${index}`,
      }),
    );
  for (const [index, key] of keys.entries())
    await facility.owner.query('update bookings set created_at = $2 where id = $1', [
      key,
      later(local('2031-05-01', '08:00'), hours(index)),
    ]);
  // Rows that are written again go to the end of the table.
  for (const key of [keys[0], keys[3], keys[1]])
    await facility.owner.query(`update bookings set client_name = client_name || ', again' where id = $1`, [key]);
  const window = { from: startsAt, to: later(startsAt, days(1)) };
  const { calendar } = await boss.get<{ calendar: { ghosts: { clientName: string }[] } }>(
    'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { ghosts { clientName } occupancies { id } } }',
    window,
  );
  expect(calendar.ghosts.map(({ clientName }) => clientName.slice(0, 8))).toEqual(
    keys.map((_, index) => `Client ${index}`),
  );
});
