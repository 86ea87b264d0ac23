import { beforeAll, expect, it, vi } from 'vitest';
import { arrange } from './arrange.ts';
import { book, bookingInput, call } from './booking-calls.ts';
import { Caller } from './client.ts';
import { bookingId, days, globalId, hours, later, local, tenantId } from './factories.ts';

const startsAt = local('2031-03-04', '08:00');
const endsAt = later(startsAt, hours(3));
const window = { from: startsAt, to: later(startsAt, days(3)) };

const { facility, app } = await arrange({ now: local('2031-03-01', '09:00') });
let both: Caller;

beforeAll(async () => {
  await facility.grant('staff.tech', 'staff', 'TRAINING');
  both = await Caller.signIn(app.url, 'staff.tech');
});

async function tenantsSeen(caller: Caller) {
  const { calendar, bookings, domainEvents } = await caller.get<{
    calendar: { occupancies: { booking: { tenant: { code: string } } | null }[] };
    bookings: { edges: { node: { tenant: { code: string } } }[] };
    domainEvents: { events: { bookingId: string }[] };
  }>(
    'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { occupancies { booking { tenant { code } } } } bookings { edges { node { tenant { code } } } } domainEvents { events { bookingId } } }',
    window,
  );
  return {
    calendar: calendar.occupancies.map(({ booking }) => booking?.tenant.code ?? 'busy').toSorted(),
    bookings: bookings.edges.map(({ node }) => node.tenant.code).toSorted(),
    events: new Set(domainEvents.events.map((event) => event.bookingId)),
  };
}

it('who belongs to two divisions reads both books as one, and who belongs to one reads that', async () => {
  const keys = [
    await facility.insertBooking({ startsAt, endsAt, room: 1 }),
    await facility.insertBooking({ startsAt, endsAt, room: 2, tenant: 'TRAINING' }),
  ].map(bookingId);
  // Events are told once every transaction of the cluster that is older has ended: another test may hold one open.
  await vi.waitFor(
    async () =>
      expect(await tenantsSeen(both)).toEqual({
        calendar: ['TECH', 'TRAINING'],
        bookings: ['TECH', 'TRAINING'],
        events: new Set(keys),
      }),
    { timeout: 30_000 },
  );
  const one = await tenantsSeen(await Caller.signIn(app.url, 'staff2.tech'));
  expect(one).toEqual({ calendar: ['TECH', 'busy'], bookings: ['TECH'], events: new Set(keys.slice(0, 1)) });
});

it('who books for two divisions says for which, and is refused otherwise by the name of the field', async () => {
  const wanted = { startsAt: later(startsAt, days(1)), endsAt: later(startsAt, days(1) + hours(1)), wish: 3 };
  expect(await book(both, wanted)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: 'tenantId' }] });
  for (const code of ['TECH', 'TRAINING'] as const) {
    const { bookings } = await book(both, { ...wanted, tenant: code });
    expect(
      await both.get('query ($id: ID!) { booking(id: $id) { tenant { code } } }', { id: bookings?.[0]?.id }),
    ).toEqual({ booking: { tenant: { code } } });
  }
});

it('an idempotency key is of one person in one division: the same one elsewhere is another request', async () => {
  const input = {
    ...bookingInput({ startsAt: later(startsAt, days(2)), endsAt: later(startsAt, days(2) + hours(1)), wish: 4 }),
    idempotencyKey: 'once',
  };
  const first = await call(both, 'createBookings', { ...input, tenantId: tenantId('TECH') });
  const elsewhere = await call(both, 'createBookings', { ...input, tenantId: tenantId('TRAINING') });
  const somebody = await call(await Caller.signIn(app.url, 'staff2.tech'), 'createBookings', input);
  const again = await call(both, 'createBookings', { ...input, tenantId: tenantId('TECH') });
  expect(new Set([first, elsewhere, somebody].map((outcome) => outcome.bookings?.[0]?.id)).size).toBe(3);
  expect(again.bookings?.[0]?.id).toBe(first.bookings?.[0]?.id);
});

it('a division that somebody does not belong to, and one that does not exist, are told apart by nobody', async () => {
  const one = await Caller.signIn(app.url, 'staff.training');
  const wanted = bookingInput({
    startsAt: later(startsAt, days(2)),
    endsAt: later(startsAt, days(2) + hours(1)),
    wish: 4,
  });
  const ids = [tenantId('TECH'), globalId('Tenant', '11111111-2222-4333-8444-555555555555')];
  const answers = await Promise.all(ids.map((id) => call(one, 'createBookings', { ...wanted, tenantId: id })));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: 'tenantId' }] });
});
