import { useCallback, useEffect, useMemo, useState } from 'react';
import { useClient, type Client, type CombinedError, type RequestPolicy } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import type { GhostBarFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { askAll, askInWaves } from './ask-in-waves.ts';

// Under names of their own: the position that a stream begins at is not theirs to say, but asked for before them.

const CalendarGhosts = graphql(`
  query CalendarGhosts($from: DateTime!, $to: DateTime!) {
    waiting: calendar(from: $from, to: $to) {
      ghosts {
        ...GhostBar
      }
    }
  }
`);

const CalendarOfRooms = graphql(`
  query CalendarOfRooms($from: DateTime!, $to: DateTime!, $roomIds: [ID!]!) {
    taken: calendar(from: $from, to: $to, roomIds: $roomIds) {
      occupancies {
        ...OccupancyBar
      }
    }
  }
`);

/**
 * So many rooms are read at a time. In a month of 200 rooms a change then touches some hundred bookings in the cache, not
 * eight thousand: 8 ms instead of 90. Two handfuls are as many as a screen of 900 px has rows; of the rest fewer come at
 * a time, since the answer of a handful keeps a frame waiting.
 */
const firstRooms = 13;
const nextRooms = 6;
/** Who waits, and two handfuls: asked first and alone, so that nothing keeps them. */
const firstParts = 3;

type CalendarWindow = {
  readonly from: string;
  readonly to: string;
};

type Part = {
  readonly ghosts?: readonly GhostBarFragment[];
  readonly occupancies?: readonly OccupancyBarFragment[];
  readonly error?: CombinedError | undefined;
  readonly fetching: boolean;
};

type Ask = {
  readonly index: number;
  /** What it tells of; none where it tells who waits. */
  readonly roomIds: readonly string[];
  readonly run: Run;
};

type Run = (
  client: Client,
  window: CalendarWindow,
  requestPolicy: RequestPolicy,
  tell: (part: Part) => void,
) => { unsubscribe(): void };

const askGhosts: Run = (client, window, requestPolicy, tell) =>
  client.query(CalendarGhosts, window, { requestPolicy }).subscribe(({ data, error, stale }) => {
    if (data || error) tell({ ...(data ? { ghosts: data.waiting.ghosts } : {}), error, fetching: stale });
  });

function askRooms(roomIds: string[]): Run {
  return (client, window, requestPolicy, tell) =>
    client.query(CalendarOfRooms, { ...window, roomIds }, { requestPolicy }).subscribe(({ data, error, stale }) => {
      if (data || error) tell({ ...(data ? { occupancies: data.taken.occupancies } : {}), error, fetching: stale });
    });
}

function handfulsOf(ids: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size),
  );
}

/** Finds who waits, and what is taken in handfuls of rooms from the top: leaves only, a folded wall is taken where its parts are. */
function partsOf(rooms: readonly RoomRowFragment[] | undefined): readonly Ask[] {
  if (!rooms) return [];
  const ids = rooms.filter(({ parts }) => parts.length === 0).map(({ id }) => id);
  const first = firstRooms * (firstParts - 1);
  const handfuls = [...handfulsOf(ids.slice(0, first), firstRooms), ...handfulsOf(ids.slice(first), nextRooms)];
  return [
    { index: 0, roomIds: [], run: askGhosts },
    ...handfuls.map((roomIds, nth) => ({ index: nth + 1, roomIds, run: askRooms(roomIds) })),
  ];
}

const noParts: ReadonlyMap<number, Part> = new Map();

/**
 * Reads what a window shows, in parts, each kept true by the stream; asked for anew when `position` is another. Without a
 * position what is known from before is shown, if anything is.
 */
export function useCalendarParts(
  { from, to }: CalendarWindow,
  rooms: readonly RoomRowFragment[] | undefined,
  position: string | null,
) {
  const client = useClient();
  const asks = useMemo(() => partsOf(rooms), [rooms]);
  const [attempt, setAttempt] = useState(0);
  const key = `${from} ${to}`;
  const [answers, setAnswers] = useState({ key, parts: noParts });

  const begin = useCallback(
    ({ index, run }: Ask, onAnswer: () => void) => {
      const requestPolicy = position === null ? 'cache-only' : attempt > 0 ? 'network-only' : 'cache-and-network';
      return run(client, { from, to }, requestPolicy, (part) => {
        if (part.error && position === null) return;
        setAnswers((before) => ({ key, parts: new Map(before.key === key ? before.parts : noParts).set(index, part) }));
        if (!part.fetching) onAnswer();
      });
    },
    [client, from, to, key, position, attempt],
  );
  const parts = answers.key === key ? answers.parts : noParts;
  const all = [...parts.values()];
  const occupancies = useMemo(() => joined(parts), [parts]);
  const first = asks.slice(0, firstParts);
  const stands =
    asks.length > 0 && first.every(({ index }) => parts.get(index)?.ghosts ?? parts.get(index)?.occupancies);

  // What is cached is there at once; what has to be fetched begins with what is in sight, and goes on once that stands.
  const isCached = position === null;
  useEffect(() => askAll(isCached ? asks : asks.slice(0, firstParts), begin), [asks, isCached, begin]);
  const goesOn = stands && !isCached;
  useEffect(() => (goesOn ? askInWaves(asks.slice(firstParts), begin) : undefined), [asks, goesOn, begin]);

  return {
    ghosts: stands ? parts.get(0)?.ghosts : undefined,
    occupancies: stands ? occupancies : undefined,
    /** Rooms of which nothing is known yet, or could not be read. */
    unread: useMemo(
      () => new Set(asks.flatMap(({ roomIds }, index) => (parts.get(index)?.occupancies ? [] : roomIds))),
      [asks, parts],
    ),
    error: all.find(({ error }) => error)?.error,
    fetching: position !== null && all.some(({ fetching }) => fetching),
    again: useCallback(() => setAttempt((before) => before + 1), []),
  };
}

function joined(parts: ReadonlyMap<number, Part>): readonly OccupancyBarFragment[] {
  return [...parts].toSorted(([a], [b]) => a - b).flatMap(([, part]) => part.occupancies ?? []);
}
