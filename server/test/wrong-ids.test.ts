import { describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import type { Answer } from './client.ts';
import { argumentsOf, plainDocumentOf, type Plausible, type Root, roots, slotsOf } from './crawler-documents.ts';
import { unlimited } from './crawler.ts';
import { listen } from './event-stream.ts';
import { globalId, local, roomId } from './factories.ts';

const { app, people } = await arrange({ people: ['admin'], settings: unlimited });
const { admin } = people;

/** By hand: whose ids an argument takes, by its name or, where that does not say it, by its place. */
const typeAt: Readonly<Record<string, string>> = {
  bookingId: 'Booking',
  displaceBookingIds: 'Booking',
  excludeBookingId: 'Booking',
  bookingIds: 'Booking',
  roomId: 'Room',
  roomIds: 'Room',
  requestedRoomId: 'Room',
  beforeRoomId: 'Room',
  partIds: 'Room',
  closureId: 'Closure',
  userId: 'User',
  toUserId: 'User',
  actorId: 'User',
  tenantId: 'Tenant',
  categoryId: 'DeviceCategory',
  requestId: 'DeviceRequest',
  alsoRequestIds: 'DeviceRequest',
  withoutBookingId: 'Booking',
  withoutRequestId: 'DeviceRequest',
  deviceId: 'Device',
  deviceIds: 'Device',
  assignmentId: 'DeviceAssignment',
  assignmentIds: 'DeviceAssignment',
  releaseAssignmentIds: 'DeviceAssignment',
  releaseDeviceIds: 'Device',
  'createBookings id': 'DeviceRequest',
  'createSeries id': 'DeviceRequest',
  'setDeviceRequests id': 'DeviceRequest',
  downtimeId: 'DeviceDowntime',
  downtimeIds: 'DeviceDowntime',
  rentalId: 'Rental',
  moveId: 'DeviceMove',
  'booking id': 'Booking',
  'bookingChanged id': 'Booking',
  'endSession id': 'Session',
  'revokeToken id': 'PersonalToken',
  'markNotificationsRead ids': 'Notification',
};

/** These take ids of every type: the first answer null to what they do not find, the last one takes names as well. */
const anyId = ['node id', 'nodes ids', 'auditLog filter.subjectId'];

const nothing = '00000000-0000-4000-8000-0000000000ff';

function typeOf(root: Root, path: string): string {
  const name = path.split('.').findLast((step) => step !== '0') ?? '';
  return typeAt[`${root.name} ${name}`] ?? typeAt[name] ?? `no type is known for ${root.name} ${path}`;
}

function plausibleFor(root: Root): Plausible {
  return (scalar, name) =>
    ({
      ID: globalId(typeOf(root, name), nothing),
      DateTime: local(name === 'to' ? '2031-03-02' : '2031-03-01', '09:00'),
      Date: '2031-03-01',
      Int: 1,
      Boolean: false,
      String: 'Somebody',
    })[scalar] ?? null;
}

const slots = roots.flatMap((root) =>
  slotsOf(root, ['ID'])
    .map(({ path }) => ({ root, path }))
    .filter(({ path }) => !anyId.includes(`${root.name} ${path.replace(/\.0$/, '')}`)),
);

type Field = { readonly path: string; readonly message: string };

/** What an answer says of the fields of its question, whichever way it says so. */
async function complaints(root: Root, path: string, value: string): Promise<readonly Field[]> {
  const variables = argumentsOf(root, plausibleFor(root), { path, value });
  const document = plainDocumentOf(root).text.replaceAll(
    'InvalidInputError_message: message',
    'fields { path message }',
  );
  const { errors, data } =
    root.operation === 'subscription' ? await first(document, variables) : await admin.ask(document, variables);
  const [refusal] = errors as Answer<unknown>['errors'];
  if (refusal) return refusal.extensions?.code === 'BAD_USER_INPUT' ? (refusal.extensions.fields ?? []) : [];
  return (data as Readonly<Record<string, { readonly fields?: readonly Field[] } | null>>)[root.name]?.fields ?? [];
}

async function first(document: string, variables: Record<string, unknown>) {
  const stream = await listen<unknown>(admin, document, variables);
  const { errors = [], data = null } = (await stream.next()) ?? {};
  stream.leave();
  return { errors, data };
}

describe('an id that is malformed, or of another type', () => {
  it('is refused by name wherever an operation takes one', async () => {
    const missed: string[] = [];
    for (const { root, path } of slots) {
      const type = typeOf(root, path);
      const expected = { path: path.replace(/^input\./, ''), message: `This is not an id of a ${type}.` };
      const another = globalId(type === 'Room' ? 'Booking' : 'Room', nothing);
      for (const value of ['Wisdom', '', `${type}:1`, globalId(type, 'Wisdom'), another, 'x'.repeat(5_000)]) {
        const fields = await complaints(root, path, value);
        const isNamed = fields.some(
          (field) => [path, expected.path].includes(field.path) && field.message === expected.message,
        );
        if (!isNamed) missed.push(`${root.name} ${path} = ${value.slice(0, 40)}: ${JSON.stringify(fields)}`);
      }
    }
    expect(slots.length).toBeGreaterThan(70);
    expect(missed).toEqual([]);
  }, 60_000);

  it('is told apart from an id that names nothing, which no operation calls malformed', async () => {
    const wrong: string[] = [];
    for (const { root, path } of slots.filter(({ root: { operation } }) => operation !== 'subscription')) {
      const fields = await complaints(root, path, globalId(typeOf(root, path), nothing));
      if (fields.some(({ message }) => message.startsWith('This is not an id'))) wrong.push(`${root.name} ${path}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('is null for node', async () => {
    for (const id of ['Wisdom', '', globalId('Room', nothing), globalId('Occupancy', nothing), 'x'.repeat(5_000)])
      expect(await admin.get('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
  });
});

describe('a room that does not exist', () => {
  const unknown = globalId('Room', nothing);
  const window = { from: local('2031-03-01', '09:00'), to: local('2031-03-02', '09:00'), rooms: [roomId(1), unknown] };
  const refusal = {
    message: expect.stringMatching(/roomIds\.1: There is no such room\.$/) as string,
    extensions: { code: 'BAD_USER_INPUT' },
  };

  it.each([
    'query ($from: DateTime!, $to: DateTime!, $rooms: [ID!]) { calendar(from: $from, to: $to, roomIds: $rooms) { cursor } }',
    'query ($from: DateTime, $to: DateTime, $rooms: [ID!]) { bookings(filter: { from: $from, to: $to, roomIds: $rooms }) { edges { cursor } } }',
  ])('does not read as a free one: %s', async (query) => {
    expect((await admin.ask(query, window)).errors).toMatchObject([refusal]);
    expect((await admin.ask(query, { ...window, rooms: [roomId(1)] })).errors).toEqual([]);
  });

  it('is not waited for by a subscription', async () => {
    const { errors } = await first(
      'subscription ($from: DateTime!, $to: DateTime!, $rooms: [ID!]) { calendarChanged(from: $from, to: $to, roomIds: $rooms) { cursor } }',
      window,
    );
    expect(errors).toMatchObject([refusal]);
  });

  it.each([
    ['room', unknown, 'There is no such room.'],
    ['room', 'Wisdom', 'This is not an id of a Room.'],
    ['division', roomId(1), 'This is not an id of a Tenant.'],
  ])('is no empty file either: %s=%s', async (name, id, message) => {
    const response = await fetch(`${app.url}/export/bookings.csv?${name}=${encodeURIComponent(id)}`, {
      headers: { authorization: `Bearer ${admin.token}` },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(message);
  });
});
