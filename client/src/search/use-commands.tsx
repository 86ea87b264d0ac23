import {
  Ban,
  CalendarCheck,
  CalendarDays,
  CircleUserRound,
  Keyboard,
  LogOut,
  Monitor,
  Moon,
  Plus,
  Sun,
} from 'lucide-react';
import { usePages } from '../frame/pages.ts';
import { useHere } from '../people/here.tsx';
import { useSignOut } from '../people/use-sign-out.ts';
import { Keys } from '../ui/keys/keys.tsx';
import { setTheme, useTheme, type Theme } from '../ui/theme.ts';
import { useGoTo } from '../links/go-to.ts';
import type { SearchOption } from './search-option.ts';

const themeCommands: readonly { readonly theme: Theme; readonly title: string; readonly Icon: typeof Sun }[] = [
  { theme: 'light', title: 'Light theme', Icon: Sun },
  { theme: 'dark', title: 'Dark theme', Icon: Moon },
  { theme: 'system', title: 'System theme', Icon: Monitor },
];

/** What can be done from anywhere, as far as the person who looks may do it. */
export function useCommands(onKeys: () => void): readonly SearchOption[] {
  const { may } = useHere();
  const goTo = useGoTo();
  const pages = usePages().filter(({ to }) => to !== '/calendar');
  const theme = useTheme();
  const signOut = useSignOut();
  return [
    ...(may('booking:create')
      ? [{ key: 'new', icon: <Plus />, title: 'New booking', end: <Keys keys="n" />, run: goTo.newBooking }]
      : []),
    ...(may('room:close')
      ? [{ key: 'close-rooms', icon: <Ban />, title: 'Close rooms…', end: <Keys keys="l" />, run: goTo.closeRooms }]
      : []),
    ...(may('room:assign')
      ? [
          {
            key: 'plan',
            icon: <CalendarCheck />,
            title: 'Plan rooms for all requests',
            end: <Keys keys="p" />,
            run: goTo.plan,
          },
        ]
      : []),
    { key: 'today', icon: <CalendarDays />, title: 'Go to today', end: <Keys keys="t" />, run: goTo.today },
    ...pages.map(({ to, words, Icon, key }) => ({
      key: to,
      icon: <Icon />,
      title: words,
      end: <Keys keys={`g ${key}`} />,
      run: () => goTo.page(to),
    })),
    {
      key: '/account',
      icon: <CircleUserRound />,
      title: 'My account',
      end: <Keys keys="g m" />,
      run: () => goTo.page('/account'),
    },
    { key: 'keys', icon: <Keyboard />, title: 'Keyboard shortcuts', end: <Keys keys="?" />, run: onKeys },
    ...themeCommands
      .filter((other) => other.theme !== theme)
      .map(({ theme: other, title, Icon }) => ({
        key: `theme-${other}`,
        icon: <Icon />,
        title,
        run: () => setTheme(other),
      })),
    { key: 'sign-out', icon: <LogOut />, title: 'Sign out', run: () => void signOut() },
  ];
}
