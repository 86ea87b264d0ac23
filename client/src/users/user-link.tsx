import { useState } from 'react';
import { useAttempt } from '../forms/use-attempt.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { LinkHandedOverFragment, UserDetailsFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { momentWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/use-now.ts';
import { HandedLink } from './handed-link.tsx';
import { PeopleTrouble } from './people-trouble.tsx';

const CreatePasswordLink = graphql(`
  mutation CreatePasswordLink($userId: ID!) {
    createPasswordLink(userId: $userId) {
      __typename
      ... on CreatePasswordLinkPayload {
        link {
          ...LinkHandedOver
        }
      }
      ...Refused
    }
  }
`);

/** The way in for who forgot the password, or never had one. */
export function UserLink({ user, onMade }: { user: UserDetailsFragment; onMade(): void }) {
  const { attempt, busy, trouble } = useAttempt(CreatePasswordLink, 'createPasswordLink');
  const [link, setLink] = useState<LinkHandedOverFragment | null>(null);
  const closed = user.active === false;

  async function make() {
    const { done } = await attempt({ userId: user.id });
    if (!done) return;
    setLink(done.link);
    onMade();
  }

  return (
    <section className="drawer-box user-sections" aria-label="Password link">
      <h3>Password link</h3>
      {link ? <HandedLink link={link} name={user.displayName} /> : <LastLink link={user.lastPasswordLink} />}
      <div className="user-buttons">
        <Button
          busy={busy}
          disabled={closed}
          title={closed ? 'Reopen the account first' : undefined}
          onClick={() => void make()}
        >
          <span>
            {link ? 'Create another link' : user.invited ? 'Create a new invitation link' : 'Create a password link'}
          </span>
        </Button>
      </div>
      <PeopleTrouble trouble={trouble} busy={busy} onRetry={() => void make()} />
    </section>
  );
}

function LastLink({ link }: { link: UserDetailsFragment['lastPasswordLink'] }) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const moment = (at: string) => momentWords(Date.parse(at), now, timeZone);
  if (!link) return <p className="user-box-hint">Lets them set a new password. None created yet.</p>;
  const state = link.usedAt
    ? `used ${moment(link.usedAt)}`
    : Date.parse(link.expiresAt) <= now
      ? 'expired unused'
      : `works until ${moment(link.expiresAt)}`;
  const sent = link.mailFailedAt ? ', could not be e-mailed' : link.mailedAt ? ', e-mailed' : '';
  return (
    <p className="user-box-hint">
      The last one was created {moment(link.createdAt)}
      {sent} and {state}.
    </p>
  );
}
