import pg from 'pg';
import { makeClient } from './connections.ts';
import { deriveKey } from '../sealed-keys.ts';

/** insufficient_privilege */
const missingRight = '42501';

export type RoleUrls = { readonly appUrl: string; readonly eventsUrl: string; readonly jobsUrl: string };

type Options = {
  readonly ownerUrl: string;
  readonly secret: string;
  /** Roles that the operator made; those that are missing are made here. */
  readonly appUrl?: string | undefined;
  readonly eventsUrl?: string | undefined;
  readonly jobsUrl?: string | undefined;
};

/**
 * Gives the application, its event reader and its job worker roles to sign in with. These are the roles of the given
 * URLs, as members of what the migrations granted, or `colab_app`, `colab_events` and `colab_jobs` with passwords that
 * every server with the same secret derives.
 */
export async function prepareRoles({ ownerUrl, secret, appUrl, eventsUrl, jobsUrl }: Options): Promise<RoleUrls> {
  const owner = makeClient({ connectionString: ownerUrl, application_name: 'colab set-up' });
  await owner.connect();
  try {
    return {
      appUrl: await prepare(owner, ownerUrl, secret, 'colab_app', appUrl),
      eventsUrl: await prepare(owner, ownerUrl, secret, 'colab_events', eventsUrl),
      jobsUrl: await prepare(owner, ownerUrl, secret, 'colab_jobs', jobsUrl),
    };
  } finally {
    await owner.end();
  }
}

async function prepare(
  owner: pg.Client,
  ownerUrl: string,
  secret: string,
  role: string,
  givenUrl: string | undefined,
): Promise<string> {
  if (givenUrl !== undefined) {
    const member = decodeURIComponent(new URL(givenUrl).username);
    const { rows } = await owner.query<{ has: boolean }>('select pg_has_role($1, $2, $3) as has', [
      member,
      role,
      'USAGE',
    ]);
    if (!rows[0]?.has) await owner.query(`grant ${pg.escapeIdentifier(role)} to ${pg.escapeIdentifier(member)}`);
    return givenUrl;
  }
  const password = deriveKey(secret, `password of ${role}`).toString('base64url');
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  // Usually another server has done it already: two servers that alter a role at once get an error.
  if (await canConnect(url.href)) return url.href;
  await owner.query('select pg_advisory_lock(hashtextextended($1, 0))', ['colab roles']);
  await owner
    .query(`alter role ${pg.escapeIdentifier(role)} login password ${pg.escapeLiteral(password)}`)
    .catch((error: unknown) => {
      if (!(error instanceof pg.DatabaseError && error.code === missingRight)) throw error;
      throw new Error(
        `the role of DATABASE_URL may not give ${role} a password. Make it an administrator of that role (as a superuser: grant ${role} to ${pg.escapeIdentifier(decodeURIComponent(new URL(ownerUrl).username))} with admin option), or name roles of your own in APP_DATABASE_URL, EVENTS_DATABASE_URL and JOBS_DATABASE_URL.`,
        { cause: error },
      );
    });
  await owner.query('select pg_advisory_unlock(hashtextextended($1, 0))', ['colab roles']);
  return url.href;
}

async function canConnect(url: string): Promise<boolean> {
  const client = makeClient({ connectionString: url, application_name: 'colab set-up' });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}
