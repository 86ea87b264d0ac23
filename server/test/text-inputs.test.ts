import { describe, expect, it } from 'vitest';
import { oneName } from '../../docs/text-cases.ts';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import { argumentsOf, roots, slotsOf, wideDocumentOf } from './crawler-documents.ts';
import { unlimited } from './crawler.ts';
import { plausibleIn, usualDay, whole } from './edge-inputs.ts';
import { bookingId, days, hours, later, local } from './factories.ts';
import { callRooms } from './room-calls.ts';

const now = local('2031-03-01', '09:00');
const { facility, app } = await arrange({ now, settings: unlimited });

/** Compared with what is there, and never stored. */
const looksUp = [
  'signIn.input.username',
  'signIn.input.password',
  'requestPasswordReset.username',
  'changePassword.input.currentPassword',
  'refreshSession.input.refreshToken',
  'setPassword.input.token',
  // Needs a link that somebody was sent; the rule is that of changePassword.
  'setPassword.input.newPassword',
  // Needs the link of a facility without an administrator; the rules are those of inviteUser and changePassword.
  ...['token', 'username', 'displayName', 'newPassword'].map((name) => `setUpAdministrator.input.${name}`),
];
/** Passwords may hold what they like but for half a character: they are hashed. */
const hashed = ['changePassword.input.newPassword'];
const unreadable = { 'half a character': 'Café \ud800 x', NUL: 'a\0b', 'a bell': 'a\u0007b' };

describe('text that nobody can read', () => {
  const mutations = roots
    .filter(({ operation }) => operation === 'mutation')
    .flatMap((root) => slotsOf(root, ['String']).map(({ path }) => ({ root, path, name: `${root.name}.${path}` })));
  const kept = mutations.filter(({ name }) => !looksUp.includes(name));

  it('is refused by each mutation, naming its field, wherever text is taken to be kept', async () => {
    expect(kept.length).toBeGreaterThan(45);
    const admin = await Caller.signIn(app.url, 'admin');
    const plausible = await plausibleIn(facility, admin);
    const wrong: string[] = [];
    for (const { root, path, name } of kept) {
      for (const [what, value] of Object.entries(unreadable).filter(
        ([what]) => what.includes('half') || !hashed.includes(name),
      )) {
        const variables = whole(root, argumentsOf(root, plausible(root, usualDay), { path, value }));
        const { data, errors } = await admin.ask<Record<string, Record<string, unknown>>>(
          wideDocumentOf(root, 1),
          variables,
        );
        const answer = data?.[root.name];
        const fields = (answer?.['InvalidInputError_fields'] ?? []) as { readonly InvalidField_path: string }[];
        if (!fields.some(({ InvalidField_path: field }) => field === path.replace(/^input\./, '')))
          wrong.push(`${name}, ${what}: ${JSON.stringify(errors[0]?.message ?? answer).slice(0, 200)}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});

describe('names', () => {
  const boss = () => Caller.signIn(app.url, 'room_boss');

  it('of rooms are one where they are one to people, whoever writes them', async () => {
    const caller = await boss();
    for (const [first = '', ...others] of oneName) {
      expect(await callRooms(caller, 'createRoom', { name: first, capacity: 4 }), first).toMatchObject({
        __typename: 'CreateRoomPayload',
      });
      for (const other of others) {
        expect(
          await callRooms(caller, 'createRoom', { name: other, capacity: 4 }),
          JSON.stringify(other),
        ).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: 'name' }] });
        await expect(
          facility.owner.query('insert into rooms (name, capacity, position) values ($1, 4, 4000)', [other]),
          JSON.stringify(other),
        ).rejects.toMatchObject({ constraint: 'one_room_of_a_name' });
      }
    }
  });

  it('of divisions are one as well, and so are their codes', async () => {
    const admin = await Caller.signIn(app.url, 'admin');
    const create = (input: object) =>
      admin.get<{ createTenant: { __typename: string; fields?: { path: string }[] } }>(
        'mutation ($input: CreateTenantInput!) { createTenant(input: $input) { __typename ... on InvalidInputError { fields { path } } } }',
        { input },
      );
    expect(await create({ code: 'CAFE', name: 'Café' })).toMatchObject({
      createTenant: { __typename: 'CreateTenantPayload' },
    });
    for (const [index, name] of ['Cafe\u0301', 'CAFÉ', 'Ca\u200bfé'].entries())
      expect(await create({ code: `CAFE${index}`, name }), name).toMatchObject({
        createTenant: { fields: [{ path: 'name' }] },
      });
    await expect(
      facility.owner.query(`insert into tenants (code, name) values ('cafe', 'Another')`),
    ).rejects.toMatchObject({ constraint: 'tenants_code_once' });
  });

  it('are stored composed and without what nobody sees; what makes letters and emoji of them stays', async () => {
    const caller = await boss();
    const stored = async (name: string) => (await callRooms(caller, 'createRoom', { name, capacity: 4 })).room?.name;
    expect(await stored(' \u202eBlue\u200b\u00ad Le\u0301opard\u2069\u200d ')).toBe('Blue Léopard');
    expect(await stored('Zed\u2800\u{16fe4}\u{1d159}')).toBe('Zed');
    for (const nothing of ['\u2800', '\ufe0f', '\u{e0100}', '\u3164\u200d'])
      expect(
        await callRooms(caller, 'createRoom', { name: nothing, capacity: 4 }),
        JSON.stringify(nothing),
      ).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: 'name' }] });
    expect(await stored('👨‍👩‍👧 می‌خواهم क्‍ष ☕️')).toBe('👨‍👩‍👧 می‌خواهم क्‍ष ☕️');
  });

  it('leave free text as it was typed, composed', async () => {
    const staff = await Caller.signIn(app.url, 'staff.tech');
    const notes = 'שלום \u200fabc\u200e\n👨‍👩‍👧 می‌خواهم Cafe\u0301';
    const key = await facility.insertBooking({
      startsAt: later(usualDay, days(3)),
      endsAt: later(usualDay, days(3) + hours(1)),
      by: 'staff.tech',
    });
    expect(
      await staff.ask('mutation ($input: UpdateBookingInput!) { updateBooking(input: $input) { __typename } }', {
        input: { bookingId: bookingId(key), notes },
      }),
    ).toMatchObject({ data: { updateBooking: { __typename: 'UpdateBookingPayload' } } });
    const { rows } = await facility.owner.query<{ notes: string }>('select notes from bookings where id = $1', [key]);
    expect(rows[0]?.notes).toBe(notes.normalize('NFC'));
  });
});
