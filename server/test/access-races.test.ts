import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccessRaces, givers, openAccessRaces, raceAccess } from './access-races.ts';
import { Caller } from './client.ts';
import { later } from './factories.ts';

let house: AccessRaces;
beforeAll(async () => {
  house = await openAccessRaces();
});
afterAll(() => house.close());

describe('what is given while the access it comes from is taken away', () => {
  it.each(givers)('does not outlive it: %s against %s', (name, taking) => raceAccess(house, name, taking, 2), 60_000);
});

describe('tokens of one person', () => {
  it('are 50 at most, however many are asked for at the same moment; what was revoked or ran out does not count', async () => {
    const {
      facility: { owner, userKeys },
      apps,
    } = house;
    const [one, other] = apps as [(typeof apps)[0], (typeof apps)[0]];
    const caller = await Caller.signIn(one?.url ?? '', 'it_boss');
    const insert = (from: number, to: number, expires: string, revoked: string) =>
      owner.query(
        `insert into personal_tokens (user_id, name, hash, prefix, scopes, created_at, expires_at, revoked_at)
       select $1, 'old', sha256(n::text::bytea), 'colab_pat_', '{calendar:read}', now() - interval '2 days', ${expires}, ${revoked} from generate_series(${from}, ${to}) n`,
        [userKeys.it_boss],
      );
    await insert(1, 20, `now() - interval '1 day'`, 'null');
    await insert(21, 40, `now() + interval '1 day'`, 'now()');
    await owner.query(
      `update personal_tokens set created_at = now() - interval '3 days', expires_at = now() - interval '2.5 days' where name = 'old' and revoked_at is null`,
    );
    await insert(41, 85, `now() + interval '1 day'`, 'null');
    const make = (url: string) =>
      caller
        .at(url)
        .get<{ createToken: { __typename: string; message?: string } }>(
          'mutation ($input: CreateTokenInput!) { createToken(input: $input) { __typename ... on Error { message } } }',
          { input: { name: 'One more', scopes: ['calendar:read'], expiresAt: later(new Date(), 86_400_000) } },
        );
    const made = await Promise.all(
      Array.from({ length: 14 }, (_, number) => make((number % 2 === 0 ? one : other)?.url ?? '')),
    );
    const names = made.map(({ createToken }) => createToken.__typename).toSorted();
    expect(names).toEqual([
      ...Array.from({ length: 5 }, () => 'CreateTokenPayload'),
      ...Array.from({ length: 9 }, () => 'TooManyTokensError'),
    ]);
    expect(
      made.find(({ createToken }) => createToken.__typename === 'TooManyTokensError')?.createToken.message,
    ).toMatch(/50 active tokens/);
    await expect(
      owner.query(
        `insert into personal_tokens (user_id, name, hash, prefix, scopes, expires_at) values ($1, 'psql', sha256('psql'), 'colab_pat_', '{calendar:read}', now() + interval '1 day')`,
        [userKeys.it_boss],
      ),
    ).rejects.toMatchObject({ code: '23514', constraint: 'fifty_tokens_at_most' });
  });
});
