import { isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../src/schema.ts';
import { arrange } from './arrange.ts';
import { call } from './booking-calls.ts';
import { bookingId, globalId, days, later, local, roomId } from './factories.ts';
import { callSeries, seriesInput } from './series-calls.ts';

const { facility, people } = await arrange({ people: ['room_boss', 'staff.tech', 'staff.training', 'kitchen'] });
const { room_boss: boss, 'staff.tech': staff, 'staff.training': other } = people;

const nine = local('2031-03-03', '09:00');
const noon = local('2031-03-03', '12:00');
const nothing = '00000000-0000-4000-8000-0000000000ff';
const byId = `query ($id: ID!) { node(id: $id) { id __typename ... on Closure { reason rooms { name } } ... on Series { rule bookings { id } } } }`;

it('a closure and a series are found by the ids that the log and bookings give', async () => {
  await call(boss, 'closeRooms', {
    roomIds: [roomId(1)],
    startsAt: later(nine, days(1)),
    endsAt: later(noon, days(1)),
    reason: 'Paint',
  });
  const { domainEvents } = await boss.get<{ domainEvents: { events: { closureId: string | null }[] } }>(
    '{ domainEvents { events { closureId } } }',
  );
  const closure = domainEvents.events.find(({ closureId }) => closureId)?.closureId;
  expect(await other.get(byId, { id: closure })).toEqual({
    node: { id: closure, __typename: 'Closure', reason: 'Paint', rooms: [{ name: 'Excellence' }] },
  });

  await callSeries(
    staff,
    'createSeries',
    seriesInput({ startsAt: nine, endsAt: noon, rule: { frequency: 'DAILY', count: 2 } }),
  );
  const { bookings } = await staff.get<{
    bookings: { edges: { node: { id: string; series: { id: string } | null } }[] };
  }>('{ bookings { edges { node { id series { id } } } } }');
  const series = bookings.edges.find(({ node }) => node.series)?.node.series?.id;
  expect(await staff.get(byId, { id: series })).toMatchObject({
    node: { id: series, __typename: 'Series', bookings: [{}, {}] },
  });
  expect(await other.get(byId, { id: series })).toEqual({ node: null });
});

it('nodes are found in the order of their ids, null for what is not there or not the viewer’s to see', async () => {
  const own = bookingId(await facility.insertBooking({ startsAt: nine, endsAt: noon, status: 'PENDING' }));
  const foreign = bookingId(
    await facility.insertBooking({ tenant: 'TRAINING', startsAt: nine, endsAt: noon, status: 'PENDING' }),
  );
  const ids = [
    roomId(2),
    own,
    foreign,
    'Wisdom',
    globalId('Room', nothing),
    globalId('Occupancy', nothing),
    roomId(1),
    own,
  ];
  const { nodes } = await staff.get<{ nodes: ({ id: string } | null)[] }>(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Booking { tenant { code } } ... on Room { name } } }',
    { ids },
  );
  expect(nodes).toEqual([
    { id: roomId(2), name: 'Inspiration' },
    { id: own, tenant: { code: 'TECH' } },
    null,
    null,
    null,
    null,
    { id: roomId(1), name: 'Excellence' },
    { id: own, tenant: { code: 'TECH' } },
  ]);
});

it('a hundred are found at once, and no more', async () => {
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  const ids = Array.from({ length: 101 }, () => roomId(1));
  expect((await staff.ask(query, { ids: ids.slice(1) })).errors).toEqual([]);
  expect((await staff.ask(query, { ids })).errors).toMatchObject([
    { extensions: { code: 'LIMIT_EXCEEDED', limit: 'listItems', argument: 'Query.nodes(ids:)' } },
  ]);
});

it('an id that node does not take says so', () => {
  const silent = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => 'id' in type.getFields() && !type.getInterfaces().some(({ name }) => name === 'Node'))
    .filter((type) => !type.getFields()['id']?.description?.endsWith('`node` does not take it.'));
  expect(silent.map(({ name }) => name)).toEqual([]);
});
