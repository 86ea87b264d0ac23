import { useState } from 'react';
import { useQuery } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { UserDetailsFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { momentWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useNow } from '../ui/use-now.ts';
import { EditUser } from './edit-user.tsx';
import { ShutAccountForm } from './shut-account.tsx';
import { UserLink } from './user-link.tsx';
import { UserRoles } from './user-roles.tsx';
import { UserStanding } from './user-standing.tsx';
import { UserTokens } from './user-tokens.tsx';
import { StandingTag } from './user-tags.tsx';
import './users.css';

graphql(`
  fragment UserDetails on User {
    ...UserRow
    tokens {
      ...OwnToken
    }
    lastPasswordLink {
      purpose
      createdAt
      expiresAt
      usedAt
      mailedAt
      mailFailedAt
    }
  }
`);

const OneUser = graphql(`
  query OneUser($id: ID!) {
    node(id: $id) {
      __typename
      id
      ...UserDetails
    }
  }
`);

type UserDrawerProps = {
  id: string;
  onClose(): void;
};

/** One person: who they are here, what they hold, and how they get in. */
export function UserDrawer({ id, onClose }: UserDrawerProps) {
  const [{ data, error, fetching }, ask] = useQuery({
    query: OneUser,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const again = () => ask({ requestPolicy: 'network-only' });
  const user = data?.node?.__typename === 'User' ? (data.node as UserDetailsFragment) : null;
  return (
    <aside className="drawer" aria-label={user ? user.displayName : 'Person'} aria-busy={fetching && !user}>
      {user ? (
        <OpenUser user={user} onChanged={again} onClose={onClose} />
      ) : (
        <>
          <DrawerHead onClose={onClose} />
          {error && <FailurePanel {...failureWords(error)} retrying={fetching} onRetry={again} />}
          {!error && data && (
            <FailurePanel title="This person does not exist." advice="The link may be from another installation." />
          )}
        </>
      )}
    </aside>
  );
}

function OpenUser({ user, onChanged, onClose }: { user: UserDetailsFragment; onChanged(): void; onClose(): void }) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const [doing, setDoing] = useState<'editing' | 'closing' | null>(null);
  return (
    <>
      <DrawerHead onClose={onClose}>
        <h2>{user.displayName}</h2>
        <p className="quiet">{user.username}</p>
      </DrawerHead>
      {doing === 'editing' && <EditUser user={user} onDone={() => setDoing(null)} />}
      {doing === 'closing' && <ShutAccountForm user={user} onDone={() => setDoing(null)} />}
      {doing === null && (
        <div className="drawer-scroll">
          <div className="user-sections">
            <section className="drawer-box" aria-label="Account">
              <dl className="user-facts">
                <dt>Account</dt>
                <dd>
                  <StandingTag active={user.active} invited={user.invited} />
                </dd>
                <dt>E-mail</dt>
                <dd>{user.email ?? <span className="quiet">None: links are copied by hand</span>}</dd>
                <dt>Last sign-in</dt>
                <dd>{user.lastSignInAt ? momentWords(Date.parse(user.lastSignInAt), now, timeZone) : 'Never'}</dd>
              </dl>
            </section>
            <UserRoles user={user} />
            <UserLink user={user} onMade={onChanged} />
            <UserTokens user={user} onChanged={onChanged} />
            <UserStanding user={user} onClose={() => setDoing('closing')} />
            <div className="user-buttons">
              <Button onClick={() => setDoing('editing')}>Change name or e-mail</Button>
            </div>
          </div>
        </div>
      )}
    </>
  );
}
