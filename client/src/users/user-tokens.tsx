import { useRef } from 'react';
import { RevokeToken, TokenRow } from '../access/token-row.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import type { OwnTokenFragment, UserDetailsFragment } from '../graphql/generated/graphql.ts';
import { useToast } from '../ui/toaster.tsx';
import { PeopleTrouble } from './people-trouble.tsx';

/** What tools work with in somebody's name; nothing is said where there are none. */
export function UserTokens({ user, onChanged }: { user: UserDetailsFragment; onChanged(): void }) {
  const toast = useToast();
  const { attempt, busy, trouble } = useAttempt(RevokeToken, 'revokeToken');
  const head = useRef<HTMLHeadingElement>(null);
  const tokens = user.tokens as readonly OwnTokenFragment[];

  async function revoke({ id, name }: OwnTokenFragment) {
    const { done } = await attempt({ id });
    if (done) toast({ text: `Token ${name} of ${user.displayName} revoked.` });
    onChanged();
    if (done) head.current?.focus();
  }

  return (
    <section className="drawer-box" aria-label="API tokens">
      <h3 ref={head} tabIndex={-1}>
        API tokens
      </h3>
      {tokens.length === 0 ? (
        <p className="user-box-hint">None.</p>
      ) : (
        <ul>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => void revoke(token)} />
          ))}
        </ul>
      )}
      <PeopleTrouble trouble={trouble} busy={busy} onRetry={onChanged} />
    </section>
  );
}
