import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { calendarSearch } from './calendar/calendar-search.ts'
import { BrokenPage } from './frame/broken-page.tsx'
import { NotFoundPage } from './frame/not-found-page.tsx'
import { SignedIn } from './people/signed-in.tsx'
import { signInSearch } from './people/sign-in-search.ts'

const root = createRootRoute({ notFoundComponent: NotFoundPage })
const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn })

// One line a page.
const home = createRoute({ getParentRoute: () => root, path: '/', beforeLoad: () => { throw redirect({ to: '/calendar', search: {} }) } })
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', validateSearch: signInSearch, component: lazyRouteComponent(() => import('./people/sign-in-page.tsx'), 'SignInPage') })
const calendar = createRoute({ getParentRoute: () => signedIn, path: '/calendar', validateSearch: calendarSearch, component: lazyRouteComponent(() => import('./calendar/calendar-page.tsx'), 'CalendarPage') })

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([home, signIn, signedIn.addChildren([calendar])]),
    defaultPreload: 'intent',
    defaultErrorComponent: BrokenPage,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
