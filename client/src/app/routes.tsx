import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { approvalsSearch } from '../approvals/approvals-search.ts';
import { auditSearch } from '../audit/audit-search.ts';
import { bookingsSearch, drawerSearch } from '../booking-list/bookings-search.ts';
import { calendarSearch } from '../links/calendar-search.ts';
import { BrokenPage } from './broken-page.tsx';
import { notificationsSearch } from '../notifications/notifications-search.ts';
import { SignedIn } from './signed-in.tsx';
import { signInSearch } from '../people/sign-in-search.ts';
import { roomsSearch } from '../rooms/rooms-search.ts';
import { tenantsSearch } from '../tenants/tenants-search.ts';
import { usersSearch } from '../users/users-search.ts';

const root = createRootRoute({
  notFoundComponent: lazyRouteComponent(() => import('./not-found-page.tsx'), 'NotFoundPage'),
});
const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn });

// One line a page.
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/calendar', search: {} });
  },
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('../people/sign-in-page.tsx'), 'SignInPage'),
});
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('../account/forgot-password-page.tsx'), 'ForgotPasswordPage'),
});
const setPassword = createRoute({
  getParentRoute: () => root,
  path: '/set-password',
  component: lazyRouteComponent(() => import('../account/set-password-page.tsx'), 'SetPasswordPage'),
});
const calendar = createRoute({
  getParentRoute: () => signedIn,
  path: '/calendar',
  validateSearch: calendarSearch,
  component: lazyRouteComponent(() => import('../calendar/page/calendar-page.tsx'), 'CalendarPage'),
});
const approvals = createRoute({
  getParentRoute: () => signedIn,
  path: '/approvals',
  validateSearch: approvalsSearch,
  component: lazyRouteComponent(() => import('../approvals/approvals-page.tsx'), 'ApprovalsPage'),
});
const bookings = createRoute({
  getParentRoute: () => signedIn,
  path: '/bookings',
  validateSearch: bookingsSearch,
  component: lazyRouteComponent(() => import('../booking-list/bookings-page.tsx'), 'BookingsPage'),
});
const requests = createRoute({
  getParentRoute: () => signedIn,
  path: '/requests',
  validateSearch: drawerSearch,
  component: lazyRouteComponent(() => import('../booking-list/requests-page.tsx'), 'RequestsPage'),
});
const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyRouteComponent(() => import('../account/account-page.tsx'), 'AccountPage'),
});
const notifications = createRoute({
  getParentRoute: () => signedIn,
  path: '/notifications',
  validateSearch: notificationsSearch,
  component: lazyRouteComponent(() => import('../notifications/notifications-page.tsx'), 'NotificationsPage'),
});
const users = createRoute({
  getParentRoute: () => signedIn,
  path: '/users',
  validateSearch: usersSearch,
  component: lazyRouteComponent(() => import('../users/users-page.tsx'), 'UsersPage'),
});
const tenants = createRoute({
  getParentRoute: () => signedIn,
  path: '/tenants',
  validateSearch: tenantsSearch,
  component: lazyRouteComponent(() => import('../tenants/tenants-page.tsx'), 'TenantsPage'),
});
const rooms = createRoute({
  getParentRoute: () => signedIn,
  path: '/rooms',
  validateSearch: roomsSearch,
  component: lazyRouteComponent(() => import('../rooms/rooms-page.tsx'), 'RoomsPage'),
});
const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
});

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      signIn,
      forgotPassword,
      setPassword,
      signedIn.addChildren([
        calendar,
        approvals,
        bookings,
        requests,
        notifications,
        account,
        rooms,
        users,
        tenants,
        audit,
      ]),
    ]),
    defaultPreload: 'intent',
    defaultErrorComponent: BrokenPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
