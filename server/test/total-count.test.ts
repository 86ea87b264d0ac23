import pg from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import { arrange } from './arrange.ts';
import { days, hours, later, local } from './factories.ts';

const now = local('2031-03-01', '09:00');
const start = local('2031-03-04', '08:00');
const { facility, people } = await arrange({ people: ['admin', 'room_boss', 'staff.tech'], now });

type Total = { readonly totalCount: number; readonly totalIsExact: boolean };
type Who = keyof typeof people;

async function total(who: Who, list: string): Promise<Total> {
  const { result } = await people[who].get<{ result: Total }>(`{ result: ${list} { totalCount totalIsExact } }`);
  return result;
}

it('a list says how long it is, whatever page of it is asked for', async () => {
  for (let day = 0; day < 3; day += 1)
    await facility.insertBooking({
      startsAt: later(start, days(day)),
      endsAt: later(start, days(day) + hours(2)),
      client: 'Counted Ltd',
    });
  const found = 'filter: { search: "counted" }';
  for (const page of ['first: 2', 'first: 100', 'last: 1', 'first: 0'])
    expect(await total('room_boss', `bookings(${found}, ${page})`), page).toEqual({
      totalCount: 3,
      totalIsExact: true,
    });
  expect(await total('room_boss', 'bookings(filter: { search: "nobody of that name" })')).toEqual({
    totalCount: 0,
    totalIsExact: true,
  });
});

const lists: readonly { readonly name: string; readonly who: Who; readonly list: string; readonly add: string }[] = [
  {
    name: 'users',
    who: 'admin',
    list: 'users(search: "counted", first: 1)',
    add: `insert into users (username, display_name) select 'counted.' || gen_random_uuid()::text, 'Counted' from generate_series(1, $1)`,
  },
  {
    name: 'auditLog',
    who: 'admin',
    list: 'auditLog(filter: { search: "counted in the trail" }, first: 1)',
    add: `insert into users (username, display_name) select 'trail.' || gen_random_uuid()::text, 'Counted in the trail' from generate_series(1, $1)`,
  },
  {
    name: 'notifications',
    who: 'room_boss',
    list: 'notifications(types: [DAILY_SUMMARY], first: 1)',
    add: `with acts as (insert into told_acts (id) select gen_random_uuid() from generate_series(1, $1) returning id)
      insert into notifications (recipient_id, type, cause, cause_id) select u.id, 'DAILY_SUMMARY', acts.id::text, acts.id from acts, users u where u.username = 'room_boss'`,
  },
  {
    name: 'bookings',
    who: 'staff.tech',
    list: 'bookings(filter: { search: "long list" }, first: 1)',
    add: `insert into bookings (tenant_id, kind, status, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id, requester_id)
      select t.id, 'ROOM', 'PENDING', 'Long List Ltd', 'Naledi', 'naledi@list.example', '+27 82 555 0177', 4, 1, '2031-05-01T08:00Z'::timestamptz + n * interval '1 minute', '2031-05-01T10:00Z'::timestamptz + n * interval '1 minute', u.id, u.id
      from generate_series(1, $1) n, tenants t, users u where t.code = 'TECH' and u.username = 'staff.tech'`,
  },
];

it.each(lists)('$name are counted to 1,000, and say whether there are more', async ({ who, list, add }) => {
  const counts = async (more: number) => {
    await facility.superuser.query(add, [more]);
    return total(who, list);
  };
  expect(await counts(999)).toEqual({ totalCount: 999, totalIsExact: true });
  expect(await counts(1)).toEqual({ totalCount: 1_000, totalIsExact: true });
  expect(await counts(1)).toEqual({ totalCount: 1_000, totalIsExact: false });
  expect(await counts(500)).toEqual({ totalCount: 1_000, totalIsExact: false });
});

it.each(lists)('$name: one statement counts both fields, and ends with the 1,001st row', async ({ who, list }) => {
  const ask = (fields: string) => people[who].get(`{ result: ${list} { ${fields} } }`);
  await ask('pageInfo { hasNextPage }');
  const query = vi.spyOn(pg.Client.prototype, 'query');
  onTestFinished(() => void query.mockRestore());
  await ask('totalCount totalIsExact');
  const texts = (query.mock.calls as unknown[][]).flatMap(([sent]) => {
    const { text = '', values = [] } = sent as { readonly text?: string; readonly values?: readonly unknown[] };
    return /count\(/i.test(text) ? [{ text, values }] : [];
  });
  expect(texts).toHaveLength(1);
  expect(texts[0]?.text).toMatch(/limit \$\d+/i);
  // Prisma sends the figure as a text.
  expect(texts[0]?.values.map(String)).toContain('1001');
});
