import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { ShownOnce } from '../forms/shown-once.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import type { OwnTokenFragment } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { useToast } from '../ui/toaster.tsx';
import { NewToken } from './new-token.tsx';
import { RevokeToken, TokenRow } from '../access/token-row.tsx';

type OwnTokensProps = {
  tokens: readonly OwnTokenFragment[];
  onChanged(): void;
};

/** What tools sign in with; each can do part of what its owner can. */
export function OwnTokens({ tokens, onChanged }: OwnTokensProps) {
  const toast = useToast();
  const { attempt, busy, trouble } = useAttempt(RevokeToken, 'revokeToken');
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const head = useRef<HTMLHeadingElement>(null);

  async function revoke({ id, name }: OwnTokenFragment) {
    const { done } = await attempt({ id });
    if (done) toast({ text: `Token ${name} revoked.` });
    onChanged();
    // Its row goes, and would take the keyboard along.
    if (done) head.current?.focus();
  }

  function back() {
    setMaking(false);
    requestAnimationFrame(() => opener.current?.focus());
  }

  return (
    <section className="account-part" aria-labelledby="account-tokens">
      <h3 id="account-tokens" ref={head} tabIndex={-1}>
        API tokens
      </h3>
      <p className="quiet">
        A script sends a token as <code>Authorization: Bearer …</code> and works in your name, limited to the
        permissions you select.
      </p>
      {made && (
        <ShownOnce label={`Token ${made.name}`} text={made.text}>
          <strong>Copy this token. It won’t be shown again.</strong> Anyone who has it can use the permissions you
          selected.
        </ShownOnce>
      )}
      {trouble && <RefusedNotice trouble={trouble} busy={busy} onRetry={onChanged} />}
      {tokens.length > 0 && (
        <ul className="account-list">
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => void revoke(token)} />
          ))}
        </ul>
      )}
      {tokens.length === 0 && !making && <p className="account-list quiet">You have no tokens.</p>}
      {making ? (
        <NewToken
          onBack={back}
          onMade={(name, text) => {
            setMade({ name, text });
            setMaking(false);
            onChanged();
          }}
        />
      ) : (
        <Button ref={opener} onClick={() => setMaking(true)}>
          <Plus aria-hidden="true" />
          New token
        </Button>
      )}
    </section>
  );
}
