// How long a search over a million bookings takes: node server/bench/search.ts [bookings] [--json]. The query of the
// page Bookings, over HTTP, with sign-in, row security and all limits but the budget a minute, for people of one
// division, of both, and for the Room Boss; beside it plain SQL as a role that bypasses row security, with a
// trigram index such as one would make there. Bookings and what they are found by are loaded with one statement each,
// triggers off; no occupancies are made, for no statement of a search reads them.
import pg from 'pg';
import { createApp } from '../src/app.ts';
import { createLog } from '../src/platform/log.ts';
import { quantile } from './figures.ts';
import { isShort, password, startFacility } from './facility.ts';
import { secret } from './secret.ts';

const bookingCount = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? (isShort ? 200 : 1_000_000));
const rounds = isShort ? 1 : 25;
/** Fewer rounds for the baseline: some of its searches take seconds. */
const plainRounds = isShort ? 1 : 5;
const warmUps = isShort ? 0 : 3;
const boundMs = 100;
function say(line: string): void {
  return void process.stderr.write(`${line}\n`);
}

/**
 * Loads ten years, five of them ahead, the same number for each division; some clients come often, some seldom, one
 * only lately.
 */
const load = `
  insert into bookings (tenant_id, status, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, room_id, created_by_id, requester_id)
  select t.ids[1 + n % 2], case when n < $1 / 2 then 'COMPLETED' else 'CONFIRMED' end::booking_status,
    case when n % 100000 < 2 then 'Quagga Instruments ' || n when n > $1 * 0.9 and n % 4 < 2 then 'Latecomers Academy ' || n % 97
      else names.of[1 + (n * 7) % 16] || ' ' || trades.of[1 + (n * 13 / 3) % 10] || ' ' || n % 4999 end,
    firsts.of[1 + (n * 3) % 12] || ' ' || lasts.of[1 + (n / 5) % 11], 'desk' || n % 4999 || '@client.example', '+27 11 555 ' || lpad((n % 10000)::text, 4, '0'), 1 + n % 20, 1,
    now() - interval '5 years' + n * (interval '10 years' / $1), now() - interval '5 years' + n * (interval '10 years' / $1) + case when n % 200 = 0 then interval '5 days' else interval '3 hours' end,
    r.ids[1 + n % cardinality(r.ids)], u.ids[1 + n % cardinality(u.ids)], u.ids[1 + n % cardinality(u.ids)]
  from generate_series(0, $1 - 1) n,
    (select array_agg(id order by code) as ids from tenants) t, (select array_agg(id) as ids from rooms) r, (select array_agg(id) as ids from users) u,
    (select array['Amber','Baobab','Coastal','Delta','Eastern','Fynbos','Granite','Highveld','Indigo','Jacaranda','Karoo','Lowveld','Marula','Northern','Orange','Protea'] as of) names,
    (select array['Bank','Energy','Freight','Health','Insurance','Learning','Logistics','Mining','Retail','Water'] as of) trades,
    (select array['Thandi','Sipho','Anna','Pieter','Naledi','Johan','Zanele','Peter','Lerato','Ruan','Aisha','Kabelo'] as of) firsts,
    (select array['Nkosi','Botha','Khumalo','Smith','Dlamini','Naidoo','Pillay','Mokoena','Jacobs','Venter','Adams'] as of) lasts`;

async function fill(superuser: pg.Client): Promise<void> {
  const timed = async (label: string, text: string, values: unknown[] = []) => {
    const since = performance.now();
    await superuser.query(text, values);
    say(`${label}: ${((performance.now() - since) / 1_000).toFixed(0)} s`);
  };
  await superuser.query(
    `set transaction_timeout = 0; set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 2`,
  );
  const { rows: indexes } = await superuser.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes where tablename = 'booking_search' and indexname <> 'booking_search_pkey'`,
  );
  for (const { name } of indexes) await superuser.query(`drop index ${name}`);
  await superuser.query('alter table bookings disable trigger all; alter table booking_search disable trigger all');
  await timed('bookings', load, [bookingCount]);
  await timed(
    'what they are found by',
    'insert into booking_search select f.* from bookings b, search_row(b) f where not exists (select from booking_search s where s.booking_id = b.id)',
  );
  for (const { name, definition } of indexes) await timed(name, definition);
  await superuser.query(
    'alter table bookings enable always trigger keep_booking_search; alter table booking_search enable trigger all',
  );
  await timed(
    'the index of the baseline',
    `create extension if not exists pg_trgm; create index plain_trigrams on bookings using gin (client_name gin_trgm_ops)`,
  );
  await timed('vacuum analyze', 'vacuum analyze bookings, booking_search');
}

const document = `query ($filter: BookingFilter, $first: Int, $after: String, $last: Int, $before: String) { bookings(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
  edges { node { id version reference kind status clientName startsAt endsAt tenant { id code } room { id name } requestedRoom { id name } numLearners numFacilitators devicesNeeded deviceTypePreference
    coffeeTeaStation morningCatering lunchCatering createdBy { id displayName } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
const page = 50;
function plain(backwards: boolean): string {
  return `select b.*, u.display_name from bookings b join users u on u.id = b.created_by_id
  where tenant_id = any ($1::uuid[]) and ($2::text is null or client_name ilike '%' || $2 || '%') and (starts_at, b.id) ${backwards ? '<' : '>'} ($3, $4::uuid) order by starts_at ${backwards ? 'desc' : ''}, b.id ${backwards ? 'desc' : ''} limit ${page + 1}`;
}

const terms: readonly (readonly [kind: string, search: string | null])[] = [
  ['no search', null],
  ['common', 'marula'],
  ['common, two words', 'karoo mining'],
  ['one contact in twelve', 'thandi'],
  ['rare', 'quagga'],
  ['rare, a number', 'bank 4321'],
  ['only in the last year', 'latecomers'],
  ['two letters, common', 'ma'],
  ['two letters, rare', 'qu'],
  ['two letters, absent', 'xz'],
  ['one letter', 'k'],
  ['absent', 'zzyzx'],
  ['absent, of common pieces', 'marulabank'],
];

const facility = await startFacility(say);
const superuser = new pg.Client({ connectionString: facility.superuserUrl });
await superuser.connect();
const app = await createApp({
  ...facility,
  secret,
  host: '127.0.0.1',
  port: 0,
  log: createLog('silent'),
  limits: { costPerMinute: Number.MAX_SAFE_INTEGER },
});
const url = `${app.url.replace('localhost', '127.0.0.1')}/graphql`;
async function post(token: string | null, query: string, variables: object) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as {
    data: { signIn?: { accessToken: string }; bookings?: { edges: unknown[] } } | null;
    errors?: unknown;
  };
  if (!data || errors) throw new Error(JSON.stringify(errors));
  return data;
}

try {
  await fill(superuser);
  await superuser.query(
    `insert into role_grants (user_id, role_name, tenant_id) select u.id, 'viewer', t.id from users u, tenants t where u.username = 'viewer.tech' and t.code = 'TRAINING'`,
  );
  const { rows: tenants } = await superuser.query<{ id: string; code: string }>(
    'select id, code from tenants order by code',
  );
  const people = [
    { who: 'staff of one division', username: 'staff.tech', tenants: tenants.filter(({ code }) => code === 'TECH') },
    { who: 'somebody in both', username: 'viewer.tech', tenants },
    { who: 'the Room Boss', username: 'room_boss', tenants },
  ];
  const {
    rows: [middle],
  } = await superuser.query<{ id: string; startsAt: Date }>(
    'select id, starts_at as "startsAt" from bookings order by starts_at, id offset $1 limit 1',
    [Math.floor(bookingCount * 0.6)],
  );
  const places = [
    {
      place: 'the latest',
      backwards: true,
      from: { startsAt: new Date('9999-01-01'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
      cursor: null,
    },
    {
      place: `after ${Math.floor(bookingCount * 0.6)} others`,
      backwards: false,
      from: middle as { id: string; startsAt: Date },
      cursor: Buffer.from(`${middle?.startsAt.toISOString()} ${middle?.id}`).toString('base64'),
    },
  ];
  const results = [];
  for (const { who, username, tenants: open } of people) {
    const signedIn = await post(
      null,
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { accessToken } } }',
      { input: { username, password, tokens: true } },
    );
    const token = signedIn.signIn?.accessToken ?? null;
    for (const { place, backwards, from, cursor } of places) {
      for (const [kind, search] of isShort ? terms.slice(0, 3) : terms) {
        const appTimes: number[] = [];
        const plainTimes: number[] = [];
        let found = 0;
        for (let round = -warmUps; round < rounds; round += 1) {
          const since = performance.now();
          const { bookings } = await post(token, document, {
            filter: search === null ? null : { search },
            ...(backwards ? { last: page, before: cursor } : { first: page, after: cursor }),
          });
          const end = performance.now();
          found = bookings?.edges.length ?? 0;
          if (round >= 0) appTimes.push(end - since);
        }
        for (let round = -1; round < plainRounds; round += 1) {
          const since = performance.now();
          await superuser.query({
            name: `plain ${String(backwards)}`,
            text: plain(backwards),
            values: [open.map(({ id }) => id), search, from.startsAt, from.id],
          });
          if (round >= 0) plainTimes.push(performance.now() - since);
        }
        const [sortedApp, sortedPlain] = [appTimes, plainTimes].map((times) => times.toSorted((a, b) => a - b)) as [
          number[],
          number[],
        ];
        const result = {
          who,
          place,
          kind,
          search,
          found,
          p50: quantile(sortedApp, 0.5),
          p95: quantile(sortedApp, 0.95),
          plainP50: quantile(sortedPlain, 0.5),
          plainP95: quantile(sortedPlain, 0.95),
        };
        results.push(result);
        say(
          `${who}, ${place}, ${kind} (${search ?? ''}): ${found} found, p50 ${result.p50.toFixed(1)} ms, p95 ${result.p95.toFixed(1)}; plain SQL without row security ${result.plainP50.toFixed(1)}, ${result.plainP95.toFixed(1)}`,
        );
      }
    }
  }
  const worst = results.toSorted((a, b) => b.p95 - a.p95)[0];
  say(
    `${bookingCount} bookings, ${rounds} rounds each: the slowest p95 is ${worst?.p95.toFixed(1)} ms (${worst?.who}, ${worst?.place}, ${worst?.kind}); bound ${boundMs}`,
  );
  if (process.argv.includes('--json')) console.log(JSON.stringify(results));
  process.exitCode = isShort || (worst?.p95 ?? Infinity) < boundMs ? 0 : 1;
} finally {
  await app.close();
  await superuser.end();
  await facility.stop();
}
