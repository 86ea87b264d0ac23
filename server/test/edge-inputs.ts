import { getNullableType, type GraphQLInputType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { Caller, type Refusal } from './client.ts';
import {
  argumentsOf,
  plainDocumentOf,
  type Plausible,
  type Root,
  roots,
  slotsOf,
  wideDocumentOf,
} from './crawler-documents.ts';
import { DeviceRows } from './device-rows.ts';
import { inParallel } from './crawler-turns.ts';
import { unlimited } from './crawler.ts';
import {
  bookingId,
  days,
  globalId,
  hours,
  later,
  local,
  openFacility,
  roomId,
  roomKey,
  tenantId,
  type TestFacility,
} from './factories.ts';
import { repeat } from './series-calls.ts';
import { startApp } from './servers.ts';

const now = local('2031-03-01', '09:00');
export const usualDay = new Date('2031-03-08T08:00:00Z');
const key = '6f1c3a52-0f5e-4d4b-9a5e-2d3a7c1b8e01';
const moments = [
  '0001-01-01T00:00:00Z',
  '1900-01-01T00:00:00Z',
  '8990-01-31T08:00:00Z',
  '9000-12-31T22:00:00Z',
  '9999-12-31T20:00:00Z',
];
function inBase64(text: string) {
  return [Buffer.from(text).toString('base64'), Buffer.from(text).toString('base64url')];
}

/** Cursors as lists write them, of moments that there are not. */
const cursors = [
  '2026-02-30T08:00:00',
  '0000-01-01T00:00:00',
  '0001-01-01T00:00:00',
  '9999-12-31T23:59:59',
  '2026-13-01T00:00:00',
  '2026-01-01T24:00:00',
  '2026-01-01T23:59:60',
].flatMap((moment) => ['.000Z', '.000000Z'].flatMap((rest) => inBase64(`${moment}${rest} ${key}`)));

/** What stands at the edge of what a scalar can be, or beyond it. */
const edges: Readonly<Record<string, readonly unknown[]>> = {
  DateTime: [...moments, '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-12:00', '2031-02-30T08:00:00Z', ''],
  Date: ['0001-01-01', '9999-12-31', '2031-02-30', '0000-01-01', ''],
  Int: [-2_147_483_648, 2_147_483_647, -1, 0],
  String: [
    '',
    '\0',
    '\ud800',
    'x'.repeat(10_000),
    '%',
    'a\0b',
    '\udc00x',
    '\\',
    '9'.repeat(40),
    ' ',
    ...inBase64('GPC:S:x'),
    ...inBase64('GPC:N:1'),
  ],
  ID: [
    '',
    '\0',
    '\ud800',
    'x'.repeat(10_000),
    globalId('Booking', ''),
    globalId('Room', 'x'),
    globalId('User', '\0'),
    key,
  ],
  EventCursor: ['', '\0', '\ud800', 'x'.repeat(10_000), ...inBase64('1:1')],
};

/** The same of the file of bookings, whose filter is an address. */
const fileFilters = [
  'from=0000-02-30T00:00:00Z',
  'from=0001-01-01T00:00:00%2B14:00&to=0001-01-02T00:00:00Z',
  'from=9999-12-31T23:59:59-12:00',
  'from=2031-02-30T00:00:00Z',
  'search=%00%ED%A0%80',
  'separator=%00',
];

type PlausibleAt = (root: Root, from: Date) => Plausible;
type Probe = { readonly root: Root; readonly variables: Record<string, unknown>; readonly about: string };

/** Something for each operation that it could be done to: what it is refused for is then the edge, and nothing else. */
export async function plausibleIn(facility: TestFacility, admin: Caller): Promise<PlausibleAt> {
  const series = await repeat(admin, {
    startsAt: later(usualDay, -days(1)),
    endsAt: later(usualDay, -days(1) + hours(2)),
    rule: { frequency: 'DAILY', count: 3 },
    room: 10,
    tenant: 'TECH',
    more: { leaveOut: ['2031-03-08'] },
  });
  const booked = async (facts: object) =>
    bookingId(await facility.insertBooking({ startsAt: usualDay, endsAt: later(usualDay, hours(2)), ...facts }));
  const [waits, assigned, runs] = [
    await booked({ status: 'PENDING' }),
    await booked({ status: 'ROOM_ASSIGNED', room: 8 }),
    await booked({ startsAt: later(now, -hours(1)), room: 9 }),
  ];
  const {
    rows: [closure],
  } = await facility.owner.query<{ id: string }>(
    `insert into closures (room_ids, starts_at, ends_at, reason, created_by_id) values (array[$1::uuid], $2, $3, 'Paint', $4) returning id`,
    [roomKey(11), later(now, hours(1)), later(now, hours(2)), facility.userKeys.admin],
  );
  const devices = new DeviceRows(facility.owner);
  const category = await devices.addCategory('ASUS X515', 'LAPTOP');
  const [device = '', promised = '', broken = ''] = await devices.addDevices(category, 'x', 3);
  const wish = await devices.requestOf(
    await facility.insertBooking({
      startsAt: usualDay,
      endsAt: later(usualDay, hours(2)),
      kind: 'DEVICES_ONLY',
      devices: 3,
    }),
  );
  const plan = await devices.assign(wish, promised);
  const downtime = await devices.addDowntime(broken, later(now, -hours(1)));
  const ids: Readonly<Record<string, string>> = {
    categoryid: globalId('DeviceCategory', category),
    requestid: globalId('DeviceRequest', wish),
    deviceid: globalId('Device', device),
    assignmentid: globalId('DeviceAssignment', plan),
    downtimeid: globalId('DeviceDowntime', downtime),
    room: roomId(7),
    tenant: tenantId('TECH'),
    user: globalId('User', facility.userKeys['viewer.tech']),
    password: globalId('User', facility.userKeys['viewer.tech']),
    closure: globalId('Closure', closure?.id ?? ''),
  };
  const bookingFor = (operation: string): string =>
    /Series/.test(operation)
      ? (series.bookings?.[0]?.id ?? '')
      : /assignRooms?$|reject/.test(operation) && operation !== 'unassignRoom'
        ? waits
        : /finish|extend/.test(operation)
          ? runs
          : assigned;
  // A preview says what is free instead of a room that is taken.
  const idFor = (name: string, operation: string): string | undefined =>
    operation === 'seriesPreview' && /room/i.test(name)
      ? roomId(8)
      : Object.entries(ids).find(([type]) => name.toLowerCase().includes(type))?.[1];
  return (root, from) => (scalar, name) => {
    const made: Record<string, unknown> = {
      ID: /booking/i.test(name)
        ? bookingFor(root.name)
        : (idFor(name, root.name) ?? idFor(root.name, root.name) ?? bookingFor(root.name)),
      DateTime: /^(to|ends?At|expiresAt)$/.test(name) ? later(from, hours(2)) : from,
      Date: from.toISOString().slice(0, 10),
      Int: /version/i.test(name) ? (root.name === 'updateRoom' ? 1 : null) : /every|count/i.test(name) ? 2 : 3,
      Boolean: name === 'dryRun',
      String: /email/i.test(name)
        ? 'somebody@client.example'
        : /role/i.test(name)
          ? 'staff'
          : /password/i.test(name)
            ? 'a password that is long'
            : /scopes/.test(name)
              ? 'calendar:read'
              : /code/.test(name)
                ? 'CODE'
                : /username/i.test(name)
                  ? 'somebody'
                  : 'Somebody',
    };
    return made[scalar] ?? null;
  };
}

type Input = Readonly<Record<string, unknown>>;

/** What its schema does not ask for, and a request is refused without. */
const needed: Readonly<Record<string, Input>> = {
  createBookings: { tenantId: tenantId('TECH') },
  createSeries: { tenantId: tenantId('TECH'), rule: { count: 2 } },
  seriesPreview: { rule: { count: 2 } },
};

/** A whole request; nothing that can be tried is done: what one probe changed would be in the way of the next. */
export function whole(root: Root, variables: Record<string, unknown>): Record<string, unknown> {
  const [arg] = root.field.args;
  const type = arg && (isNonNullType(arg.type) ? arg.type.ofType : arg.type);
  if (!isInputObjectType(type) || arg?.name !== 'input') return variables;
  const given = JSON.parse(JSON.stringify(variables['input'] ?? {})) as Record<string, unknown>;
  const { rule, ...more } = needed[root.name] ?? {};
  return {
    ...variables,
    input: {
      ...more,
      ...given,
      ...(rule ? { rule: { ...rule, ...(given['rule'] as Input) } } : {}),
      ...('dryRun' in type.getFields() ? { dryRun: true } : {}),
    },
  };
}

/** Each edge in each place, beside what could be meant; and at each of these moments all that a caller could mean there. */
function probesOf(root: Root, plausible: PlausibleAt, atMost: number): Probe[] {
  // What may all be given at once is a question of queries alone: writes have fields that exclude each other.
  const fillings = root.operation === 'query' ? [true, false] : [false];
  const usual = plausible(root, usualDay);
  const placed = slotsOf(root, Object.keys(edges)).flatMap(({ path, kind }, place) => {
    const values = edges[kind] ?? [];
    const some = Array.from(
      { length: Math.min(atMost, values.length) },
      (_, turn) => values[(place * atMost + turn) % values.length],
    );
    const probe = (value: unknown, all: boolean): Probe => ({
      root,
      variables: whole(root, argumentsOf(root, usual, { path, value }, all)),
      about: `${root.name} with ${path} = ${JSON.stringify(value)?.slice(0, 90)}`,
    });
    return [
      ...some.flatMap((value) => fillings.map((all) => probe(value, all))),
      ...(/^(after|before)$/.test(path) ? cursors : []).map((value) => probe(value, false)),
    ];
  });
  const dated =
    slotsOf(root, ['DateTime', 'Date']).length === 0
      ? []
      : moments.flatMap((moment) =>
          [true, false].map((all) => ({
            root,
            variables: whole(root, argumentsOf(root, plausible(root, new Date(moment)), null, all)),
            about: `${root.name} at ${moment}`,
          })),
        );
  return [...placed, ...dated];
}

/** Whether the input of an operation has such a place: "segments.0.endsAt". Nothing, and a date of a series, are said of the whole. */
function hasPlace({ field }: Root, path: string): boolean {
  if (path === '' || /^dates\.\d{4}-\d\d-\d\d$/.test(path)) return true;
  const [only] = field.args;
  const leads = (type: GraphQLInputType | undefined, steps: readonly string[]): boolean => {
    const [step, ...rest] = steps;
    const bare = type && getNullableType(type);
    if (bare === undefined || step === undefined) return bare !== undefined;
    if (isListType(bare)) return /^\d+$/.test(step) && leads(bare.ofType as GraphQLInputType, rest);
    return isInputObjectType(bare) && leads(bare.getFields()[step]?.type, rest);
  };
  const [first, ...rest] = path.split('.');
  return (
    leads(field.args.find(({ name }) => name === first)?.type, rest) ||
    (only?.name === 'input' && leads(only.type, path.split('.')))
  );
}

/** The paths that a refusal names. */
function pathsIn(data: unknown, errors: readonly Refusal[]): string[] {
  const [answer] = Object.values(
    (data ?? {}) as Record<string, { readonly faults?: readonly { readonly path: string }[] } | null>,
  );
  return [...(answer?.faults ?? []), ...errors.flatMap(({ extensions }) => extensions?.fields ?? [])].map(
    ({ path }) => path,
  );
}

/**
 * Asks every query and mutation for what stands at the edges of its arguments.
 * @param atMost edges in each place; each kind of edge comes in some place
 * @returns those that were answered INTERNAL, those refused by a path that their input does not have, and how many were asked
 */
export async function askAtTheEdges(atMost: number): Promise<{ asked: number; failed: string[]; misnamed: string[] }> {
  const facility = await openFacility();
  const app = await startApp(facility.database, () => now, unlimited);
  try {
    const plausible = await plausibleIn(facility, await Caller.signIn(app.url, 'admin'));
    const boss = await Caller.signIn(app.url, 'room_boss');
    const failed: string[] = [];
    const misnamed: string[] = [];
    let asked = 0;
    await inParallel(
      roots.filter(({ operation }) => operation !== 'subscription'),
      async (root) => {
        // Of its own for each: some of them end the session.
        const admin = await Caller.signIn(app.url, 'admin');
        // What breaks a query may be far down in its answer.
        const document =
          root.operation === 'query'
            ? wideDocumentOf(root, 3)
            : plainDocumentOf(root).text.replace(
                '... on InvalidInputError {',
                '... on InvalidInputError { faults: fields { path }',
              );
        for (const { variables, about } of probesOf(root, plausible, atMost)) {
          const { data, errors, status } = await admin.ask(document, variables);
          asked += 1;
          if (status >= 500 || errors.some(({ extensions }) => extensions?.code === 'INTERNAL')) failed.push(about);
          misnamed.push(
            ...pathsIn(data, errors)
              .filter((path) => !hasPlace(root, path))
              .map((path) => `${about} is refused at ${path}`),
          );
        }
      },
    );
    for (const filter of fileFilters) {
      asked += 1;
      const answer = await fetch(`${app.url}/export/bookings.csv?${filter}`, {
        headers: { authorization: `Bearer ${boss.token}` },
      });
      if (answer.status >= 500) failed.push(`bookings.csv?${filter}`);
      await answer.text();
    }
    return { asked, failed, misnamed };
  } finally {
    await app.close();
    await facility.close();
  }
}
