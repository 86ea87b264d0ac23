import { Bell, CalendarDays, ClipboardCheck, DoorOpen, Layers, List, ScrollText, Send, UsersRound } from 'lucide-react';
import { useHere } from '../people/here.tsx';

// One line a page, with the right without which there is nothing to see on it, and the key that follows G.
const pages = [
  { to: '/calendar', words: 'Calendar', Icon: CalendarDays, needs: null, key: 'c' },
  {
    to: '/approvals',
    words: 'Approvals',
    Icon: ClipboardCheck,
    needs: 'room:assign',
    key: 'a',
    loadCount: async () => (await import('../approvals/waiting-count.tsx')).WaitingCount,
  },
  { to: '/bookings', words: 'Bookings', Icon: List, needs: 'calendar:read', key: 'b' },
  { to: '/requests', words: 'My requests', Icon: Send, needs: 'booking:create', key: 'q' },
  { to: '/rooms', words: 'Rooms', Icon: DoorOpen, needs: 'room:manage', key: 'r' },
  { to: '/notifications', words: 'Notifications', Icon: Bell, needs: 'notification:read', key: 'n' },
  { to: '/users', words: 'People', Icon: UsersRound, needs: 'user:manage', key: 'p' },
  { to: '/tenants', words: 'Divisions', Icon: Layers, needs: 'tenant:manage', key: 'v' },
  { to: '/audit', words: 'Audit trail', Icon: ScrollText, needs: 'audit:read', key: 't' },
] as const;

export type PagePath = (typeof pages)[number]['to'] | '/account';

/** The pages of the person who looks, in the order of the navigation. */
export function usePages() {
  const { may } = useHere();
  return pages.filter(({ needs }) => needs === null || may(needs));
}
