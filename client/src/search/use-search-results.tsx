import { CalendarSearch } from 'lucide-react';
import { useHere } from '../people/here.tsx';
import { dateWords } from '../time/dated-words.ts';
import { dateOf } from '../time/day.ts';
import { spokenDate } from '../time/spoken-date.ts';
import { useNow } from '../ui/use-now.ts';
import { bookingOption } from './booking-option.tsx';
import { findsWords } from './found-words.ts';
import { useGoTo } from '../links/go-to.ts';
import type { SearchGroup } from './search-option.ts';
import { useCommands } from './use-commands.tsx';
import { useFoundBookings } from './use-found-bookings.ts';
import { useRoomOptions } from './use-room-options.tsx';

/**
 * What can be chosen for what is typed, and which of it Enter means. Days and rooms are known here and stand first,
 * bookings have to be asked for, commands come last: nothing moves that Enter could have meant, and whoever types a
 * name and Enter in one go gets the booking, never a command that happens to begin alike.
 */
export function useSearchResults(text: string, onKeys: () => void) {
  const typed = text.trim();
  const { facility, viewer } = useHere();
  const { timeZone } = facility;
  const now = useNow();
  const goTo = useGoTo();
  const rooms = useRoomOptions(typed);
  const commands = useCommands(onKeys);
  const found = useFoundBookings(typed);

  const date = typed ? spokenDate(typed, dateOf(now, timeZone), facility.weekStartsOn) : null;
  const days = date
    ? [{ key: 'day', icon: <CalendarSearch />, title: dateWords(date), run: () => goTo.day(date) }]
    : [];
  const surroundings = { timeZone, now, manyTenants: viewer.tenants.length > 1, goTo };
  const bookings = found.bookings.map((booking) => bookingOption(booking, surroundings));
  const fitting = commands.filter(({ title }) => findsWords(typed, title));
  const groups: readonly SearchGroup[] = typed
    ? [
        { label: 'Go to', options: days },
        { label: 'Rooms', options: rooms },
        { label: 'Bookings', options: bookings, waiting: found.asking && bookings.length === 0 },
        { label: 'Commands', options: fitting },
      ]
    : [
        { label: 'Commands', options: commands },
        { label: 'Rooms', options: rooms },
      ];
  const [first] = typed ? [...days, ...rooms, ...bookings, ...(found.asking ? [] : fitting)] : commands;
  return { groups: groups.filter(({ options, waiting }) => options.length > 0 || waiting), first, found, date };
}
