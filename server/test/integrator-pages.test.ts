import { gql } from '@apollo/client';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSchema, parse, print, validate, visit } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { arrange } from './arrange.ts';
import type { Caller } from './client.ts';
import { bookingId, days, hours, later } from './factories.ts';
import { readPage, repository } from './pages.ts';

const { facility, app, people } = await arrange({ people: ['room_boss', 'staff.tech'] });
const boss = people.room_boss;

type Created = { readonly result: { readonly text?: string; readonly message?: string } };
async function tokenOf(caller: Caller, scopes: readonly string[]): Promise<string> {
  const { result } = await caller.get<Created>(
    `mutation ($input: CreateTokenInput!) { result: createToken(input: $input) { ... on CreateTokenPayload { text } ... on Error { message } } }`,
    { input: { name: 'Pages', scopes, expiresAt: later(new Date(), days(2)) } },
  );
  return result.text ?? '';
}
const token = await tokenOf(boss, ['calendar:read', 'booking:read', 'booking:cancel']);
const environment = { ...process.env, COLAB_URL: app.url, COLAB_TOKEN: token };

/** What stands in fences of a language on a page. */
function blocksOf(page: string, language: string): string[] {
  return [...readPage(page).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  );
}

function folderFor(parent: string): string {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'pages-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const schema = buildSchema(readPage('schema.graphql'));

function faultsOf(document: string): string[] {
  return validate(schema, parse(document)).map(({ message }) => message);
}

const morning = later(new Date(), days(1));
let nth = 0;
/** In room 20, Wisdom, an hour each. */
function book(): Promise<string> {
  nth += 1;
  const startsAt = later(morning, hours(nth));
  return facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(1)), room: 20, client: `Client ${nth}` });
}
function cancel(key: string | undefined): Promise<unknown> {
  return facility.owner.query(`update bookings set status = 'CANCELLED', room_id = null where id = $1`, [key]);
}

describe('docs/integrators/python.md', () => {
  const [once_ = '', watcher = ''] = blocksOf('docs/integrators/python.md', 'python');
  // The product needs Node alone: where there is no Python, the name of the test says what was not tried.
  const isThere = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;
  const tried = isThere ? '' : ' (NOT RUN: there is no python3 of 3.9 or newer on this machine)';

  it('asks for what there is in the schema', () => {
    const [, taken = ''] = /^TAKEN = "(.+)"$/m.exec(watcher) ?? [];
    const documents = [...watcher.matchAll(/^\w+ = f?"{1,3}((?:query|subscription)[\s\S]*?)"{1,3}$/gm)].map(
      ([, text = '']) => text.replaceAll('{TAKEN}', taken).replaceAll('{{', '{').replaceAll('}}', '}'),
    );
    expect(documents).toHaveLength(3);
    expect(documents.flatMap(faultsOf)).toEqual([]);
  });

  it(`the first program asks once${tried}`, async () => {
    for (const program of isThere ? [once_] : []) {
      const { stdout, status } = await run('python3', ['-c', program]);
      expect([status, stdout]).toEqual([0, expect.stringMatching(/^Wisdom is (free|taken)$/m)]);
    }
  });

  it(`the second is killed six times while others book, is given a cursor that is refused, and ends with what takes the room${tried}`, async () => {
    for (const program of isThere ? [watcher] : []) await proveWatcher(program);
  }, 90_000);
});

async function proveWatcher(source: string): Promise<void> {
  const file = join(folderFor(tmpdir()), 'room.json');
  type State = { from: string; to: string; cursor: string; taken: Record<string, unknown> };
  const state = () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : null);
  const start = (): ChildProcess => {
    const program = spawn('python3', ['-c', source], {
      env: { ...environment, COLAB_ROOM: 'Wisdom', COLAB_STATE: file },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    // Also where an expectation fails: vitest would wait for it without end.
    onTestFinished(() => void program.kill('SIGKILL'));
    return program;
  };
  const kill = async (program: ChildProcess): Promise<void> => {
    const ended = once(program, 'exit');
    program.kill('SIGKILL');
    await ended;
  };
  const idsInCalendar = async (): Promise<string[]> => {
    const { calendar } = await boss.get<{ calendar: { occupancies: { id: string; room: { name: string } }[] } }>(
      'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { occupancies { id room { name } } } }',
      { from: state()?.from ?? morning, to: state()?.to ?? later(morning, days(7)) },
    );
    return calendar.occupancies.flatMap(({ id, room }) => (room.name === 'Wisdom' ? [id] : [])).toSorted();
  };
  const idsInFile = (): string[] => Object.keys(state()?.taken ?? {}).toSorted();

  for (let round = 0; round < 6; round += 1) {
    const program = start();
    await expect.poll(() => state()?.cursor, { timeout: 30_000 }).toBeTruthy();
    const keys = [await book(), await book()];
    await expect.poll(idsInFile, { timeout: 30_000 }).toEqual(await idsInCalendar());
    // In the middle of what it is told.
    await cancel(keys[0]);
    await kill(program);
    // Also while nobody watches.
    await cancel(round % 2 === 0 ? keys[1] : await book());
  }
  const before = state();
  if (before) writeFileSync(file, JSON.stringify({ ...before, cursor: 'of another house' }));
  const last = start();
  const expected = await idsInCalendar();
  expect(expected.length).toBeGreaterThan(2);
  await expect.poll(idsInFile, { timeout: 30_000 }).toEqual(expected);
  await book();
  await expect.poll(idsInFile, { timeout: 30_000 }).toEqual(await idsInCalendar());
  await kill(last);
}

async function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = environment,
): Promise<{ stdout: string; status: number | null }> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { stdout, status };
}

describe('docs/integrators/curl.md', () => {
  const isThere = spawnSync('curl', ['--version']).status === 0;
  const tried = isThere ? '' : ' (NOT RUN: there is no curl on this machine)';
  const lines = blocksOf('docs/integrators/curl.md', 'sh');

  it('asks for what there is in the schema', () => {
    const documents = lines.flatMap((line) => {
      const [, body = ''] = /-d '([\s\S]*)'/.exec(line) ?? [];
      return body === '' ? [] : [(JSON.parse(body) as { query: string }).query];
    });
    expect(documents).toHaveLength(5);
    expect(documents.flatMap(faultsOf)).toEqual([]);
  });

  it(`each line is answered${tried}`, async () => {
    // Of a person who books for one division.
    const staff = await tokenOf(people['staff.tech'], ['calendar:read', 'booking:read', 'booking:create']);
    const day = later(new Date(), days(20)).toISOString().slice(0, 10);
    for (const line of isThere ? lines : []) {
      const args = ['-c', line.replaceAll('2035-03-05', day)];
      const { stdout, status } = await run('sh', args, { ...environment, COLAB_TOKEN: staff });
      // 28: its own time is over.
      expect(status, line).toBe(line.includes('--max-time') ? 28 : 0);
      expect(stdout, line).toMatch(/"data":\{|"Reference"/);
      expect(stdout, line).not.toMatch(/"errors"|"message"/);
    }
  }, 30_000);
});

describe('docs/integrators/relay.md', () => {
  const [list = '', row = ''] = blocksOf('docs/integrators/relay.md', 'graphql');
  /** What the compiler reads itself, and does not send. */
  const ownDirectives = ['argumentDefinitions', 'refetchable', 'connection'];
  const sent = (document: string) =>
    print(visit(parse(document), { Directive: ({ name }) => (ownDirectives.includes(name.value) ? null : undefined) }));

  it('its network layer reads every page of the list, and each row again by its id', async () => {
    for (const _ of [1, 2, 3]) await book();
    const [layer = ''] = blocksOf('docs/integrators/relay.md', 'js');
    const file = join(folderFor(join(repository, 'test-results')), 'network.mjs');
    // The runtime is not installed: what it is given here is the function that it would call.
    writeFileSync(
      file,
      layer
        .replace(/^import .*\n/m, '')
        .replace('Network.create(fetchQuery)', 'fetchQuery')
        .replace(/^/, `const url = ${JSON.stringify(app.url)}, token = ${JSON.stringify(token)};\n`),
    );
    type Fetch = (request: { text: string; name: string }, variables: object) => Promise<{ data: never }>;
    const { network } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { network: Fetch };
    type Page = {
      edges: { node: { id: string; version: number } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
      totalCount: number;
    };
    const rows: { id: string; version: number }[] = [];
    let page: Page | undefined;
    do {
      const variables: object = { count: 2, cursor: page?.pageInfo.endCursor ?? null };
      const answer: { data: { bookings: Page } } = await network(
        { text: sent(list), name: 'BookingListQuery' },
        variables,
      );
      page = answer.data.bookings;
      rows.push(...page.edges.map(({ node }) => node));
    } while (page.pageInfo.hasNextPage);
    expect(rows.length).toBe(page.totalCount);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { id, version } of rows.slice(0, 3)) {
      const { data } = await network({ text: sent(row), name: 'BookingRowRefetchQuery' }, { id });
      expect(data).toMatchObject({ node: { __typename: 'Booking', id, version } });
    }
  });
});

describe('docs/integrators/apollo.md', () => {
  it('its module pages through a list, reads a refusal, and follows what changes', async () => {
    const key = await book();
    const [module = '', use = ''] = blocksOf('docs/integrators/apollo.md', 'ts');
    const file = join(folderFor(join(repository, 'test-results')), 'apollo.ts');
    writeFileSync(file, module);
    type Client = import('@apollo/client').ApolloClient;
    const { connect } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
      connect(place: object): Promise<{ client: Client; close(): void }>;
    };
    const { client, close } = await connect({ url: app.url, token, webSocketImpl: WebSocket });
    onTestFinished(close);

    const query = gql`
      query ($after: String) {
        bookings(first: 2, after: $after) {
          edges {
            node {
              id
              version
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    `;
    type List = { bookings: { edges: { node: { id: string } }[]; pageInfo: { endCursor: string } } };
    const list = client.watchQuery<List>({ query });
    const lengths: number[] = [];
    const following = list.subscribe(({ data }) => lengths.push(data?.bookings?.edges?.length ?? 0));
    onTestFinished(() => following.unsubscribe());
    const { data: first } = await client.query<List>({ query });
    await list.fetchMore({ variables: { after: first?.bookings.pageInfo.endCursor } });
    await expect.poll(() => lengths.at(-1), { message: 'both pages are one list' }).toBe(4);

    const [, mutation = ''] = /gql`([\s\S]*?)`/.exec(use) ?? [];
    expect(faultsOf(mutation)).toEqual([]);
    const cancelled = (id: string, reason: string) =>
      client.mutate({ mutation: gql(mutation), variables: { input: { bookingId: id, reason } } });
    const refused = await cancelled(bookingId(key), '');
    expect(refused.data, 'what stands under ... on Error is not lost').toMatchObject({
      cancelBooking: { __typename: 'InvalidInputError', message: expect.stringContaining('reason') },
    });

    // From a cursor on, nothing is missed that happens before the socket is open.
    const { data: snapshot } = await client.query<{ calendar: { cursor: string } }>({
      query: gql`
        query ($from: DateTime!, $to: DateTime!) {
          calendar(from: $from, to: $to) {
            cursor
          }
        }
      `,
      variables: { from: morning, to: later(morning, days(1)) },
    });
    const changes: unknown[] = [];
    const subscription = client
      .subscribe({
        query: gql`
          subscription ($id: ID!, $after: EventCursor) {
            bookingChanged(id: $id, after: $after) {
              booking {
                id
                status
              }
            }
          }
        `,
        variables: { id: bookingId(key), after: snapshot?.calendar.cursor },
      })
      .subscribe(({ data }) => changes.push(data));
    onTestFinished(() => subscription.unsubscribe());
    await cancelled(bookingId(key), 'Not needed');
    await expect.poll(() => JSON.stringify(changes), { timeout: 30_000 }).toContain('CANCELLED');
  });
});
