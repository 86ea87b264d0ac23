import { useCallback, useMemo, useRef, useState } from 'react';
import { useMutation } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { useToast } from '../ui/toaster.tsx';
import { placedBefore } from './placed-before.ts';

const OrderRooms = graphql(`
  mutation OrderRooms($input: OrderRoomsInput!) {
    orderRooms(input: $input) {
      __typename
      ... on OrderRoomsPayload {
        rooms {
          id
          version
          position
          active
        }
      }
      ...Refused
    }
  }
`);

/** The rooms in their order, as somebody here has just made it: shown at once, saved one move after another. */
export function useOrderRooms(rooms: readonly RoomRowFragment[]) {
  const toast = useToast();
  const [, execute] = useMutation(OrderRooms);
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const line = useRef(Promise.resolve());
  const waiting = useRef(0);
  const ordered = useMemo(() => {
    const place = new Map(order?.map((id, index) => [id, index]));
    return rooms.toSorted((a, b) => (place.get(a.id) ?? a.position) - (place.get(b.id) ?? b.position));
  }, [rooms, order]);

  const move = useCallback(
    (id: string, before: string | null) => {
      setOrder(
        placedBefore(
          ordered.map((room) => room.id),
          [id],
          before,
        ),
      );
      waiting.current += 1;
      line.current = line.current.then(async () => {
        const { data, error } = await execute({ input: { roomIds: [id], beforeRoomId: before } });
        const answer = data?.orderRooms;
        if (error) toast({ text: `Not moved. ${failureWords(error).title}` });
        else if (answer && answer.__typename !== 'OrderRoomsPayload') toast({ text: `Not moved. ${answer.message}` });
        waiting.current -= 1;
        if (waiting.current === 0) setOrder(null);
      });
    },
    [ordered, execute, toast],
  );
  return { ordered, move };
}
