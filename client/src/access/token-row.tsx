import { KeyRound } from 'lucide-react';
import { SureButton } from '../forms/sure-button.tsx';
import { graphql } from '../graphql/generated/gql.ts';
import type { OwnTokenFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { dateOf } from '../time/day.ts';
import { dateWords } from '../time/dated-words.ts';
import { momentWords } from '../time/words.ts';
import { useNow } from '../ui/use-now.ts';
import { rightWords } from './right-words.ts';
import './access-row.css';

graphql(`
  fragment OwnToken on PersonalToken {
    id
    name
    prefix
    scopes
    expiresAt
    lastUsedAt
  }
`);

export const RevokeToken = graphql(`
  mutation RevokeToken($id: ID!) {
    revokeToken(id: $id) {
      __typename
      ... on RevokeTokenPayload {
        tokenId
      }
      ...Refused
    }
  }
`);

/** A token by what its owner knows it by, and the way to end it. */
export function TokenRow({
  token: { name, prefix, scopes, expiresAt, lastUsedAt },
  onRevoke,
}: {
  token: OwnTokenFragment;
  onRevoke(): void;
}) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const ends = Date.parse(expiresAt);
  const until = dateWords(dateOf(ends, timeZone));
  const used = lastUsedAt ? `last used ${momentWords(Date.parse(lastUsedAt), now, timeZone)}` : 'never used';
  return (
    <li className="access-row">
      <KeyRound aria-hidden="true" />
      <div className="access-row-words">
        <p className="access-row-name">
          {name}
          {ends <= now && <span className="tag tag-off">Expired</span>}
        </p>
        <p className="quiet">
          <code>{prefix}…</code> · {ends <= now ? 'expired' : 'expires'} {until} · {used}
        </p>
        <p className="quiet">{scopes.map(rightWords).join(', ')}</p>
      </div>
      <SureButton label="Revoke" of={name} sure="Revoke this token" onSure={onRevoke} />
    </li>
  );
}
