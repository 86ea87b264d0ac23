import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hours, later, openFacility, someMorning, type TestFacility } from './factories.ts';
import { percentiles, report } from './figures.ts';

let facility: TestFacility;
beforeAll(async () => {
  facility = await openFacility();
});
afterAll(() => facility.close());

const columns =
  'tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id';

it('an act of 200 bookings is told in under 300 ms: what its commit takes', async () => {
  // Ten more of each who is told, and everybody by mail.
  await facility.owner.query(
    `insert into users (username, display_name, password_hash, email) select 'boss' || n, 'Boss', 'none', 'boss' || n || '@house.example' from generate_series(1, 20) n`,
  );
  await facility.owner.query(
    `insert into role_grants (user_id, role_name) select id, case when length(username) % 2 = 0 then 'room_boss' else 'it_staff' end from users where username ~ '^boss'`,
  );
  await facility.owner.query(`update users set email = username || '@house.example' where email is null`);
  await facility.owner.query(
    `insert into notification_preferences (user_id, type, in_app, by_mail) select u.id, t, true, true from users u, unnest(enum_range(null::notification_type)) t`,
  );
  const template = await facility.insertBooking({ startsAt: someMorning(), endsAt: later(someMorning(), hours(2)) });
  const client = await facility.owner.connect();
  const {
    rows: [backend],
  } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  // What the backend computed, in hundredths of a second: the same on a busy machine.
  const computed = async (): Promise<number> => {
    const fields = (await readFile(`/proc/${backend?.pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    return 10 * (Number(fields[11]) + Number(fields[12]));
  };
  const cpu: number[] = [];
  const committed = async (statement: string, values: readonly unknown[]): Promise<number> => {
    await client.query('begin');
    await client.query(statement, [...values]);
    const [start, before] = [performance.now(), await computed()];
    await client.query('commit');
    cpu.push((await computed()) - before);
    return performance.now() - start;
  };
  const [made, changed]: [number[], number[]] = [[], []];
  for (let round = 0; round < 20; round += 1) {
    made.push(
      await committed(
        `insert into bookings (${columns}, devices_needed) select ${columns}, 3 from bookings, generate_series(1, 200) where id = $1`,
        [template],
      ),
    );
    changed.push(
      await committed(
        `update bookings set num_learners = num_learners + 1, devices_needed = 4 where id in (select id from bookings where id <> $1 order by created_at desc limit 200)`,
        [template],
      ),
    );
  }
  client.release();
  report('of the processor, ms', percentiles(cpu));
  report('telling that 200 bookings were made, ms', percentiles(made));
  report('telling that 200 bookings were changed, ms', percentiles(changed));
  expect(percentiles(made).p50).toBeLessThan(300);
  expect(percentiles(changed).p50).toBeLessThan(300);
});
