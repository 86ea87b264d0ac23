import { DoorOpen } from 'lucide-react';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import { findsWords } from './found-words.ts';
import { useGoTo } from '../links/go-to.ts';
import type { SearchOption } from './search-option.ts';

const SearchRooms = graphql(`
  query SearchRooms {
    rooms {
      id
      name
      capacity
      position
      longTerm
    }
  }
`);

const mostWhileTyping = 5;

/** Every room in its order on the calendar, or those that what is typed finds. */
export function useRoomOptions(typed: string): readonly SearchOption[] {
  const goTo = useGoTo();
  const [{ data }] = useQuery({ query: SearchRooms });
  const rooms = useMemo(() => data?.rooms.toSorted((a, b) => a.position - b.position) ?? [], [data]);
  const found = typed ? rooms.filter(({ name }) => findsWords(typed, name)).slice(0, mostWhileTyping) : rooms;
  return found.map(({ id, name, capacity, longTerm }) => ({
    key: `room-${id}`,
    icon: <DoorOpen />,
    title: name,
    end: `${capacity} seats${longTerm ? ' · long-term office' : ''}`,
    run: () => goTo.room(id),
  }));
}
