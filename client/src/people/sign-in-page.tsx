import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { useMutation, useQuery } from 'urql'
import { useConnection } from '../graphql/connection-context.tsx'
import { failureWords } from '../graphql/failure-words.ts'
import { graphql } from '../graphql/generated/gql.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Mark } from '../ui/mark.tsx'
import { Notice } from '../ui/notice.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'
import { tellOtherTabs } from './other-tabs.ts'
import { SampleAccounts } from './sample-accounts.tsx'
import './sign-in-page.css'

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
    }
  }
`)

export function SignInPage() {
  usePageTitle('Sign in')
  const { to } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const { reset } = useConnection()
  const [{ data }] = useQuery({ query: Door })
  const [{ fetching }, signIn] = useMutation(SignIn)
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [refusal, setRefusal] = useState<string | null>(null)
  const [failure, setFailure] = useState<{ title: string; advice: string } | null>(null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setRefusal(null)
    setFailure(null)
    const { data: answer, error } = await signIn({ input: { username: username.trim(), password } })
    if (answer?.signIn.__typename === 'SignInPayload') {
      tellOtherTabs()
      reset()
      return navigate({ href: to ?? '/calendar', replace: true })
    }
    if (answer?.signIn.__typename === 'NotAllowedError') return setRefusal(answer.signIn.message)
    if (error) setFailure(failureWords(error))
  }

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <div className="sign-in-brand">
          <Mark size={36} />
          <div>
            <h1>Sign in{data ? ` to ${data.facility.name}` : ''}</h1>
            <p className="quiet">Rooms and devices, booked once.</p>
          </div>
        </div>
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
                autoFocus
                value={username}
                onChange={(event) => setUsername(event.target.value)}
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
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
          {failure && (
            <Notice tone="problem" title={failure.title}>
              {failure.advice}
            </Notice>
          )}
          <Button look="primary" type="submit" busy={fetching}>
            <span>Sign in</span>
          </Button>
        </form>
        {data && (
          <SampleAccounts
            facility={data.facility}
            onChoose={(name) => {
              setUsername(name)
              document.querySelector<HTMLInputElement>('input[name="password"]')?.focus()
            }}
          />
        )}
      </div>
    </main>
  )
}
