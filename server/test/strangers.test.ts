import { describe, expect, it } from 'vitest';
import { declaredRight } from '../src/platform/declared-rights.ts';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import { argumentsOf, plainDocumentOf, type Plausible, type Root, roots, slotsOf } from './crawler-documents.ts';
import { DeviceRows } from './device-rows.ts';
import { globalId, hours, later, local } from './factories.ts';
import { unlimited } from './crawler.ts';

const { app, facility } = await arrange({ settings: unlimited });

const plausible: Plausible = (scalar) =>
  ({
    ID: 'x',
    DateTime: local('2031-03-01', '09:00'),
    Date: '2031-03-01',
    Int: 1,
    Boolean: false,
    String: 'Somebody',
    EventCursor: 'x',
  })[scalar] ?? null;

/** What a scalar cannot be at all, and what a rule of ours refuses. */
const wrong: Readonly<Record<string, readonly unknown[]>> = {
  ID: [{}],
  DateTime: ['nonsense', '0001-01-01T00:00:00Z'],
  Date: ['nonsense', '0001-01-01'],
  Int: ['x', -1, 1_000_000],
  Boolean: ['x'],
  String: [{}, '', '\0'],
  EventCursor: [{}, 'x'],
};

type Answer = {
  readonly errors: readonly { readonly extensions?: { readonly code?: string } }[];
  readonly data?: Readonly<Record<string, { readonly __typename?: string } | null>> | null;
};

/** One answer, also of a subscription: over server-sent events. */
async function askAsNobody(root: Root, variables: Record<string, unknown>): Promise<Answer> {
  const { text } = plainDocumentOf(root);
  if (root.operation !== 'subscription') return (await new Caller(app.url, null).ask(text, variables)) as Answer;
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: text, variables }),
  });
  const [, data = '{}'] = /^data: (.+)$/m.exec(await response.text()) ?? [];
  const { errors = [] } = JSON.parse(data) as Partial<Answer>;
  return { errors };
}

function isToldToSignIn({ errors, data }: Answer, { name }: Root): boolean {
  return errors.length > 0
    ? errors.every(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')
    : data?.[name]?.__typename === 'NotAllowedError';
}

describe('a stranger', () => {
  it('is told to sign in by every operation that needs it, and not what was wrong with the question', async () => {
    const told: string[] = [];
    // To strangers node answers null, whatever they ask it for.
    const closed = roots.filter(({ field }) => declaredRight(field) !== 'everybody' && declaredRight(field) !== null);
    for (const root of closed) {
      for (const { path, kind } of slotsOf(root, Object.keys(wrong))) {
        for (const value of wrong[kind] ?? []) {
          const answer = await askAsNobody(root, argumentsOf(root, plausible, { path, value }));
          if (!isToldToSignIn(answer, root))
            told.push(`${root.name} with ${path} = ${JSON.stringify(value)}: ${JSON.stringify(answer).slice(0, 300)}`);
        }
      }
    }
    expect(closed.length).toBeGreaterThan(50);
    expect(told).toEqual([]);
  }, 60_000);

  it('is told what is wrong where anybody may ask', async () => {
    const answer = await new Caller(app.url, null).ask(
      'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
      { input: { username: {}, password: 'x' } },
    );
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('somebody without the right', () => {
  it('is told that, and not what was wrong with the question', async () => {
    const kitchen = await Caller.signIn(app.url, 'kitchen');
    expect((await kitchen.ask('{ users(first: 5000) { edges { cursor } } }')).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
  });
});

async function aDeviceRequest(): Promise<string> {
  const startsAt = local('2031-03-01', '09:00');
  const booking = await facility.insertBooking({
    startsAt,
    endsAt: later(startsAt, hours(1)),
    kind: 'DEVICES_ONLY',
    devices: 1,
  });
  return globalId('DeviceRequest', await new DeviceRows(facility.owner).requestOf(booking));
}

describe('a page', () => {
  it('of every list is refused, naming the argument, where it is longer than there are, and not cut in silence', async () => {
    const admin = await Caller.signIn(app.url, 'admin');
    const lists = roots.filter(
      ({ operation, field }) => operation === 'query' && /Connection!?$/.test(String(field.type)),
    );
    const needed: Readonly<Record<string, string>> = {
      deviceAssignments: 'list: OUT, ',
      pickableDevices: `requestId: "${await aDeviceRequest()}", `,
    };
    expect(lists.map(({ name }) => name)).toEqual([
      ...['auditLog', 'bookings', 'deviceAssignments', 'deviceRequests', 'devices', 'notifications'],
      ...['pickableDevices', 'rentals', 'users'],
    ]);
    for (const { name, field } of lists) {
      const { [name]: more = '' } = needed;
      for (const argument of ['first', 'last'].filter((one) => field.args.some((arg) => arg.name === one))) {
        const { errors } = await admin.ask(`{ ${name}(${more}${argument}: 101) { edges { cursor } } }`);
        expect(errors, name).toMatchObject([
          {
            extensions: {
              code: 'BAD_USER_INPUT',
              fields: [{ path: argument, message: 'A page has 100 rows at most. Read on from its end.' }],
            },
          },
        ]);
        expect((await admin.ask(`{ ${name}(${more}${argument}: 100) { edges { cursor } } }`)).errors, name).toEqual([]);
      }
    }
  });
});
