import { beforeAll, describe, expect, it } from 'vitest';
import { arrange } from '../test/arrange.ts';
import { hours, later, someMorning, tenants } from '../test/factories.ts';

const { facility, app } = await arrange();

const person = facility.userKeys['staff.tech'];
const booking = await facility.insertBooking({
  startsAt: someMorning(),
  endsAt: later(someMorning(), hours(1)),
  client: 'Marula Trust',
});

const { rows: acts } = await facility.owner.query<{ id: string }>('insert into told_acts default values returning id');

type Forgotten = {
  readonly table: string;
  /** Goes by its age. Null in what a job writes meanwhile. */
  readonly column: string;
  /** Of a row that goes, and of one that stays. */
  readonly ages: readonly [old: string, young: string];
  readonly columns: string;
  /** Of a row with the age $1. */
  readonly values: string;
};

const forgotten: readonly Forgotten[] = [
  {
    table: 'idempotency_keys',
    column: 'created_at',
    ages: ['25 hours', '23 hours'],
    columns: 'tenant_id, user_id, key, request_hash, booking_ids',
    values: `'${tenants.TECH}', '${person}', $1, '', '{}'`,
  },
  {
    table: 'creation_keys',
    column: 'created_at',
    ages: ['25 hours', '23 hours'],
    columns: 'user_id, key, request_hash, made_ids',
    values: `'${person}', $1, '', '{}'`,
  },
  {
    table: 'undo_steps',
    column: 'at',
    ages: ['6 minutes', '0 minutes'],
    columns: 'version, booking_id, tenant_id, actor, cause',
    values: `1 + extract(epoch from $1::interval)::int, '${booking}', '${tenants.TECH}', '${person}', 'cancelBooking'`,
  },
  {
    table: 'sign_in_tries',
    column: 'forget_at',
    ages: ['1 minute', '-1 hour'],
    columns: 'subject, window_ends_at',
    values: `sha256(convert_to($1, 'utf8')), now()`,
  },
  {
    table: 'password_links',
    column: 'expires_at',
    ages: ['31 days', '29 days'],
    columns: 'hash, user_id, purpose, void_at, created_at',
    values: `sha256(convert_to($1, 'utf8')), '${person}', 'RESET', now(), now() - $1::interval - interval '10 minutes'`,
  },
  {
    table: 'sessions',
    column: 'expires_at',
    ages: ['91 days', '89 days'],
    columns: 'user_id, created_at',
    values: `'${person}', now() - interval '200 days'`,
  },
  {
    table: 'notifications',
    column: 'read_at',
    ages: ['91 days', '89 days'],
    columns: 'recipient_id, type, cause, cause_id, created_at',
    values: `'${person}', 'DAILY_SUMMARY', $1, '${acts[0]?.id}', now() - interval '200 days'`,
  },
];

beforeAll(async () => {
  for (const { table, column, ages, columns, values } of forgotten) {
    for (const age of ages) {
      await facility.superuser.query(
        `insert into ${table} (${column}, ${columns}) select now() - $1::text::interval, ${values.replaceAll('$1', '$1::text')}`,
        [age],
      );
    }
  }
  await facility.owner.query(`update booking_search set words = 'as it was' where booking_id = $1`, [booking]);
  await facility.owner.query(`insert into work_states (name, value) values ('booking_search', 'to be renewed')`);
  await app.startJobs();
});

describe('the jobs of a server', () => {
  it.each(forgotten)('drop what is too old of $table, and leave the rest', async ({ table, column, ages }) => {
    const [old] = ages;
    const rows = async () =>
      (
        await facility.owner.query(
          `select ${column} <= now() - $1::interval as old from ${table} where ${column} is not null`,
          [old],
        )
      ).rows;
    await expect.poll(rows).toEqual([{ old: false }]);
  });

  it('write anew what bookings are found by, where a migration wants it', async () => {
    const words = async () =>
      (
        await facility.owner.query<{ words: string }>('select words from booking_search where booking_id = $1', [
          booking,
        ])
      ).rows[0]?.words;
    await expect.poll(words).toContain('marula');
  });
});
