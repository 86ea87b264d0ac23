import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { isPast } from '../bookings/is-past.ts';
import { attendees } from '../bookings/booking-words.ts';
import { RoomSuggestions } from '../bookings/use-room-suggestions.ts';
import { useTellDone } from '../bookings/use-tell-done.ts';
import { failureWords } from '../graphql/failure-words.ts';
import type { RefusedInBulkFragment, RoomRowFragment } from '../graphql/generated/graphql.ts';
import { bestRooms } from './best-rooms.ts';
import { AssignRooms, ConfirmBookings, RejectBookings } from './bulk-changes.ts';
import { now } from '../time/now.ts';
import type { Waiting } from './waiting.ts';

type Sent =
  | {
      readonly kind: 'assign';
      readonly rooms: ReadonlyMap<string, string>;
      /** Some are already over, and that is meant. */ readonly acknowledgePast?: boolean;
    }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'reject'; readonly reason: string };

/** To give each its best room begins with a look at what is free. */
export type Deed = Sent | { readonly kind: 'assignBest' };

/** One that stood in the way, and the rooms that would do instead. */
export type InTheWay = {
  readonly booking: Waiting;
  readonly message: string;
  readonly instead: readonly { readonly id: string; readonly name: string; readonly reason: string }[];
};

/** What was tried and did not come about: nothing of it was done. */
export type Standstill = {
  readonly deed: Deed;
  readonly bookings: readonly Waiting[];
  readonly message: string;
  readonly inTheWay: readonly InTheWay[];
  /** Nothing stands in the way but that these are already over. */
  readonly asksPast?: boolean;
};

type Changed = readonly { readonly id: string; readonly version: number; readonly clientName: string }[];
type Refusal =
  | ({ readonly __typename: 'BulkRefusedError' } & RefusedInBulkFragment)
  | { readonly __typename: string; readonly message: string };

const doneWords = { assign: 'assigned', confirm: 'confirmed', reject: 'rejected' };

function doneMessage(kind: Sent['kind'], changed: Changed): string {
  const [only] = changed;
  return changed.length === 1 && only
    ? `${only.clientName} ${doneWords[kind]}`
    : `${changed.length} bookings ${doneWords[kind]}`;
}

function inTheWayOf(refusal: RefusedInBulkFragment, bookings: readonly Waiting[]): readonly InTheWay[] {
  return refusal.refusals.flatMap(({ index, message, taken }) => {
    const booking = bookings[index];
    if (!booking) return [];
    // Another time is not for the list to offer: the client has been told this one.
    const sameTime = taken?.alternatives.filter(({ startsAt }) => startsAt === booking.startsAt) ?? [];
    return [{ booking, message, instead: sameTime.map(({ room, reason }) => ({ ...room, reason })) }];
  });
}

/** Asks first where some would get a room although they are already over; null where that is meant, or none is. */
function pastStandstill(deed: Sent, bookings: readonly Waiting[]): Standstill | null {
  if (deed.kind !== 'assign' || deed.acknowledgePast) return null;
  const past = bookings.filter((booking) => isPast(booking, now()));
  if (past.length === 0) return null;
  return {
    deed,
    bookings,
    message: `${past.length} of ${bookings.length} ${past.length === 1 ? 'is' : 'are'} already over. Nothing has been assigned yet.`,
    inTheWay: past.map((booking) => ({
      booking,
      message: 'Already over: a room only completes the records.',
      instead: [],
    })),
    asksPast: true,
  };
}

function noRoomStandstill(deed: Sent, bookings: readonly Waiting[], without: readonly Waiting[]): Standstill {
  return {
    deed,
    bookings,
    message: `No room found for ${without.length} of ${bookings.length}. Nothing was assigned.`,
    inTheWay: without.map((booking) => ({
      booking,
      message: `No room for ${attendees(booking)} people is free at that time.`,
      instead: [],
    })),
  };
}

/** Several at once, all or none, through one mutation; what stood in the way stays until the next try. */
export function useBulk(rooms: readonly RoomRowFragment[]) {
  const client = useClient();
  const tellDone = useTellDone();
  const [busy, setBusy] = useState(false);
  const [standstill, setStandstill] = useState<Standstill | null>(null);

  const carryOut = useCallback(
    async (deed: Sent, bookings: readonly Waiting[]): Promise<boolean> => {
      const past = pastStandstill(deed, bookings);
      if (past) {
        setBusy(false);
        setStandstill(past);
        return false;
      }
      const refs = bookings.map(({ id, version }) => ({ bookingId: id, expectedVersion: version }));
      setBusy(true);
      setStandstill(null);
      try {
        const { changed, refusal, failed } = await send(client, deed, refs);
        if (changed?.[0]) {
          tellDone(doneMessage(deed.kind, changed), changed[0]);
          return true;
        }
        const message = refusal?.message ?? failed ?? 'No response from the server. Try again.';
        setStandstill({
          deed,
          bookings,
          message,
          inTheWay: refusal && 'refusals' in refusal ? inTheWayOf(refusal, bookings) : [],
        });
        return false;
      } finally {
        setBusy(false);
      }
    },
    [client, tellDone],
  );

  /** Looks up what is free for each, and gives each a room of its own; whoever is left without one is told before anything is done. */
  const assignBest = useCallback(
    async (bookings: readonly Waiting[]): Promise<boolean> => {
      setBusy(true);
      const answers = await Promise.all(bookings.map((booking) => withFreeRooms(client, booking)));
      const failed = answers.find(({ error }) => error)?.error;
      if (failed) {
        setBusy(false);
        setStandstill({
          deed: { kind: 'assignBest' },
          bookings,
          message: `Free rooms could not be loaded. Nothing was assigned. ${failureWords(failed).advice}`,
          inTheWay: [],
        });
        return false;
      }
      const best = bestRooms(answers, rooms);
      const without = bookings.filter(({ id }) => !best.has(id));
      const deed: Sent = { kind: 'assign', rooms: best };
      if (without.length === 0) return carryOut(deed, bookings);
      setBusy(false);
      setStandstill(noRoomStandstill(deed, bookings, without));
      return false;
    },
    [client, rooms, carryOut],
  );
  const run = useCallback(
    (deed: Deed, bookings: readonly Waiting[]) =>
      deed.kind === 'assignBest' ? assignBest(bookings) : carryOut(deed, bookings),
    [assignBest, carryOut],
  );

  return { run, assignBest, busy, standstill, dismiss: useCallback(() => setStandstill(null), []) };
}

/** A booking, and the rooms that are free for it now. */
async function withFreeRooms(client: ReturnType<typeof useClient>, booking: Waiting) {
  const needs = {
    from: booking.startsAt,
    to: booking.endsAt,
    attendees: attendees(booking),
    excludeBookingId: booking.id,
  };
  const { data, error } = await client.query(RoomSuggestions, needs, { requestPolicy: 'network-only' }).toPromise();
  return { ...booking, free: data?.roomSuggestions.map(({ room }) => room) ?? [], error };
}

type Refs = readonly { readonly bookingId: string; readonly expectedVersion: number }[];
type Outcome = {
  readonly changed?: Changed;
  readonly refusal?: Refusal;
  readonly failed?: string | undefined;
};

async function send(client: ReturnType<typeof useClient>, deed: Sent, refs: Refs): Promise<Outcome> {
  const bookings = [...refs];
  if (deed.kind === 'assign') {
    const assignments = refs.map((ref) => ({
      ...ref,
      roomId: deed.rooms.get(ref.bookingId) ?? '',
      acknowledgePast: deed.acknowledgePast ?? false,
    }));
    const { data, error } = await client.mutation(AssignRooms, { input: { assignments } }).toPromise();
    return outcomeOf(data?.assignRooms, error);
  }
  if (deed.kind === 'confirm') {
    const { data, error } = await client.mutation(ConfirmBookings, { input: { bookings } }).toPromise();
    return outcomeOf(data?.confirmBookings, error);
  }
  const { data, error } = await client
    .mutation(RejectBookings, { input: { bookings, reason: deed.reason } })
    .toPromise();
  return outcomeOf(data?.rejectBookings, error);
}

function outcomeOf(
  answer: { readonly bookings: Changed } | Refusal | undefined,
  error: Parameters<typeof failureWords>[0] | undefined,
): Outcome {
  if (answer && 'bookings' in answer) return { changed: answer.bookings };
  if (answer) return { refusal: answer };
  return { failed: error && failureWords(error).advice };
}
