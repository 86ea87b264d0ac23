import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { checkPassword, hashPassword } from '../server/src/people/credentials/passwords.ts';
import { hashing } from '../server/src/people/credentials/turns.ts';
import type { Context } from '../server/src/platform/context.ts';
import { makeClient } from '../server/src/platform/database/connections.ts';
import { johannesburg } from '../server/src/platform/facility.ts';
import { sampleAccounts } from './sample/accounts.ts';
import { enactSample } from './sample/enact-sample.ts';
import { furnish } from './sample/furnish.ts';

export type SeedOptions = Pick<Context, 'log'> & {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** The password of all sample accounts. */
  readonly password: string;
  /** Whether the sample is built only into a database that is empty; otherwise other people may be in it already. */
  readonly onlyIfEmpty: boolean;
  readonly say: (line: string) => void;
  /** The day of this clock decides what the sample contains; its hour does not matter. */
  readonly clock?: () => Date;
};

const pollMs = 250;

/**
 * Builds the sample facility (24 rooms, 110 devices, 12 accounts, 810 bookings), once for a database: several servers
 * may start at the same moment, and one that was killed half-way is cleared away and built anew.
 *
 * @returns the names of the sample accounts that work, whether they were made now or at an earlier start.
 */
export function seedSampleFacility(options: SeedOptions): Promise<string[]> {
  return asOwner(options.ownerUrl, async (owner) => {
    await takeLock(owner, options.say);
    const state = await readState(owner);
    if (state === null && !(await mayBuild(owner, options))) return [];
    if (state !== 'complete') await build(owner, state, options);
    await updatePasswords(owner, options.password);
    return workingAccounts(owner);
  });
}

/**
 * Checks the sample accounts for a start without sample data. The data and the accounts' passwords stay as they are.
 * @returns the names of sample accounts that work with this password; warns when they work with another one.
 */
export function findSampleAccounts({
  ownerUrl,
  password,
  say,
}: Pick<SeedOptions, 'ownerUrl' | 'password' | 'say'>): Promise<string[]> {
  return asOwner(ownerUrl, async (owner) => {
    const names = await workingAccounts(owner);
    if (names.length === 0 || (await passwordHolds(owner, password))) return names;
    say(
      `  Warning: this database has sample accounts with a password that an earlier start gave them: ${names.join(', ')}.`,
    );
    return [];
  });
}

type State = 'building' | 'complete';

/** Uses a session of its own, whose end releases the lock. */
async function asOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = makeClient({ connectionString: ownerUrl, application_name: 'colab sample' });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

async function takeLock(owner: pg.Client, say: (line: string) => void): Promise<void> {
  for (let tries = 0; ; tries++) {
    const { rows } = await owner.query<{ taken: boolean }>(
      `select /* lockSample */ pg_try_advisory_lock(hashtextextended('colab sample', 0)) as taken`,
    );
    if (rows[0]?.taken) return;
    if (tries === 0) say('  sample facility: another server builds it, or looks at it; waiting');
    await delay(pollMs);
  }
}

async function readState(owner: pg.Client): Promise<State | null> {
  const { rows } = await owner.query<{ value: State }>(
    `select /* sampleState */ value from work_states where name = 'sample_data'`,
  );
  return rows[0]?.value ?? null;
}

async function mayBuild(owner: pg.Client, { onlyIfEmpty, say }: SeedOptions): Promise<boolean> {
  const { rows } = await owner.query<{ users: boolean; namesakes: boolean; furnished: boolean }>(
    `select /* samplePlace */ exists (select from users) as users, exists (select from users where username = any ($1)) as namesakes,
       exists (select from rooms) or exists (select from device_categories) or exists (select from bookings) as furnished`,
    [sampleAccounts.map(({ username }) => username)],
  );
  const { users = true, namesakes = true, furnished = true } = rows[0] ?? {};
  if (!furnished && !namesakes && !(onlyIfEmpty && users)) return true;
  if (!onlyIfEmpty)
    say('  sample facility: not built, because this database has rooms, devices, bookings or accounts of its own');
  return false;
}

async function build(
  owner: pg.Client,
  state: State | null,
  { password, clock = () => new Date(), ...options }: SeedOptions,
): Promise<void> {
  if (state === null) {
    options.say('  sample facility: rooms, devices, people');
    await inOneTransaction(owner, async () => {
      await furnish(owner, password);
      await owner.query(`insert /* beginSample */ into work_states (name, value) values ('sample_data', 'building')`);
    });
  } else if (await othersHaveBooked(owner)) {
    // A server without sample data was used meanwhile: nothing that its users made may be touched.
    options.say('  sample facility: an earlier start was interrupted, and others have booked since; it stays as it is');
    return complete(owner);
  } else {
    options.say('  sample facility: an earlier start was interrupted; its bookings are made anew');
    await inOneTransaction(owner, () => clear(owner));
  }
  // Creates the partitions for the events of today, or these would stay in the default one for good. None is dropped
  // here.
  await owner.query('select /* keepDays */ keep_domain_event_days(1, 36500)');
  await enactSample(owner, { ...options, clock, facility: johannesburg });
  await complete(owner);
  await owner.query(
    'analyze /* analyzeSample */ users, rooms, devices, device_requests, device_demands, device_assignments, device_occupancies, bookings, room_occupancies, domain_events',
  );
}

function complete(owner: pg.Client): Promise<void> {
  return inOneTransaction(owner, async () => {
    await owner.query('update /* openSampleAccounts */ users set active = true where sample');
    await owner.query(tellOfGhosts);
    await owner.query(`update /* completeSample */ work_states set value = 'complete' where name = 'sample_data'`);
  });
}

// Shut accounts get no notifications while months of work are done in a minute; they are notified once of what waits
// now, for each ghost separately: as if its author had just asked for it.
const tellOfGhosts = `
  do /* tellOfSampleGhosts */ $$
  declare ghost bookings;
  begin
    set constraints tell_of_changed_bookings immediate;
    for ghost in
      select b.* from bookings b join users u on u.id = b.requester_id
      where u.sample and b.status = 'PENDING' and b.kind = 'ROOM' and b.starts_at > now() order by b.starts_at desc
    loop
      perform set_config('app.actor', ghost.created_by_id::text, true);
      insert into changed_bookings (booking_id) values (ghost.id);
    end loop;
    perform set_config('app.actor', '', true);
    set constraints tell_of_changed_bookings deferred;
  end $$`;

async function othersHaveBooked(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ booked: boolean }>(
    `select /* othersHaveBooked */ exists (select from bookings where created_by_id not in (select id from users where sample))
       or exists (select from closures where created_by_id not in (select id from users where sample)) as booked`,
  );
  return rows[0]?.booked ?? true;
}

/**
 * Waits for what the killed process had under way: a transaction that writes a booking holds its author's row until the
 * end.
 */
async function clear(owner: pg.Client): Promise<void> {
  await owner.query('select /* holdSampleAccounts */ from users where sample for update');
  // A booking with devices out is not deleted, and what came back damaged is whole again.
  await owner.query(
    `update /* bringSampleDevicesBack */ device_assignments set returned_at = greatest(now(), handed_out_at), condition = 'GOOD' where handed_out_at is not null and returned_at is null`,
  );
  await owner.query(
    'update /* endSampleDowntimes */ device_downtimes set ended_at = starts_at where ended_at is null and made_by is not null',
  );
  await owner.query(
    'delete /* clearSample */ from bookings where created_by_id in (select id from users where sample)',
  );
  await owner.query(
    'delete /* clearSampleClosures */ from closures where created_by_id in (select id from users where sample)',
  );
}

async function inOneTransaction(owner: pg.Client, work: () => Promise<void>): Promise<void> {
  await owner.query('begin');
  try {
    await work();
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Updates the accounts if SAMPLE_PASSWORD differs from that of the start before. Hashing is slow, so only then. */
async function updatePasswords(owner: pg.Client, password: string): Promise<void> {
  if (await passwordHolds(owner, password)) return;
  const { rows } = await owner.query<{ id: string }>(
    'select /* sampleAccountIds */ id from users where sample order by id',
  );
  const hashes = await Promise.all(rows.map(() => hashPassword(password)));
  await owner.query(
    `update /* followPassword */ users u set password_hash = n.hash from unnest($1::uuid[], $2::text[]) as n(id, hash) where u.id = n.id`,
    [rows.map(({ id }) => id), hashes],
  );
}

async function passwordHolds(owner: pg.Client, password: string): Promise<boolean> {
  const { rows } = await owner.query<{ hash: string }>(
    'select /* sampleHash */ password_hash as hash from users where sample order by created_at limit 1',
  );
  const [sample] = rows;
  return !sample || (await hashing.take('', (turn) => checkPassword(turn, sample.hash, password))).is === 'right';
}

async function workingAccounts(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ username: string }>(
    'select /* workingSampleAccounts */ username from users where sample and active',
  );
  const active = new Set(rows.map(({ username }) => username));
  return sampleAccounts.map(({ username }) => username).filter((name) => active.has(name));
}
