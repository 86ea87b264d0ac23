import { describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { days, hours, later, local, tenantId } from '../../../test/factories.ts';

const start = local('2031-03-04', '08:00');
let day = 0;
const { facility, people } = await arrange({
  people: ['staff.tech', 'staff.training', 'room_boss'],
  now: local('2031-03-01', '09:00'),
});

async function was(client: string, contact: string, tenant: 'TECH' | 'TRAINING' = 'TECH') {
  day += 1;
  const key = await facility.insertBooking({
    startsAt: later(start, days(day)),
    endsAt: later(start, days(day) + hours(1)),
    client,
    tenant,
  });
  await facility.owner.query(
    `update bookings set client_contact_person = $2, client_email = lower($2) || '@client.example', client_phone = '1' where id = $1`,
    [key, contact],
  );
}
type Suggestions = {
  clientSuggestions: { clientName: string; clientContactPerson: string; clientEmail: string; clientPhone: string }[];
};
async function suggest(who: keyof typeof people, search: string, more: object = {}) {
  return (
    await people[who].get<Suggestions>(
      'query ($search: String!, $first: Int, $tenantId: ID) { clientSuggestions(search: $search, first: $first, tenantId: $tenantId) { clientName clientContactPerson clientEmail clientPhone } }',
      { search, ...more },
    )
  ).clientSuggestions;
}
async function names(who: keyof typeof people, search: string, more: object = {}) {
  return (await suggest(who, search, more)).map(({ clientName }) => clientName);
}

describe('suggestions of earlier clients', () => {
  it('name each client once, with the contact of the latest booking, the latest client first', async () => {
    await was('Baobab Bank', 'Older');
    await was('Baobab Bank', 'Newer');
    await was('BAOBAB bank', 'Newest');
    await was('Baobab Mining', 'Other');
    expect(await suggest('staff.tech', 'baobab')).toEqual([
      {
        clientName: 'Baobab Mining',
        clientContactPerson: 'Other',
        clientEmail: 'other@client.example',
        clientPhone: '1',
      },
      {
        clientName: 'BAOBAB bank',
        clientContactPerson: 'Newest',
        clientEmail: 'newest@client.example',
        clientPhone: '1',
      },
    ]);
    expect(await names('staff.tech', 'newest')).toEqual(['BAOBAB bank']);
    expect(await names('staff.tech', 'ba', { first: 1 })).toEqual(['Baobab Mining']);
  });

  it('come from the divisions one books for, and from the one that is booked for where it is named', async () => {
    await was('Fynbos Tech', 'A');
    await was('Fynbos Training', 'B', 'TRAINING');
    expect(await names('staff.tech', 'fynbos')).toEqual(['Fynbos Tech']);
    expect(await names('room_boss', 'fynbos')).toEqual(['Fynbos Training', 'Fynbos Tech']);
    expect(await names('room_boss', 'fynbos', { tenantId: tenantId('TECH') })).toEqual(['Fynbos Tech']);
    expect(await names('staff.tech', 'fynbos', { tenantId: tenantId('TRAINING') })).toEqual([]);
    // A right to book there does not come from a right to read there.
    await facility.grant('staff.tech', 'viewer', 'TRAINING');
    expect(await names('staff.tech', 'fynbos')).toEqual(['Fynbos Tech']);
    await facility.revoke('staff.tech', 'viewer');
  });

  it('look past one who comes every day', async () => {
    await was('Daily Seldom', 'A');
    await facility.owner.query(
      `insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id)
       select t.id, 'Daily Often', 'C', 'c@b.example', '1', 1, 1, $1::timestamptz + n * interval '1 day', $1::timestamptz + n * interval '1 day' + interval '1 hour', $2
       from tenants t, generate_series(1, 450) n where t.code = 'TECH'`,
      [later(start, days(30)), facility.userKeys['staff.tech']],
    );
    expect(await names('staff.tech', 'daily')).toEqual(['Daily Often', 'Daily Seldom']);
  });

  it('find who is meant, however either is written', async () => {
    await was("O'Brien & Sons", 'A');
    await was('O’Brien & Sons', 'B');
    await was('Łódź', 'C');
    for (const search of ['obrien', "o'brien", 'o brien', 'O’Brien'])
      expect(await suggest('staff.tech', search), search).toMatchObject([{ clientContactPerson: 'B' }]);
    expect(await names('staff.tech', 'lodz')).toEqual(['Łódź']);
  });

  it('want two letters, and do not take a reference for a name', async () => {
    for (const search of ['', ' b ', 'x'.repeat(201)])
      expect(
        (
          await people['staff.tech'].ask(
            'query ($search: String!) { clientSuggestions(search: $search) { clientName } }',
            { search },
          )
        ).errors[0]?.extensions?.code,
      ).toBe('BAD_USER_INPUT');
    expect(await names('staff.tech', 'bk')).toEqual([]);
  });
});
