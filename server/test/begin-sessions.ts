import { openAccessTokens } from '../src/people/keys/access-tokens.ts';
import type { AccessTokens } from '../src/platform/context.ts';
import { connectDatabase } from '../src/platform/database/database.ts';
import { createLog } from '../src/platform/log.ts';
import { Caller } from './client.ts';
import { days, later, type TestFacility, type Username } from './factories.ts';
import { secret } from './secret.ts';

/**
 * People with a session each, as if they had signed in: hashing their passwords would take longer than the start of the
 * server. How people do sign in, `sessions.test.ts` and `verify-credentials.test.ts` prove.
 */
export async function beginSessions<Who extends Username>(
  { owner, database, userKeys }: TestFacility,
  url: string,
  people: readonly Who[],
  now: Date,
): Promise<Readonly<Record<Who, Caller>>> {
  tokens ??= openTokens(database.appUrl);
  const { sign } = await tokens;
  const { rows: sessions } = await owner.query<{ id: string; userId: string }>(
    `insert into sessions (user_id, created_at, last_used_at, expires_at)
     select user_id, $2, $2, $3 from unnest($1::uuid[]) user_id returning id, user_id as "userId"`,
    [people.map((name) => userKeys[name]), now, later(now, days(7))],
  );
  const callers = people.map(async (name) => {
    const userId = userKeys[name];
    const sessionId = sessions.find((session) => session.userId === userId)?.id ?? '';
    return [name, new Caller(url, (await sign({ sessionId, userId }, now)).token)];
  });
  return Object.fromEntries(await Promise.all(callers)) as Record<Who, Caller>;
}

/** All databases of a worker have the same key. */
let tokens: Promise<AccessTokens> | undefined;

async function openTokens(appUrl: string): Promise<AccessTokens> {
  const db = connectDatabase({ url: appUrl });
  const opened = await openAccessTokens({ db, secret, clock: () => new Date(), log: createLog('silent') });
  await opened.close();
  await db.close();
  return opened;
}
