import { useQuery } from 'urql';
import { Page } from '../frame/page.tsx';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { useHere } from '../people/here.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { ChangePassword } from './change-password.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { OwnTokens } from './own-tokens.tsx';
import './account-page.css';

const OwnAccount = graphql(`
  query OwnAccount {
    viewer {
      user {
        id
      }
      sessions {
        ...OwnSession
      }
      tokens {
        ...OwnToken
      }
    }
  }
`);

/** What is one's own here: the way in, the places where one is in, and the tools that work in one's name. */
export function AccountPage() {
  const { viewer } = useHere();
  return (
    <Page title="My account">
      {viewer.via === 'DISPLAY' ? (
        <FailurePanel
          title="This screen is a wall display."
          advice="It is read-only and has no account settings. Sign in on another screen, or sign out here."
        />
      ) : (
        <OwnAffairs />
      )}
    </Page>
  );
}

function OwnAffairs() {
  const { user } = useHere().viewer;
  const [{ data, error, fetching }, ask] = useQuery({ query: OwnAccount, requestPolicy: 'cache-and-network' });
  const again = () => ask({ requestPolicy: 'network-only' });
  const account = data?.viewer;
  return (
    <div className="page-scroll account">
      <header className="account-who">
        <h2>{user.displayName}</h2>
        <p className="quiet">Signs in as {user.username}</p>
      </header>
      <ChangePassword tokens={account?.tokens.length ?? 0} onChanged={again} />
      {account ? (
        <>
          <OwnSessions sessions={account.sessions} onChanged={again} />
          <OwnTokens tokens={account.tokens} onChanged={again} />
        </>
      ) : error ? (
        <FailurePanel {...failureWords(error)} retrying={fetching} onRetry={again} />
      ) : (
        <div className="account-part account-waiting" aria-busy="true">
          <span className="unseen">Loading sessions and tokens</span>
        </div>
      )}
    </div>
  );
}
