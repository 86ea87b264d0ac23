import type { Session } from '../graphql/session.ts';

export type Person = {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
};

const whoIsSignedInQuery = `query WhoIsSignedIn { viewer { user { id username displayName } } }`;

/** Whose cookies this browser holds now; null for nobody's, undefined while the server cannot be reached. What the page shows stays as it is. */
export async function whoIsSignedIn(session: Session): Promise<Person | null | undefined> {
  const viewer = async () => (await session.send<{ viewer: { user: Person } | null }>(whoIsSignedInQuery))?.viewer;
  let found = await viewer();
  if (found === null && (await session.renew()) === 'renewed') found = await viewer();
  return found && found.user;
}
