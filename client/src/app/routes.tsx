import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import {
  Bell,
  CalendarDays,
  ClipboardCheck,
  DoorOpen,
  Layers,
  Laptop,
  List,
  ScrollText,
  Send,
  Settings,
  UsersRound,
} from 'lucide-react';
import { approvalsSearch } from '../approvals/approvals-search.ts';
import { auditSearch } from '../audit/audit-search.ts';
import { bookingsSearch, drawerSearch } from '../booking-list/bookings-search.ts';
import { calendarSearch } from '../links/calendar-search.ts';
import { BrokenPage } from './broken-page.tsx';
import { deskSearch } from '../device-desk/desk-search.ts';
import { notificationsSearch } from '../notifications/notifications-search.ts';
import { firstStepsSearch } from '../facility/first-steps-search.ts';
import { SignedIn } from './signed-in.tsx';
import { signInSearch } from '../people/sign-in-search.ts';
import { lazyPart } from '../ui/lazy-part.tsx';
import { devicesSearch } from '../devices/devices-search.ts';
import { roomsSearch } from '../rooms/rooms-search.ts';
import { tenantsSearch } from '../tenants/tenants-search.ts';
import { usersSearch } from '../users/users-search.ts';

const WaitingCount = lazyPart(async () => (await import('../approvals/waiting-count.tsx')).WaitingCount, {
  failed: null,
});

const root = createRootRoute({
  notFoundComponent: lazyRouteComponent(() => import('./not-found-page.tsx'), 'NotFoundPage'),
});
const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn });

// One line a page; those of the navigation in its order.
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
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('../facility/set-up-page.tsx'), 'SetUpPage'),
});
const firstSteps = createRoute({
  getParentRoute: () => signedIn,
  path: '/first-steps',
  validateSearch: firstStepsSearch,
  component: lazyRouteComponent(() => import('../facility/first-steps-page.tsx'), 'FirstStepsPage'),
});
const calendar = createRoute({
  getParentRoute: () => signedIn,
  path: '/calendar',
  staticData: { page: { words: 'Calendar', Icon: CalendarDays, needs: null, key: 'c' } },
  validateSearch: calendarSearch,
  component: lazyRouteComponent(() => import('../calendar/page/calendar-page.tsx'), 'CalendarPage'),
});
const approvals = createRoute({
  getParentRoute: () => signedIn,
  path: '/approvals',
  staticData: {
    page: { words: 'Approvals', Icon: ClipboardCheck, needs: 'room:assign', key: 'a', Count: WaitingCount },
  },
  validateSearch: approvalsSearch,
  component: lazyRouteComponent(() => import('../approvals/approvals-page.tsx'), 'ApprovalsPage'),
});
const bookings = createRoute({
  getParentRoute: () => signedIn,
  path: '/bookings',
  staticData: { page: { words: 'Bookings', Icon: List, needs: 'calendar:read', key: 'b' } },
  validateSearch: bookingsSearch,
  component: lazyRouteComponent(() => import('../booking-list/bookings-page.tsx'), 'BookingsPage'),
});
const requests = createRoute({
  getParentRoute: () => signedIn,
  path: '/requests',
  staticData: { page: { words: 'My requests', Icon: Send, needs: 'booking:create', key: 'q' } },
  validateSearch: drawerSearch,
  component: lazyRouteComponent(() => import('../booking-list/requests-page.tsx'), 'RequestsPage'),
});
const deviceDesk = createRoute({
  getParentRoute: () => signedIn,
  path: '/device-desk',
  staticData: { page: { words: 'Device desk', Icon: Laptop, needs: 'device:read', key: 'd' } },
  validateSearch: deskSearch,
  component: lazyRouteComponent(() => import('../device-desk/desk-page.tsx'), 'DeskPage'),
});
const deviceReturn = createRoute({
  getParentRoute: () => signedIn,
  path: '/device-desk/return',
  component: lazyRouteComponent(() => import('../device-desk/return-page.tsx'), 'ReturnPage'),
});
const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyRouteComponent(() => import('../account/account-page.tsx'), 'AccountPage'),
});
const notifications = createRoute({
  getParentRoute: () => signedIn,
  path: '/notifications',
  staticData: { page: { words: 'Notifications', Icon: Bell, needs: 'notification:read', key: 'n' } },
  validateSearch: notificationsSearch,
  component: lazyRouteComponent(() => import('../notifications/notifications-page.tsx'), 'NotificationsPage'),
});
const users = createRoute({
  getParentRoute: () => signedIn,
  path: '/users',
  staticData: { page: { words: 'People', Icon: UsersRound, needs: 'user:manage', key: 'p' } },
  validateSearch: usersSearch,
  component: lazyRouteComponent(() => import('../users/users-page.tsx'), 'UsersPage'),
});
const tenants = createRoute({
  getParentRoute: () => signedIn,
  path: '/tenants',
  staticData: { page: { words: 'Divisions', Icon: Layers, needs: 'tenant:manage', key: 'v' } },
  validateSearch: tenantsSearch,
  component: lazyRouteComponent(() => import('../tenants/tenants-page.tsx'), 'TenantsPage'),
});
const rooms = createRoute({
  getParentRoute: () => signedIn,
  path: '/rooms',
  staticData: { page: { words: 'Rooms', Icon: DoorOpen, needs: 'room:manage', key: 'r' } },
  validateSearch: roomsSearch,
  component: lazyRouteComponent(() => import('../rooms/rooms-page.tsx'), 'RoomsPage'),
});
const devices = createRoute({
  getParentRoute: () => signedIn,
  path: '/devices',
  staticData: { page: { words: 'Devices', Icon: Laptop, needs: 'device:read', key: 'i' } },
  validateSearch: devicesSearch,
  component: lazyRouteComponent(() => import('../devices/devices-page.tsx'), 'DevicesPage'),
});
const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  staticData: { page: { words: 'Settings', Icon: Settings, needs: 'facility:manage', key: 's' } },
  component: lazyRouteComponent(() => import('../facility/settings-page.tsx'), 'SettingsPage'),
});
const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  staticData: { page: { words: 'Audit trail', Icon: ScrollText, needs: 'audit:read', key: 't' } },
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./audit-with-words.tsx'), 'AuditWithWords'),
});

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      signIn,
      forgotPassword,
      setPassword,
      setUp,
      signedIn.addChildren([
        calendar,
        approvals,
        bookings,
        requests,
        deviceDesk,
        deviceReturn,
        rooms,
        devices,
        notifications,
        users,
        tenants,
        audit,
        settings,
        account,
        firstSteps,
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
