import { Outlet, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useQuery, useSubscription } from 'urql'
import { useConnection } from '../graphql/connection-context.tsx'
import { failureWords } from '../graphql/failure-words.ts'
import { graphql } from '../graphql/generated/gql.ts'
import { LiveRooms } from '../rooms/live-rooms.tsx'
import { FailurePanel } from '../ui/failure-panel.tsx'
import { HereProvider } from './here.tsx'
import { maySeeLess } from './may-see-less.ts'
import { onOtherTab } from './other-tabs.ts'

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

const ViewerChanges = graphql(`
  subscription ViewerChanges {
    viewerChanged {
      ...SignedInViewer
    }
  }
`)

/** The door: pages behind it know who looks at them. Whoever is not signed in is sent to do so, and brought back. */
export function SignedIn() {
  const { session } = useConnection()
  const [{ data, error, fetching, stale }, ask] = useQuery({ query: WhoIsHere })
  const isIn = data?.viewer != null
  const [{ data: told }] = useSubscription({ query: ViewerChanges, pause: !isIn })
  const viewer = useSteady(isIn ? (told?.viewerChanged ?? data?.viewer ?? null) : null)
  const renewed = useRef(false)
  const goToSignIn = useGoToSignIn()

  useEffect(() => session.onEnded(goToSignIn), [session, goToSignIn])
  const before = useRef(viewer)
  useEffect(() => {
    if (before.current && viewer && maySeeLess(before.current, viewer)) session.curtail()
    before.current = viewer
  }, [session, viewer])
  // Nothing of one person stays in sight of the next: everything is read anew.
  useEffect(() => onOtherTab(() => window.location.reload()), [])

  const nobody = data?.viewer === null && !stale && !fetching && !error
  useEffect(() => {
    if (!nobody) return undefined
    let left = false
    // An access token lives a quarter of an hour, a session a week: try the one before asking for a password.
    const renewal = renewed.current ? Promise.resolve('ended') : session.renew()
    void renewal.then((outcome) => {
      if (left) return
      renewed.current = true
      if (outcome === 'ended') goToSignIn()
      else ask({ requestPolicy: 'network-only' })
    })
    return () => {
      left = true
    }
  }, [nobody, session, ask, goToSignIn])

  if (data && viewer) {
    return (
      <HereProvider viewer={viewer} facility={data.facility}>
        <LiveRooms />
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

/** The same object as long as it says the same: what is told again changes nothing on the page. */
function useSteady<T>(value: T): T {
  const [steady, setSteady] = useState(value)
  if (steady === value || JSON.stringify(steady) === JSON.stringify(value)) return steady
  setSteady(value)
  return value
}

function useGoToSignIn(): () => void {
  const router = useRouter()
  return useCallback(() => {
    const { pathname, href } = router.state.location
    if (pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: { to: href }, replace: true })
  }, [router])
}
