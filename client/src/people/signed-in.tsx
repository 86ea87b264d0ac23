import { Outlet, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { useConnection } from '../graphql/connection-context.tsx'
import { failureWords } from '../graphql/failure-words.ts'
import { graphql } from '../graphql/generated/gql.ts'
import { FailurePanel } from '../ui/failure-panel.tsx'
import { HereProvider } from './here.tsx'

const WhoIsHere = graphql(`
  query WhoIsHere {
    facility {
      ...FacilityFacts
    }
    viewer {
      ...SignedInViewer
    }
  }
`)

/** The door: pages behind it know who looks at them. Whoever is not signed in is sent to do so, and brought back. */
export function SignedIn() {
  const { session } = useConnection()
  const [{ data, error, fetching, stale }, ask] = useQuery({ query: WhoIsHere })
  const [renewed, setRenewed] = useState(false)
  const goToSignIn = useGoToSignIn()

  useEffect(() => session.onEnded(goToSignIn), [session, goToSignIn])

  const nobody = data !== undefined && data.viewer === null && !stale
  useEffect(() => {
    if (!nobody) return
    if (renewed) return goToSignIn()
    // An access token lives a quarter of an hour, a session a week: try the one before asking for a password.
    void session.renew().then((renewal) => {
      if (renewal === 'ended') return goToSignIn()
      setRenewed(true)
      ask({ requestPolicy: 'network-only' })
    })
  }, [nobody, renewed, session, ask, goToSignIn])

  if (data?.viewer) {
    return (
      <HereProvider viewer={data.viewer} facility={data.facility}>
        <Outlet />
      </HereProvider>
    )
  }
  if (error) {
    const { title, advice } = failureWords(error)
    return (
      <main className="whole-page">
        <FailurePanel
          title={title}
          advice={advice}
          retrying={fetching}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      </main>
    )
  }
  return <div className="whole-page" aria-busy="true" />
}

function useGoToSignIn(): () => void {
  const router = useRouter()
  return useCallback(() => {
    const { pathname, href } = router.state.location
    if (pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: { to: href }, replace: true })
  }, [router])
}
