import { type GraphQLField, isInputObjectType, isObjectType, isUnionType, getNamedType } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { schema } from '../src/schema.ts';
import { arrange } from './arrange.ts';
import { answerOf, countOf, type Creation, creations, make, proveCuts } from './creations.ts';
import { keyOfId } from './factories.ts';
import { startApp, startServer } from './servers.ts';

const { facility, app, people } = await arrange({ people: ['admin', 'room_boss'] });

/** By hand: what a mutation that is repeated after a lost answer would make twice. */
const creating = [
  ...['createBookings', 'createSeries', 'createRoom', 'closeRooms', 'createTenant', 'inviteUser'],
  ...['createDeviceCategory', 'createDevices', 'lendDevices'],
];

/** These make something as well, and take no key. */
const withoutKey: Readonly<Record<string, string>> = {
  createToken: 'Its answer is a secret that is stored nowhere, so no repetition could give it again.',
  createPasswordLink: 'The same; and the new link makes the one before void.',
  signIn: 'The same; a session that nobody has ends by itself.',
  refreshSession: 'The refresh token is its own key.',
  startDisplay: 'The session that asks ends with it.',
  setUpAdministrator: 'The link is used up.',
  restoreSeriesDate: 'A date of a series is there once.',
  startDowntime: 'Of a device that is down already the answer is that downtime.',
  assignDevices: 'What is assigned already is a success that changes nothing.',
  setDeviceRequests: 'It names all requests that a booking has then; the same wish twice is refused.',
};

const changing = [
  ...['endDowntimes', 'handOutDevices', 'reactivateDevices', 'releaseDevices', 'retireDevices'],
  ...['returnDevices', 'swapDevice', 'undoDeviceMove', 'updateDevice'],
  ...['updateDeviceCategory', 'updateDowntime'],
  ...['assignRoom', 'assignRooms', 'cancelBooking', 'cancelSeries', 'changePassword', 'confirmBooking'],
  ...['confirmBookings', 'deactivateRoom', 'endSession', 'extendBooking', 'finishBooking', 'grantRole'],
  ...['handOverBooking', 'handOverSeries', 'markNotificationsRead', 'orderRooms', 'reactivateRoom', 'rejectBooking'],
  ...['rejectBookings', 'reopenRooms', 'requestPasswordReset', 'rescheduleBooking', 'rescheduleSeries', 'revokeRole'],
  ...['revokeToken', 'setPassword', 'shutAccount', 'signOut', 'signOutEverywhere', 'unassignRoom'],
  ...['undoBookingChange', 'updateBooking', 'updateFacilitySettings', 'updateNotificationPreferences'],
  ...['updateRoom', 'updateSeries', 'updateTenant', 'updateUser'],
];

function mutations(): GraphQLField<unknown, unknown>[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {});
}

describe('a mutation', () => {
  it('is one that makes something, or one that does not: a new one has to be said', () => {
    const known = [...creating, ...Object.keys(withoutKey), ...changing].toSorted();
    expect(
      mutations()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(known);
  });

  it('has an idempotency key where it makes something, says whether it was repeated, and refuses another request', () => {
    const withKey = mutations().filter(({ args }) =>
      args.some(({ type }) => {
        const input = getNamedType(type);
        return isInputObjectType(input) && 'idempotencyKey' in input.getFields();
      }),
    );
    expect(withKey.map(({ name }) => name).toSorted()).toEqual(creating.toSorted());
    for (const { name, type } of withKey) {
      const union = getNamedType(type);
      const members = isUnionType(union) ? union.getTypes() : [];
      expect(
        members.map((member) => member.name),
        name,
      ).toContain('IdempotencyMismatchError');
      const payload = members.find((member) => member.name.endsWith('Payload'));
      expect(isObjectType(payload) && String(payload.getFields()['repeated']?.type), name).toBe('Boolean!');
    }
  });
});

describe.each(creations)('$mutation with an idempotency key', (creation) => {
  const { mutation, input } = creation;
  const named = (name: string) => ({ ...input(`${mutation} ${name}`), idempotencyKey: `${mutation} ${name}` });

  it('makes one thing of ten parallel requests through two servers, and answers with it again', async () => {
    const other = await startApp(facility.database);
    onTestFinished(() => other.close());
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        answerOf(people.admin.at(index % 2 === 0 ? app.url : other.url), creation, named('parallel')),
      ),
    );
    expect(new Set(answers.map(({ made }) => made?.id)).size).toBe(1);
    expect(answers.filter(({ repeated }) => repeated === false)).toHaveLength(1);
    expect(await countOf(facility, creation, `${mutation} parallel`)).toBe(1);
  });

  it('refuses another request under the same key, and makes nothing of it', async () => {
    expect((await answerOf(people.admin, creation, named('mismatch'))).repeated).toBe(false);
    const another = { ...input(`${mutation} another`), idempotencyKey: `${mutation} mismatch` };
    expect(await answerOf(people.admin, creation, another)).toEqual({ __typename: 'IdempotencyMismatchError' });
    expect(await countOf(facility, creation, `${mutation} another`)).toBe(0);
  });

  it('is honoured for 24 hours: after that its request is a new one', async () => {
    await answerOf(people.admin, creation, named('old'));
    await facility.owner.query(
      `update creation_keys set created_at = created_at - interval '25 hours' where key = $1`,
      [`${mutation} old`],
    );
    expect((await answerOf(people.admin, creation, named('old'))).repeated).not.toBe(true);
  });
});

// Rooms are written under their locks, and people in their queue: one of each. All of them, at every statement, is a soak.
it.each(creations.filter(({ mutation }) => ['closeRooms', 'createTenant'].includes(mutation)))(
  '$mutation makes it once where the connection breaks, and the same request is answered at last',
  async (creation) => {
    expect(await proveCuts(facility, people.admin, creation, [4, 7, 10])).toBeGreaterThan(0);
  },
);

it('a server that is killed while it closes rooms has closed each once, when another is asked again', async () => {
  const closeRooms = creations[1] as Creation;
  const doomed = await startServer(facility.database);
  const names = Array.from({ length: 24 }, (_, index) => `killed ${index}`);
  const inputOf = (name: string) => ({ ...closeRooms.input(name), idempotencyKey: name });
  let kill: Promise<void> | undefined;
  const answers = await Promise.all(
    names.map(async (name) => {
      const answer = await make(people.admin.at(doomed.url), closeRooms, inputOf(name)).catch(() => null);
      // With the first that was answered, in the middle of the others.
      kill ??= doomed.kill();
      return answer?.data?.result.made?.id ?? null;
    }),
  );
  await kill;
  expect(answers.filter((id) => id !== null).length, 'some were answered').toBeGreaterThan(0);
  expect(answers, 'and some were not').toContain(null);
  for (const [index, name] of names.entries()) {
    const again = await answerOf(people.admin, closeRooms, inputOf(name));
    expect(again.__typename, name).toBe('CloseRoomsPayload');
    const answered = answers[index] ?? null;
    expect(answered === null || (again.repeated === true && again.made?.id === answered), name).toBe(true);
    expect(await countOf(facility, closeRooms, name), name).toBe(1);
  }
});

it('a refused request leaves its key free', async () => {
  const [createRoom] = creations as [Creation];
  const request = (capacity: number) => ({ name: 'Refused at first', capacity, idempotencyKey: 'refused' });
  expect((await answerOf(people.admin, createRoom, request(0))).__typename).toBe('InvalidInputError');
  expect(await answerOf(people.admin, createRoom, request(4))).toMatchObject({ repeated: false });
});

it('a key is of its person, and of one mutation', async () => {
  const [, closeRooms, createTenant] = creations as [Creation, Creation, Creation];
  const closing = (reason: string) => ({ ...closeRooms.input(reason), idempotencyKey: 'shared' });
  expect(await answerOf(people.admin, closeRooms, closing('Of the admin'))).toMatchObject({ repeated: false });
  expect(await answerOf(people.room_boss, closeRooms, closing('Of the boss'))).toMatchObject({ repeated: false });
  expect(
    await answerOf(people.admin, createTenant, { code: 'SHARED', name: 'Shared', idempotencyKey: 'shared' }),
  ).toEqual({ __typename: 'IdempotencyMismatchError' });
});

it('an invitation that is repeated gives no link again, and nothing of the link is stored', async () => {
  const invite = creations[3] as Creation;
  const input = { ...invite.input('Shown Once'), idempotencyKey: 'shown once' };
  const first = await answerOf(people.admin, invite, input);
  const secret = first.link?.url?.split('#')[1] ?? '';
  expect(secret).toMatch(/^[\w-]{43}$/);
  const again = await answerOf(people.admin, invite, input);
  expect(again).toEqual({ ...first, repeated: true, link: { ...first.link, url: null } });
  const { rows } = await facility.superuser.query<{ row: string }>(
    `select to_jsonb(k)::text as row from creation_keys k where key = 'shown once'`,
  );
  expect(rows).toHaveLength(1);
  for (const trace of [secret, Buffer.from(secret).toString('hex'), 'Shown Once', 'shown.once'])
    expect(rows[0]?.row).not.toContain(trace);
  expect(rows[0]?.row).toContain(keyOfId(first.made?.id ?? ''));
});
