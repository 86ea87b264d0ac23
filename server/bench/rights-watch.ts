// What the watch over rights costs a server with many open subscriptions: node server/bench/rights-watch.ts [people].
// So many people have a session and a subscription each; then the role of all of them is taken away. Says how long the
// one statement takes that is sent twice a second, what the process spends on it, and how long until everybody concerned is told.
import pg from 'pg';
import { loadViewers, loadViewer } from '../src/people/rights/load-viewer.ts';
import { RightsWatch } from '../src/people/rights/rights-watch.ts';
import { connectDatabase } from '../src/platform/database/database.ts';
import { createLog } from '../src/platform/log.ts';
import { isShort, startFacility } from './facility.ts';

const people = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? (isShort ? 10 : 2_000));
const seconds = isShort ? 0.1 : 15;
const calmMs = isShort ? 0 : 3_000;
function say(line: string): void {
  return void process.stderr.write(`${line}\n`);
}

const facility = await startFacility(say);
const superuser = new pg.Client({ connectionString: facility.superuserUrl });
await superuser.connect();
const db = connectDatabase({ url: facility.appUrl });
try {
  await superuser.query(
    `insert into users (username, display_name) select 'person.' || n, 'Person ' || n from generate_series(1, $1::int) n`,
    [people],
  );
  await superuser.query(
    `insert into role_grants (user_id, role_name, tenant_id) select u.id, 'staff', t.id from users u, tenants t where u.username like 'person.%' and t.code = 'TECH'`,
  );
  const { rows } = await superuser.query<{ id: string; userId: string }>(
    `insert into sessions (user_id, idle_seconds, expires_at) select id, 604800, now() + interval '1 day' from users where username like 'person.%' returning id, user_id as "userId"`,
  );
  const claims = rows.map(({ id, userId }) => ({ via: { kind: 'session' as const, id }, userId }));
  await superuser.query('analyze');
  const watch = new RightsWatch({ db, clock: () => new Date(), log: createLog('warn') });
  const viewers = await Promise.all(claims.map(async (claim) => loadViewer(db, claim, new Date())));
  let notified = 0;
  const followers = viewers.flatMap((viewer) => (viewer ? [watch.follow(viewer)] : []));
  for (const follower of followers) follower.onChange(() => (notified += 1));
  await followers[0]?.refresh();

  const fingerprints = new Map(
    [
      ...(await loadViewers(
        db,
        claims.map((claim) => ({ ...claim, knownFingerprint: '' })),
        new Date(),
      )),
    ].map(([id, { fingerprint }]) => [id, fingerprint]),
  );
  const times: number[] = [];
  for (let round = 0; round < 30; round += 1) {
    const since = performance.now();
    const changes = await loadViewers(
      db,
      claims.map((claim) => ({ ...claim, knownFingerprint: fingerprints.get(claim.via.id) ?? '' })),
      new Date(),
    );
    times.push(performance.now() - since);
    if (changes.size > 0) throw new Error('nothing has changed');
  }
  const sorted = times.toSorted((a, b) => a - b);
  say(
    `${people} sessions, ${followers.length} subscriptions: the statement takes ${sorted[15]?.toFixed(1)} ms (median of 30, p95 ${sorted[28]?.toFixed(1)})`,
  );

  await new Promise((resolve) => setTimeout(resolve, calmMs));
  const cpu = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const { user, system } = process.cpuUsage(cpu);
  say(`the process spends ${((user + system) / 1_000 / seconds).toFixed(1)} ms of CPU a second on it`);

  const since = performance.now();
  await superuser.query(
    `delete from role_grants g using users u where u.id = g.user_id and u.username like 'person.%'`,
  );
  while (notified < followers.length && performance.now() - since < 10_000)
    await new Promise((resolve) => setTimeout(resolve, 5));
  say(
    `a role that all ${people} lost was told to ${notified} subscriptions ${Math.round(performance.now() - since)} ms after it was taken away`,
  );
  watch.close();
} finally {
  await db.close();
  await superuser.end();
  await facility.stop();
}
