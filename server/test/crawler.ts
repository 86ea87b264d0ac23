import { expect } from 'vitest';
import type { App } from '../src/app.ts';
import { fillBooks, type House, marker, now, shownToNobody, unmarkedTexts, window } from './crawler-house.ts';
import {
  argumentsOf,
  type Document,
  documentsOf,
  kindOf,
  plainDocumentOf,
  type Plausible,
  reachable,
  type Root,
  roots,
  type Slot,
  slotsOf,
} from './crawler-documents.ts';
import { Caller, type SocketCaller } from './client.ts';
import {
  bookingId,
  globalId,
  hours,
  later,
  openFacility,
  roomId,
  roomKey,
  type TestFacility,
  tenants,
  type Username,
} from './factories.ts';
import { inParallel, roundRobin, twinOf } from './crawler-turns.ts';
import { Random } from './random.ts';
import { startApp } from './servers.ts';
import { defaultLimits } from '../src/platform/http/limits/limits.ts';
import { defaultTryLimits } from '../src/platform/try-limits.ts';
import { openUnmasked } from './unmasked.ts';

/** Operations that no call can be made up for, each with its reason. An operation that is added is crawled by itself. */
const notCrawled: Readonly<Record<string, string>> = {};

/** Fields that no document of ours asks for, each with its reason. */
const notReached: Readonly<Record<string, string>> = {};

/** Strangers to TECH: those who ask, those who read, a boss over TRAINING alone, and one who may do everything there. */
const strangers = ['staff.training', 'viewer.training', 'boss.training', 'chief.training'] as const;
type Stranger = (typeof strangers)[number];

/** Which of the two locks is on: both, or one of them alone. */
type Locks = 'both' | 'database' | 'resolvers';

const wide = {
  ...(Object.fromEntries(Object.keys(defaultLimits).map((name) => [name, 1_000_000])) as typeof defaultLimits),
  costPerMinute: Number.MAX_SAFE_INTEGER,
  readingPerMinute: Number.MAX_SAFE_INTEGER,
};

/** Limits stand in front of what is proven here, and have proofs of their own. */
export const unlimited = {
  tryLimits: { ...defaultTryLimits, perAccount: 1_000_000, perAddress: 1_000_000 },
  limits: wide,
};

type Crawl = {
  readonly facility: TestFacility;
  readonly app: App;
  readonly house: House;
  readonly plausible: Plausible;
  readonly called: Set<string>;
  readonly reached: Set<string>;
  readonly leaks: string[];
  readonly locks: Locks;
  probes: number;
};
export type Probe = {
  readonly document: Document;
  readonly variables: Record<string, unknown>;
  readonly group: string;
};

export type CrawlFigures = {
  readonly probes: number;
  readonly subscriptions: number;
  readonly compared: number;
  readonly operations: number;
  readonly fields: number;
};

export type CrawlSize = {
  readonly bookings: number;
  /** Of the probes; each kind of probe is there once in any case. */
  readonly most: number;
  /** Who asks each of them: every stranger; the one who may do everything, with one of the others in turn or alone. */
  readonly by: 'all of them' | 'two of them' | 'one of them';
  readonly locks?: Locks;
};

export async function proveCrawl({ bookings, most, by, locks = 'both' }: CrawlSize): Promise<CrawlFigures> {
  const facility = await openFacility();
  const app = await startApp(facility.database, () => now, unlimited);
  try {
    await addStrangers(facility);
    const house = await fillBooks(facility, app.url, bookings);
    const own = await facility.insertBooking({
      startsAt: later(window.from, hours(8)),
      endsAt: later(window.from, hours(9)),
      wish: 1,
      tenant: 'TRAINING',
    });
    const crawl: Crawl = {
      facility,
      app,
      house,
      plausible: plausibleIn(house, bookingId(own)),
      called: new Set(),
      reached: new Set(),
      leaks: [],
      locks,
      probes: 0,
    };
    if (locks === 'resolvers') await openDatabase(facility);

    expect(await unmarkedTexts(facility), 'texts of a division that carry no marker').toEqual([]);
    if (locks === 'both') await ownerSees(crawl);
    const probes = roundRobin(allProbes(crawl), most);
    const subscriptions = locks === 'database' ? 0 : await follow(crawl, by);
    if (locks === 'database') await askUnmasked(crawl, probes);
    else await Promise.all(strangers.map((stranger) => ask(crawl, stranger, shareOf(stranger, probes, by))));
    const compared = locks === 'both' ? await compareTwins(crawl, by) : 0;

    expect(crawl.leaks, 'answers that hold what is TECH’s').toEqual([]);
    const walked = locks === 'database' ? roots.filter(({ operation }) => operation !== 'subscription') : roots;
    expect(
      walked.map(({ name }) => name).filter((name) => !crawl.called.has(name) && !(name in notCrawled)),
      'operations that no call was made up for',
    ).toEqual([]);
    if (locks === 'both')
      expect(
        reachable().filter((field) => !crawl.reached.has(field) && !(field in notReached)),
        'fields that no document reached',
      ).toEqual([]);
    return { probes: crawl.probes, subscriptions, compared, operations: crawl.called.size, fields: crawl.reached.size };
  } finally {
    await app.close();
    await facility.close();
  }
}

async function addStrangers({ owner }: TestFacility): Promise<void> {
  await owner.query(
    `insert into users (username, display_name, password_hash) select name, 'Somebody', password_hash from users, unnest(array['boss.training', 'chief.training']) name where username = 'admin'`,
  );
  await owner.query(
    `insert into roles (name, title, scope) values ('chief', 'Chief', 'TENANT'); insert into role_permissions values ('chief', '*')`,
  );
  await owner.query(
    `insert into role_grants (user_id, role_name, tenant_id) select id, case username when 'boss.training' then 'room_boss' else 'chief' end, $1 from users where username in ('boss.training', 'chief.training')`,
    [tenants.TRAINING],
  );
}

function plausibleIn(house: House, ownBooking: string): Plausible {
  return (scalar, name) => {
    const made: Record<string, unknown> = {
      ID: /room/i.test(name) ? roomId(7) : /tenant/i.test(name) ? globalId('Tenant', tenants.TRAINING) : ownBooking,
      DateTime: /to|end/i.test(name)
        ? /to/i.test(name)
          ? window.to
          : later(window.from, hours(24 * 8 + 12))
        : /starts/i.test(name)
          ? later(window.from, hours(24 * 8 + 9))
          : window.from,
      Date: '2031-03-20',
      EventCursor: house.start,
      Int: /version/i.test(name) ? 1 : 3,
      Float: 1.5,
      Boolean: true,
      String: /email/i.test(name)
        ? 'somebody@client.example'
        : /idempotency/i.test(name)
          ? house.idempotencyKey
          : /user/i.test(name)
            ? 'nobody.at.all'
            : 'Crawler',
    };
    return made[scalar] ?? 'x';
  };
}

/** What is put where words go: fragments that only TECH's texts hold, and cursors of its lists. */
function wordsOf({ connectionCursors, ids }: House): string[] {
  return [
    'qzm',
    'QZM',
    '@client.example',
    'client_phone',
    '%',
    'BK-',
    ...connectionCursors,
    ...(ids['Booking'] ?? []).slice(0, 2),
  ];
}

function candidates(house: House, { operation }: Root, { kind }: Slot): readonly string[] {
  return kind === 'ID'
    ? Object.values(house.ids).flat()
    : kind === 'EventCursor'
      ? [...house.eventCursors, house.start]
      : operation === 'query'
        ? wordsOf(house)
        : [];
}

/** Every operation by every way to everything behind it, and with every id of TECH in every place that takes one. */
function allProbes({ house, plausible }: Crawl): Probe[] {
  return roots
    .filter(({ operation }) => operation !== 'subscription')
    .flatMap((root) => {
      const documents = documentsOf(root);
      const plain = documents.map((document, index): Probe => ({
        document,
        variables: argumentsOf(root, plausible, null, index % 2 === 1 && root.operation === 'query'),
        group: kindOf(document),
      }));
      const placed = slotsOf(root).flatMap((slot) =>
        candidates(house, root, slot).map((value, index): Probe => {
          const document = documents[index % documents.length] as Document;
          return {
            document,
            variables: argumentsOf(root, plausible, { path: slot.path, value }),
            group: `${root.name} at ${slot.path}`,
          };
        }),
      );
      return [...plain, ...placed];
    });
}

function shareOf<T>(stranger: Stranger, items: readonly T[], by: CrawlSize['by']): readonly T[] {
  const others = strangers.filter((one) => one !== 'chief.training');
  if (by === 'all of them' || stranger === 'chief.training') return items;
  return by === 'one of them' ? [] : items.filter((_, index) => others[index % others.length] === stranger);
}

type Told = { readonly headers: string; readonly body: string };

async function post(url: string, token: string | null, query: string, variables: object): Promise<Told> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return { headers: JSON.stringify([...response.headers]), body: await response.text() };
}

/** That execution began: what the document or its variables were refused for has neither data nor a place. */
function wasCalled(body: string, { name }: Root): boolean {
  const { data, errors = [] } = JSON.parse(body) as { data?: object | null; errors?: { path?: unknown[] }[] };
  return (data !== undefined && data !== null) || errors.some(({ path }) => path?.[0] === name);
}

function noteCall({ called, reached, leaks }: Crawl, body: string, document: Document): void {
  if (body.includes('LIMIT_EXCEEDED')) leaks.push(`nothing was proven by ${document.root.name}: ${body.slice(0, 200)}`);
  if (!wasCalled(body, document.root)) return;
  called.add(document.root.name);
  for (const field of document.fields) reached.add(field);
}

function check(
  crawl: Crawl,
  who: string,
  { document, variables }: Pick<Probe, 'document' | 'variables'>,
  answers: readonly string[],
): void {
  crawl.probes += 1;
  const sent = JSON.stringify(variables);
  for (const answer of answers) {
    // What one lock alone keeps are texts; that there is such an id, both do.
    const secret =
      crawl.locks === 'resolvers'
        ? undefined
        : crawl.house.secrets.find((text) => answer.includes(text) && !sent.includes(text));
    if (marker.test(answer) || secret !== undefined)
      crawl.leaks.push(
        `${who}: ${document.root.name} by ${document.end} ${sent.slice(0, 200)} → ${secret ?? marker.exec(answer)?.[0]} in ${answer.slice(0, 300)}`,
      );
  }
}

/** What was refused has ended nobody's session. */
export function isRefused(body: string): boolean {
  return body.includes('"errors":') || /"__typename":"\w+Error"/.test(body);
}

async function ask(crawl: Crawl, stranger: Stranger, probes: readonly Probe[]): Promise<void> {
  const { app } = crawl;
  let caller = await Caller.signIn(app.url, stranger as Username);
  const one = async ({ document, variables }: Probe): Promise<string> => {
    const { headers, body } = await post(app.url, caller.token, document.text, variables);
    noteCall(crawl, body, document);
    check(crawl, stranger, { document, variables }, [headers, body]);
    return body;
  };
  const queries = probes.filter(({ document }) => document.root.operation === 'query');
  await inParallel(queries, one);
  // One after another, and signed in again where one of them signs out: nothing is proven by a stranger at the door.
  for (const probe of probes.filter(({ document }) => document.root.operation === 'mutation')) {
    const body = await one(probe);
    if (isRefused(body)) continue;
    const { viewer } = await caller.get<{ viewer: unknown }>('{ viewer { user { id } } }');
    if (viewer === null) caller = await Caller.signIn(app.url, stranger as Username);
  }
}

/** Row security is let go: what is still kept, the resolvers keep. */
async function openDatabase({ owner }: TestFacility): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relrowsecurity and c.relkind in ('r', 'p')`,
  );
  for (const { name } of rows)
    await owner.query(`create policy opened_wide on ${name} for select to colab_app using (true)`);
}

/** A stranger who claims every right in every division, before a database that is asked for TRAINING's books alone. */
async function askUnmasked(crawl: Crawl, probes: readonly Probe[]): Promise<void> {
  const {
    facility: { database, userKeys },
  } = crawl;
  const one = await openUnmasked(database, { userId: userKeys['staff.training'], tenantId: tenants.TRAINING });
  const owner = await openUnmasked(database, { userId: userKeys['staff.tech'], tenantId: tenants.TECH });
  try {
    const control = await owner.ask(
      '{ bookings(first: 100) { edges { node { clientName clientEmail bossNotes } } } }',
      {},
    );
    expect(control, 'the owner’s books, by the same way').toMatch(marker);
    await inParallel(probes, async ({ document, variables }) => {
      const answer = await one.ask(document.text, variables);
      noteCall(crawl, answer, document);
      check(crawl, 'a stranger with every right', { document, variables }, [answer]);
    });
  } finally {
    await Promise.all([one.close(), owner.close()]);
  }
}

/** CONTRIBUTING.md, "Tests": an empty answer proves privacy only where the owner's is full. */
async function ownerSees({ app, facility, house, plausible }: Crawl): Promise<void> {
  const staff = await Caller.signIn(app.url, 'staff.tech');
  const seen = new Set<string>();
  const asked = roots
    .filter(({ operation }) => operation === 'query')
    .flatMap((root) => {
      const slot = slotsOf(root).find(({ path, kind }) => kind === 'ID' && /^(id|.*booking.*)$/i.test(path));
      const values = slot ? (house.ids['Booking'] ?? []).slice(0, 8) : [null];
      // A quarter of the bookings each: some of the ways lead to the same texts.
      return documentsOf(root).flatMap(({ text }, way) =>
        values
          .filter((_, index) => index % 4 === way % 4 || values.length === 1)
          .map((value) => ({
            text,
            variables: argumentsOf(root, plausible, slot && value !== null ? { path: slot.path, value } : null),
          })),
      );
    });
  await inParallel(asked, async ({ text: document, variables }) => {
    const { body } = await post(app.url, staff.token, document, variables);
    for (const [text] of body.matchAll(/qzmark[ .]\w+/gi)) seen.add(text.slice('qzmark '.length).toLowerCase());
  });
  const { rows } = await facility.owner.query<{ text: string }>(
    `select distinct substr(lower(m[1]), 8) as text
     from (select to_jsonb(b) as facts from bookings b where tenant_id = $1
       union all select to_jsonb(q) from device_requests q where tenant_id = $1
       union all select to_jsonb(r) from rentals r where tenant_id = $1
       -- Why a plan was given up is told in its move.
       union all select to_jsonb(a) - 'release_reason' from device_assignments a where tenant_id = $1) f,
       lateral jsonb_each_text(f.facts) v, lateral regexp_matches(v.value, '(qzmark[ .]\\w+)', 'gi') m`,
    [tenants.TECH],
  );
  expect([...seen].toSorted(), 'what its owner sees of what is marked').toEqual(
    rows.map(({ text }) => text).toSorted(),
  );
  const {
    rows: [kept],
  } = await facility.owner.query<{ key: string }>('select key from idempotency_keys where tenant_id = $1', [
    tenants.TECH,
  ]);
  expect({ [shownToNobody[0] ?? '']: kept?.key }).toEqual({ 'idempotency_keys.key': house.idempotencyKey });
}

/** Every subscription with every booking of TECH and from before all of it; then TECH's books change under them. */
async function follow(crawl: Crawl, by: CrawlSize['by']): Promise<number> {
  const { facility, house, plausible } = crawl;
  const control = await facility.insertBooking({
    startsAt: later(window.from, hours(10)),
    endsAt: later(window.from, hours(11)),
    room: 6,
    tenant: 'TRAINING',
  });
  const streams = roots.filter(({ operation }) => operation === 'subscription');
  const probes = streams.flatMap((root) => {
    const documents = documentsOf(root);
    const ids = slotsOf(root).filter(({ kind, path }) => kind === 'ID' && !path.includes('.'));
    const placed = ids.flatMap(({ path }) =>
      (house.ids['Booking'] ?? []).slice(0, 10).map((value, index): Probe => ({
        document: documents[index % documents.length] as Document,
        variables: { ...argumentsOf(root, plausible, { path, value }), after: house.start },
        group: path,
      })),
    );
    return [
      ...documents.map((document): Probe => ({
        document,
        variables: { ...argumentsOf(root, plausible, null), after: house.start },
        group: root.name,
      })),
      ...placed,
    ];
  });
  const owner = await watch(crawl, 'staff.tech', probes, control);
  const told: Watched[] = [];
  for (const stranger of strangers)
    told.push(...(await watch(crawl, stranger, shareOf(stranger, probes, by), control)));
  await facility.owner.query(
    `update bookings set notes = 'QZMARK notes', client_name = 'QZMARK client_name', num_learners = num_learners + 1 where tenant_id = $1`,
    [tenants.TECH],
  );
  await facility.owner.query(
    `update bookings set ends_at = ends_at + interval '1 hour' where tenant_id = $1 and status = 'CONFIRMED'`,
    [tenants.TECH],
  );
  await facility.owner.query('update rooms set capacity = capacity + 1 where id = $1', [roomKey(7)]);
  await facility.owner.query('update bookings set num_learners = 1 where id = $1', [control]);
  for (const { last } of [...owner, ...told]) await last;
  // What a stream begins with is read in its own time.
  const answered = () => [...owner, ...told].filter(({ received, refused }) => received.length + refused.length > 0);
  await expect
    .poll(() => new Set(answered().map(({ probe }) => probe.document.root.name)).size, {
      message: 'streams that answered',
    })
    .toBe(streams.length);
  expect(
    owner.some(({ received }) => marker.test(received.join())),
    'the owner is told',
  ).toBe(true);
  for (const { who, probe, received } of told) check(crawl, who, probe, received);
  for (const {
    probe: { document },
    received,
    refused,
  } of [...owner, ...told]) {
    if (received.length > 0 || refused.length > 0) crawl.called.add(document.root.name);
    if (received.length > 0) for (const field of document.fields) crawl.reached.add(field);
  }
  for (const { close } of [...owner, ...told]) await close();
  return told.length;
}

type Watched = {
  readonly who: string;
  readonly probe: Probe;
  readonly received: string[];
  readonly refused: unknown[];
  readonly last: Promise<unknown>;
  close(): Promise<void>;
};

const perSocket = 40;

async function watch(
  { app, house }: Crawl,
  who: Stranger | 'staff.tech',
  probes: readonly Probe[],
  control: string,
): Promise<Watched[]> {
  const caller = await Caller.signIn(app.url, who as Username);
  let socket: SocketCaller | undefined;
  return probes.map((probe, index) => {
    if (index % perSocket === 0) socket = caller.connect();
    const mine = socket as SocketCaller;
    const received: string[] = [];
    const refused: unknown[] = [];
    const subscription = mine.subscribe<object>(probe.document.text, probe.variables);
    const take = async (): Promise<void> => {
      for (let data = await subscription.next(); data !== undefined; data = await subscription.next())
        received.push(JSON.stringify(data));
      refused.push(...(await subscription.ended));
    };
    void take();
    // Another on the same socket, of what this person sees: when its end has come, so has what came before it.
    const last =
      who === 'staff.tech'
        ? Promise.resolve()
        : mine
            .subscribe<{ bookingChanged: { booking: { numLearners: number } | null } }>(
              'subscription ($id: ID!, $after: EventCursor) { bookingChanged(id: $id, after: $after) { booking { numLearners } } }',
              { id: bookingId(control), after: house.start },
            )
            .until(({ bookingChanged }) => bookingChanged.booking?.numLearners === 1);
    return { who, probe, received, refused, last, close: () => mine.close() };
  });
}

/** An id of TECH's, and one of the same type that nothing has, get the same bytes, wherever an id is taken. */
async function compareTwins({ app, house, plausible, leaks }: Crawl, by: CrawlSize['by']): Promise<number> {
  let compared = 0;
  const random = new Random(4);
  // In the short form the one who may do everything in their own division asks alone.
  const [askers, share] = by === 'all of them' ? [strangers, 0.2] : [strangers.slice(-1), 0.01];
  for (const stranger of askers) {
    const caller = await Caller.signIn(app.url, stranger as Username);
    const pairs = roots
      .filter(({ operation }) => operation !== 'subscription')
      .flatMap((root) =>
        slotsOf(root)
          .filter(
            ({ kind, path }) =>
              kind === 'ID' || (kind === 'String' && root.operation === 'query' && /after|before/.test(path)),
          )
          .flatMap(({ path, kind }) =>
            Object.values(kind === 'ID' ? house.ids : { cursors: house.connectionCursors })
              .flatMap((ids) => ids.filter((_, index) => index === 0 || random.chance(share)))
              .map((id) => ({ root, path, id })),
          ),
      );
    await inParallel(pairs, async ({ root, path, id }) => {
      const { text } = plainDocumentOf(root);
      const answers = [];
      for (const value of [id, twinOf(id)])
        answers.push(await post(app.url, caller.token, text, argumentsOf(root, plausible, { path, value })));
      // What differs from one answer to the next whatever is asked: its own id, and how long a plan took.
      const [foreign, unknown] = answers.map(({ body }) =>
        body.replaceAll(/"requestId":"[^"]*"|"RoomPlan_tookMs":\d+/g, ''),
      );
      compared += 1;
      if (foreign !== unknown)
        leaks.push(
          `${stranger}: ${root.name} at ${path} tells ${id} from one that nothing has: ${foreign?.slice(0, 200)} ≠ ${unknown?.slice(0, 200)}`,
        );
    });
  }
  return compared;
}
