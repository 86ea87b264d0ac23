import { KeyRound, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { RefusedNotice } from '../forms/refused-notice.tsx'
import { ShownOnce } from '../forms/shown-once.tsx'
import { SureButton } from '../forms/sure-button.tsx'
import { useAttempt } from '../forms/use-attempt.ts'
import { graphql } from '../graphql/generated/gql.ts'
import type { OwnTokenFragment } from '../graphql/generated/graphql.ts'
import { useHere } from '../people/here.tsx'
import { dateOf } from '../time/day.ts'
import { dateWords } from '../time/dated-words.ts'
import { momentWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { useNow } from '../ui/use-now.ts'
import { useToast } from '../ui/toaster.tsx'
import { NewToken } from './new-token.tsx'
import { rightWords } from './right-words.ts'

graphql(`
  fragment OwnToken on PersonalToken {
    id
    name
    prefix
    scopes
    expiresAt
    lastUsedAt
  }
`)

const RevokeToken = graphql(`
  mutation RevokeToken($id: ID!) {
    revokeToken(id: $id) {
      __typename
      ... on RevokeTokenPayload {
        tokenId
      }
      ...RefusedRight
      ...RefusedAsGone
    }
  }
`)

interface OwnTokensProps {
  tokens: readonly OwnTokenFragment[]
  onChanged(): void
}

/** What tools sign in with; each can do part of what its owner can. */
export function OwnTokens({ tokens, onChanged }: OwnTokensProps) {
  const toast = useToast()
  const { attempt, busy, trouble } = useAttempt(RevokeToken, 'revokeToken')
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<{ readonly name: string; readonly text: string } | null>(null)
  const opener = useRef<HTMLButtonElement>(null)

  async function revoke({ id, name }: OwnTokenFragment) {
    const { done } = await attempt({ id })
    if (done) toast({ text: `${name} is refused from now on.` })
    onChanged()
  }

  function back() {
    setMaking(false)
    requestAnimationFrame(() => opener.current?.focus())
  }

  return (
    <section className="account-part" aria-labelledby="account-tokens">
      <h3 id="account-tokens">Tokens for tools</h3>
      <p className="quiet">
        A script sends one as <code>Authorization: Bearer …</code> and works in your name, within what you tick for it.
      </p>
      {made && (
        <ShownOnce label={`Token ${made.name}`} text={made.text}>
          <strong>This is the token. It is shown now and never again.</strong> Whoever has it can do what you ticked.
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
      {tokens.length === 0 && !making && <p className="account-list quiet">You have none.</p>}
      {making ? (
        <NewToken
          onBack={back}
          onMade={(name, text) => {
            setMade({ name, text })
            setMaking(false)
            onChanged()
          }}
        />
      ) : (
        <Button ref={opener} onClick={() => setMaking(true)}>
          <Plus aria-hidden="true" />
          New token
        </Button>
      )}
    </section>
  )
}

function TokenRow({ token: { name, prefix, scopes, expiresAt, lastUsedAt }, onRevoke }: { token: OwnTokenFragment; onRevoke(): void }) {
  const { timeZone } = useHere().facility
  const now = useNow()
  const ends = Date.parse(expiresAt)
  const until = dateWords(dateOf(ends, timeZone))
  const used = lastUsedAt ? `last used ${momentWords(Date.parse(lastUsedAt), now, timeZone)}` : 'never used'
  return (
    <li className="account-row">
      <KeyRound aria-hidden="true" />
      <div className="account-row-words">
        <p className="account-row-name">
          {name}
          {ends <= now && <span className="tag tag-off">Run out</span>}
        </p>
        <p className="quiet">
          <code>{prefix}…</code> · {ends <= now ? 'ended' : 'until'} {until} · {used}
        </p>
        <p className="quiet">{scopes.map(rightWords).join(', ')}</p>
      </div>
      <SureButton label="Revoke" of={name} sure="Revoke this token" onSure={onRevoke} />
    </li>
  )
}
