import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { days, hours, later, local, openFacility, type TestFacility } from './factories.ts';

let facility: TestFacility;

beforeAll(async () => {
  facility = await openFacility();
});
afterAll(() => facility.close());

const startsAt = local('2031-03-04', '08:00');
function book(day: number) {
  return facility.insertBooking({
    startsAt: later(startsAt, days(day)),
    endsAt: later(startsAt, days(day) + hours(1)),
  });
}
async function referenceOf(key: string) {
  return (
    (await facility.owner.query<{ reference: string }>('select reference from bookings where id = $1', [key])).rows[0]
      ?.reference ?? ''
  );
}
/** As references were made before there was a secret. */
const before = `'BK-' || (select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((n >> (5 * digit)) & 31)::int + 1, 1), '' order by digit desc) from generate_series(0, 5) digit)`;

describe('the permutation behind booking references', () => {
  it.each([1, 2, 5, 6])('of halves of %i bits gives each number once, for any secret', async (bits) => {
    const numbers = 2 ** (2 * bits);
    for (const secret of ['a', 'b', 'c']) {
      const {
        rows: [row],
      } = await facility.owner.query<{ once: number; least: string; most: string }>(
        'select count(distinct p)::int as once, min(p) as least, max(p) as most from generate_series(0, $1::bigint - 1) n, permuted(n, convert_to($2, $$utf8$$), $3) p',
        [numbers, secret, bits],
      );
      expect(row).toEqual({ once: numbers, least: '0', most: String(numbers - 1) });
    }
  });

  it('of 30 bits gives each of 20,000 numbers another one, and with another secret other ones', async () => {
    const {
      rows: [row],
    } = await facility.owner.query<{ once: number; kept: number; steps: number }>(
      `select count(distinct a)::int as once, count(*) filter (where a = b)::int as kept, count(distinct (a - before) & 1073741823)::int as steps
       from (select a, b, lag(a) over (order by n) as before from generate_series(1, 20000) n, permuted(n, 'one', 15) a, permuted(n, 'another', 15) b) numbers`,
    );
    expect(row?.once).toBe(20_000);
    expect(row?.kept).toBeLessThan(5);
    expect(row?.steps, 'from one to the next there is no step that comes back').toBeGreaterThan(19_900);
  });
});

describe('a booking reference', () => {
  it('is not to be reckoned from the one before', async () => {
    const references: string[] = [];
    for (let day = 0; day < 20; day += 1) references.push(await referenceOf(await book(day)));
    expect(new Set(references).size).toBe(20);
    for (const reference of references) expect(reference).toMatch(/^BK-[0-9A-HJKMNP-TV-Z]{6}$/);
    const { rows } = await facility.owner.query<{ reference: string }>(
      `select ${before} as reference from generate_series(1::bigint, 100) number, lateral (select (number * 697398101 + 414243661) & 1073741823 as n) scrambled`,
    );
    expect(rows.filter(({ reference }) => references.includes(reference))).toEqual([]);
  });

  it('that was given before is passed over, and stays what it was', async () => {
    const old = await book(30);
    const client = new pg.Client(facility.database.superuserUrl);
    await client.connect();
    try {
      const {
        rows: [coming],
      } = await client.query<{ reference: string }>(
        `select ${before} as reference from (select permuted((last_value + 1) & 1073741823, secret, 15) as n from booking_numbers, reference_keys) coming`,
      );
      // One as it was given out in the old way; a booking keeps its reference, so it is made with it.
      const {
        rows: [row],
      } = await client.query<{ id: string }>(
        `insert into bookings select * from jsonb_populate_record(null::bookings, (select to_jsonb(b) || jsonb_build_object('id', gen_random_uuid(), 'reference', $2::text) from bookings b where id = $1)) returning id`,
        [old, coming?.reference],
      );
      expect(await referenceOf(await book(31))).not.toBe(coming?.reference);
      expect(await referenceOf(row?.id ?? '')).toBe(coming?.reference);
    } finally {
      await client.end();
    }
  });

  it('is made for the application, which reads neither the secret nor how far the numbers have come', async () => {
    const app = new pg.Client(facility.database.appUrl);
    await app.connect();
    try {
      for (const statement of [
        'select secret from reference_keys',
        'select last_value from booking_numbers',
        `select nextval('booking_numbers')`,
        `select permuted(1, 'x', 15)`,
      ]) {
        await expect(app.query(statement), statement).rejects.toMatchObject({ code: '42501' });
      }
      const { rows } = await app.query<{ reference: string }>('select new_booking_reference() as reference');
      expect(rows[0]?.reference).toMatch(/^BK-/);
    } finally {
      await app.end();
    }
  });
});
