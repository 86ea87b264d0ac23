import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useState, type FormEvent } from 'react'
import { useMutation, useQuery } from 'urql'
import { useConnection } from '../graphql/connection-context.tsx'
import { failureWords } from '../graphql/failure-words.ts'
import { graphql } from '../graphql/generated/gql.ts'
import { now } from '../time/now.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'
import { DoorCard } from './door-card.tsx'
import { tellOtherTabs } from './other-tabs.ts'
import { SampleAccounts } from './sample-accounts.tsx'
import { SignInTroubleNotice, type SignInTrouble } from './sign-in-trouble.tsx'

const Door = graphql(`
  query Door {
    facility {
      name
      cookiesNeedHttps
      ...SampleAccountList
    }
  }
`)

const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignInPayload {
        expiresAt
      }
      ... on NotAllowedError {
        message
      }
      ... on TooManyAttemptsError {
        retryAfterMs
      }
      ... on BusyError {
        message
      }
    }
  }
`)

export function SignInPage() {
  usePageTitle('Sign in')
  const { to, as } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const { reset } = useConnection()
  const [{ data }] = useQuery({ query: Door })
  const [{ fetching }, signIn] = useMutation(SignIn)
  const [username, setUsername] = useState(as ?? '')
  const [password, setPassword] = useState('')
  const [refusal, setRefusal] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<SignInTrouble | null>(null)
  const due = useCallback(() => setTrouble(null), [])
  const locked = trouble?.kind === 'locked'

  /** The wait may be one account's alone: somebody else may try at once. */
  function nameOneself(name: string) {
    setUsername(name)
    setRefusal(null)
    if (name.trim() !== username.trim()) setTrouble(null)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (fetching || locked) return
    setRefusal(null)
    const { data: answer, error } = await signIn({ input: { username: username.trim(), password } })
    setTrouble(null)
    switch (answer?.signIn.__typename) {
      case 'SignInPayload':
        tellOtherTabs()
        reset()
        return navigate({ href: to ?? '/calendar', replace: true })
      case 'NotAllowedError':
        return setRefusal(answer.signIn.message)
      case 'TooManyAttemptsError':
        return setTrouble({ kind: 'locked', untilMs: now() + answer.signIn.retryAfterMs })
      case 'PasswordMustBeSetError':
        return setTrouble({ kind: 'old-password' })
      case 'BusyError':
        return setTrouble({ kind: 'unanswered', title: 'Many people are signing in at this moment.', advice: answer.signIn.message })
      case undefined:
        if (error) setTrouble({ kind: 'unanswered', ...failureWords(error) })
    }
  }

  return (
    <DoorCard title={`Sign in${data ? ` to ${data.facility.name}` : ''}`} under="Rooms and devices, booked once.">
      {data?.facility.cookiesNeedHttps && (
        <Notice tone="warning" title="This address is not encrypted">
          Browsers keep you signed in only over https, or on localhost. Ask whoever runs this server for the https
          address.
        </Notice>
      )}
      <form className="sign-in-form" onSubmit={(event) => void submit(event)}>
        <Field label="Username">
          {(wiring) => (
            <input
              {...wiring}
              className="input"
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              autoFocus={!as}
              value={username}
              onChange={(event) => nameOneself(event.target.value)}
            />
          )}
        </Field>
        <Field label="Password" error={refusal ?? undefined}>
          {(wiring) => (
            <input
              {...wiring}
              className="input"
              type="password"
              name="password"
              autoComplete="current-password"
              required
              autoFocus={Boolean(as)}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {trouble && <SignInTroubleNotice trouble={trouble} username={username.trim()} busy={fetching} onDue={due} />}
        <Button look="primary" type="submit" busy={fetching} disabled={locked}>
          <span>Sign in</span>
        </Button>
      </form>
      <p className="sign-in-aside">
        <Link to="/forgot-password" search={username.trim() ? { as: username.trim() } : {}}>
          Forgot your password?
        </Link>
      </p>
      {data && (
        <SampleAccounts
          facility={data.facility}
          onChoose={(name) => {
            nameOneself(name)
            document.querySelector<HTMLInputElement>('input[name="password"]')?.focus()
          }}
        />
      )}
    </DoorCard>
  )
}
