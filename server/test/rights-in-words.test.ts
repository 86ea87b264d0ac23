import type { GraphQLNamedType, GraphQLObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { declaredRight } from '../src/platform/declared-rights.ts';
import { schema } from '../src/schema.ts';
import { arrange } from './arrange.ts';
import { roots } from './crawler-documents.ts';

const { people } = await arrange({ people: ['kitchen', 'viewer.tech'] });
const { kitchen, 'viewer.tech': viewer } = people;

/** By hand: fields that are null or empty for those without a right. docs/domain.md, "Three degrees". */
const protectedBy: Readonly<Record<string, readonly string[]>> = {
  'booking:read': [
    ...['clientContactPerson', 'clientEmail', 'clientPhone', 'notes', 'bossNotes', 'statusReason'].map(
      (name) => `Booking.${name}`,
    ),
    ...['address', 'contactPerson', 'email', 'phone'].map((name) => `OffSite.${name}`),
    ...['actor', 'reason', 'requesterBefore'].map((name) => `BookingHistoryEntry.${name}`),
    ...['changes', 'message', 'reason'].map((name) => `AuditEntry.${name}`),
    ...['Notification.reason', 'NotificationItem.reason', 'Query.bookings'],
  ],
  'calendar:read': ['Room.now', 'Room.next'],
  'user:manage': [
    'active',
    'email',
    'invited',
    'lastPasswordLink',
    'lastSignInAt',
    'openBookings',
    'roles',
    'tokens',
  ].map((name) => `User.${name}`),
};

function descriptionOf(place: string): string {
  const [type = '', field = ''] = place.split('.');
  const owner: GraphQLNamedType | undefined = schema.getType(type);
  return (owner as GraphQLObjectType).getFields()[field]?.description ?? '';
}

describe('the right that something needs', () => {
  it('stands in the description of every operation, as it is declared', () => {
    const wrong = roots.flatMap(({ name, field }) => {
      const right = declaredRight(field);
      const description = field.description ?? '';
      const named = [...description.matchAll(/Needs (?:the right|one of the rights) ([\w:*, -]+)\./g)].flatMap(
        ([, rights = '']) => rights.split(', '),
      );
      const says =
        right === 'everybody'
          ? description.endsWith('Open to everybody.')
          : right === 'signedIn'
            ? description.endsWith('Needs no right but being signed in.')
            : right !== null && named.join() === right.join();
      // The right that `node` needs is that of the type.
      return says || name === 'node' ? [] : `${name}: ${description}`;
    });
    expect(roots.length).toBeGreaterThan(70);
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(protectedBy))('stands in the description of each field that needs %s', (right, places) => {
    expect(places.filter((place) => !descriptionOf(place).includes(right))).toEqual([]);
  });

  it('stands in the refusal of a query', async () => {
    expect((await kitchen.ask('{ users { edges { cursor } } }')).errors).toMatchObject([
      {
        message: 'This needs the permission user:manage. Ask an administrator for it.',
        extensions: { code: 'FORBIDDEN', permission: 'user:manage' },
      },
    ]);
    expect((await kitchen.ask('{ tenants { code } }')).errors).toMatchObject([
      {
        message: 'This needs one of the permissions tenant:manage, user:manage. Ask an administrator for it.',
        extensions: { code: 'FORBIDDEN', permission: 'tenant:manage' },
      },
    ]);
  });

  it('stands in the refusal of a mutation, all where one of several is enough', async () => {
    const refused = await viewer.get<{ finishBooking: { message: string; permission: string } }>(
      'mutation { finishBooking(input: { bookingId: "x" }) { ... on NotAllowedError { message permission } } }',
    );
    expect(refused.finishBooking.message).toContain(refused.finishBooking.permission);
  });
});
