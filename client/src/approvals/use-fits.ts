import { useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { attendees } from '../bookings/booking-words.ts';
import { wishFirst } from '../bookings/room-choice.tsx';
import { RoomSuggestions } from '../bookings/use-room-suggestions.ts';
import type { RoomFit } from '../calendar/timeline/timeline-props.ts';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import type { Waiting } from './waiting.ts';

const againMs = 8_000;
/** So many rooms are a click each. */
const mostShown = 3;

/** A room that was offered: it keeps its place when somebody else takes it. */
export type Offer = {
  readonly room: { readonly id: string; readonly name: string };
  readonly reason: string;
  readonly gone: boolean;
};

/**
 * For the one that was chosen: the wish if it would do, then the others by fit, each with the reason in words; those
 * that do not do stand last. Where a room stands it stays for as long as that one is chosen: what others take meanwhile
 * moves nothing under the hand.
 * Asked again for as long as somebody looks, and whenever `changes` is another.
 */
export function useFits(booking: Waiting | null, rooms: readonly RoomRowFragment[], changes: number) {
  const people = booking ? attendees(booking) : 0;
  const { id = '', startsAt = '', endsAt = '' } = booking ?? {};
  const variables = useMemo(
    () => ({ from: startsAt, to: endsAt, attendees: people, excludeBookingId: id }),
    [startsAt, endsAt, people, id],
  );
  const [{ data, operation, stale }, ask] = useQuery({
    query: RoomSuggestions,
    variables,
    pause: id === '',
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (id === '') return undefined;
    const timer = setInterval(
      () => document.visibilityState === 'visible' && ask({ requestPolicy: 'network-only' }),
      againMs,
    );
    return () => clearInterval(timer);
  }, [ask, id]);
  useEffect(() => {
    if (id !== '' && changes > 0) ask({ requestPolicy: 'network-only' });
  }, [ask, id, changes]);

  const wishId = booking?.requestedRoom?.id;
  const answerVariables = operation?.variables;
  const isCurrent =
    answerVariables?.excludeBookingId === id &&
    answerVariables.from === startsAt &&
    answerVariables.to === endsAt &&
    answerVariables.attendees === people;
  const found = id !== '' && isCurrent ? data?.roomSuggestions : undefined;
  const [fixedOrder, setFixedOrder] = useState(noOrder);
  const order = useMemo(() => wishFirst(found, wishId)?.map(({ room }) => room.id), [found, wishId]);
  const isFixed = fixedOrder.of === variables;
  // None of those that are offered is left: others are.
  const isSpent =
    isFixed &&
    order !== undefined &&
    order.length > 0 &&
    !fixedOrder.order.slice(0, mostShown).some((room) => order.includes(room));
  if (order && !stale && (!isFixed || isSpent)) setFixedOrder({ of: variables, order });
  const shownOrder = isFixed ? fixedOrder.order : order;

  return useMemo(() => {
    if (!found || !shownOrder) return { best: undefined, offers: undefined, sorted: rooms, fits: undefined };
    const place = new Map(shownOrder.map((room, index) => [room, index]));
    const placeOf = (room: string) => place.get(room) ?? shownOrder.length;
    const free = new Map(found.map(({ room, reason }) => [room.id, inShort(reason, room.id === wishId)]));
    const sorted = rooms.toSorted((a, b) => placeOf(a.id) - placeOf(b.id) || a.position - b.position);
    const offers = shownOrder.slice(0, mostShown).flatMap((roomId): readonly Offer[] => {
      const room = rooms.find((one) => one.id === roomId);
      return room ? [{ room, reason: free.get(roomId) ?? 'just taken', gone: !free.has(roomId) }] : [];
    });
    const best = shownOrder.find((room) => free.has(room)) ?? found[0]?.room.id;
    const words = (room: RoomRowFragment) =>
      room.longTerm
        ? 'long-term lease'
        : room.capacity < people
          ? `too small by ${people - room.capacity}`
          : 'taken at that time';
    const fits: ReadonlyMap<string, RoomFit> = new Map(
      rooms.map((room) => {
        const reason = free.get(room.id);
        return [
          room.id,
          reason === undefined ? { good: false, words: words(room) } : { good: true, words: reason },
        ] as const;
      }),
    );
    return { best, offers, sorted, fits };
  }, [found, shownOrder, wishId, rooms, people]);
}

const noOrder: { readonly of: object | null; readonly order: readonly string[] } = { of: null, order: [] };

/** That they are free goes without saying where only free ones have a reason. */
function inShort(reason: string, isWish: boolean): string {
  return `${isWish ? 'preferred, ' : ''}${reason.replace(/^Free, (and )?/, '')}`;
}
