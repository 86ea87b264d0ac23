import type { Trouble } from '../../bookings/refusal.ts';
import type { BookingDetailsFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { isCaughtUp, letGo, saved, type Held, type HeldBookings, type Shown } from '../layout/held.ts';
import type { Move, Refused } from './move.ts';
import { follow, type EventOf, type StateOf, type TransitionTable } from './transition-table.ts';

/** What the server has told, without what is held over it. */
export type ServerCalendar = Shown & { readonly rooms: readonly RoomRowFragment[] };

/** A booking that was let go: on its way to the server, or saved and not yet heard of. Each has its own. */
type FlightStates = {
  /** It stands where the server says. */
  readonly settled: object;
  readonly sending: {
    readonly move: Move;
    /** What is shown meanwhile; none where it goes back to the tray, which it does once it is a ghost again. */
    readonly held: Held | null;
    /** What was let go before the answer came, and is sent after it. */
    readonly waiting: readonly Move[];
  };
  readonly saved: { readonly held: Held; readonly version: number };
};
type Flight = StateOf<FlightStates>;

export type Flights = {
  readonly fromServer: ServerCalendar;
  /** Those that are not settled. */
  readonly byBooking: ReadonlyMap<string, Flight>;
};

type AcceptedBooking = Pick<BookingDetailsFragment, 'clientName' | 'startsAt' | 'endsAt' | 'room' | 'version'>;

type Events = {
  readonly drop: { readonly bookingId: string; readonly move: Move };
  readonly accepted: { readonly bookingId: string; readonly booking: AcceptedBooking };
  readonly refused: { readonly bookingId: string; readonly trouble: Trouble };
  /** The server has told of changes. What is in the hand waits with all that concerns it. */
  readonly calendarRead: { readonly fromServer: ServerCalendar; readonly inHand: string | null };
  /** Another day is shown, or the stream should have told of it long ago: then it has told of it as something else. */
  readonly outdated: { readonly inHand: string | null };
};
export type FlightEvent = EventOf<Events>;

export type FlightEffect =
  | { readonly do: 'send'; readonly move: Move }
  | { readonly do: 'offerUndo'; readonly move: Move; readonly booking: AcceptedBooking }
  | { readonly do: 'showRefusal'; readonly refused: Refused };

type Step = readonly [Flight, readonly FlightEffect[]];

const settledFlight: Flight = { state: 'settled' };

const table: TransitionTable<FlightStates, Events, ServerCalendar, Step> = {
  settled: {
    drop: (_, { move }, fromServer) => sendNow(move, overlayOf(move, fromServer)),
    accepted: nothing,
    refused: nothing,
    calendarRead: nothing,
    outdated: nothing,
  },
  sending: {
    drop: (flight, { move }, fromServer) => [
      { ...flight, held: overlayOf(move, fromServer) ?? flight.held, waiting: [...flight.waiting, move] },
      [],
    ],
    accepted: (flight, { booking }) => {
      const { move, held, waiting } = flight;
      const offer = { do: 'offerUndo', move, booking } as const;
      if (waiting.length > 0) return sendWaiting(flight, booking.version, [offer]);
      const { version } = booking;
      return [held ? { state: 'saved', held: saved(held, version), version } : settledFlight, [offer]];
    },
    // Of what was let go again since, that one says where it is wanted now.
    refused: (flight, { trouble }) =>
      flight.waiting.length > 0
        ? sendWaiting(flight, flight.move.booking.version, [])
        : [settledFlight, [{ do: 'showRefusal', refused: { move: flight.move, trouble } }]],
    calendarRead: nothing,
    outdated: nothing,
  },
  saved: {
    // Taken in hand before the answer came, it goes on from there. An undo changes only what was seen.
    drop: ({ held, version }, { move }, fromServer) =>
      sendNow(move.undoes ? move : goingOnFrom(move, version), overlayOf(move, fromServer) ?? held),
    accepted: nothing,
    refused: nothing,
    calendarRead: (flight, _, fromServer) => [isCaughtUp(flight.held, fromServer) ? settledFlight : flight, []],
    outdated: () => [settledFlight, []],
  },
};

/** Finds where all flights are after an event, and what is to be done because of it. */
export function nextFlights(flights: Flights, event: FlightEvent): readonly [Flights, readonly FlightEffect[]] {
  const fromServer = event.name === 'calendarRead' ? event.fromServer : flights.fromServer;
  const bookingIds =
    'bookingId' in event ? [event.bookingId] : [...flights.byBooking.keys()].filter((id) => id !== event.inHand);
  let { byBooking } = flights;
  const effects: FlightEffect[] = [];
  for (const id of bookingIds) {
    const before = byBooking.get(id) ?? settledFlight;
    const [flight, itsEffects] = follow(table, before, event, fromServer);
    effects.push(...itsEffects);
    if (flight !== before) byBooking = withFlight(byBooking, id, flight);
  }
  return [{ fromServer, byBooking }, effects];
}

function withFlight(byBooking: Flights['byBooking'], id: string, flight: Flight): Flights['byBooking'] {
  const others = [...byBooking].filter(([other]) => other !== id);
  return new Map(flight.state === 'settled' ? others : [...others, [id, flight]]);
}

const noneHeld: HeldBookings = new Map();

/** Finds what is shown instead of what the server has told: what is on its way, and over it what is in the hand. */
export function heldOver({ fromServer, byBooking }: Flights, inHand: Held | null): HeldBookings {
  const held = new Map<string, Held>();
  for (const [id, flight] of byBooking)
    if (flight.state !== 'settled' && flight.held && !isCaughtUp(flight.held, fromServer)) held.set(id, flight.held);
  if (inHand) held.set(inHand.booking.id, inHand);
  return held.size === 0 ? noneHeld : held;
}

/** The event means nothing here: an answer comes only to what is on its way. */
function nothing(flight: Flight): Step {
  return [flight, []];
}

function sendNow(move: Move, held: Held | null): Step {
  return [{ state: 'sending', move, held, waiting: [] }, [{ do: 'send', move }]];
}

function sendWaiting(
  { held, waiting }: StateOf<FlightStates, 'sending'>,
  version: number,
  effects: readonly FlightEffect[],
): Step {
  const [first, ...rest] = waiting;
  const move = goingOnFrom(first!, version);
  return [{ state: 'sending', move, held, waiting: rest }, [...effects, { do: 'send', move }]];
}

/** What our own moves have made of it meanwhile is not somebody else's change. */
function goingOnFrom(move: Move, version: number): Move {
  return { ...move, booking: { ...move.booking, version: Math.max(move.booking.version, version) } };
}

function overlayOf(move: Move, fromServer: ServerCalendar): Held | null {
  if (move.undoes && move.roomId === null) return null;
  return letGo(move, fromServer.rooms.find(({ id }) => id === move.roomId) ?? null, fromServer);
}
