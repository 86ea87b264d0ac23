import { useCallback, useEffect, useMemo, useState } from 'react';
import { useClient, type CombinedError, type OperationResult } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import type { GhostBarFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { askAll, askInWaves } from './ask-in-waves.ts';

const CalendarGhosts = graphql(`
  query CalendarGhosts($from: DateTime!, $to: DateTime!) {
    calendar(from: $from, to: $to) {
      ghosts {
        ...GhostBar
      }
    }
  }
`);

const CalendarOfRooms = graphql(`
  query CalendarOfRooms($from: DateTime!, $to: DateTime!, $roomIds: [ID!]!) {
    calendar(from: $from, to: $to, roomIds: $roomIds) {
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

/** What a part tells: who waits, or what is taken in some of the rooms. */
type Shown = {
  readonly ghosts?: readonly GhostBarFragment[];
  readonly occupancies?: readonly OccupancyBarFragment[];
};

type Part = Shown & {
  readonly error?: CombinedError | undefined;
  readonly fetching: boolean;
};

type Ask = {
  /** The first asks who waits, each other one what is taken in some rooms. */
  readonly index: number;
  readonly roomIds: string[];
};

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
  return [[], ...handfuls].map((roomIds, index) => ({ index, roomIds }));
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
    ({ index, roomIds }: Ask, onAnswer: () => void) => {
      const requestPolicy = position === null ? 'cache-only' : attempt > 0 ? 'network-only' : 'cache-and-network';
      const context = { requestPolicy, isPart: true } as const;
      const onResult = ({ data, error, stale }: OperationResult<{ calendar: Shown }>) => {
        if (!data && (!error || position === null)) return;
        const part = { ...data?.calendar, error, fetching: stale };
        setAnswers((before) => ({ key, parts: new Map(before.key === key ? before.parts : noParts).set(index, part) }));
        if (!stale) onAnswer();
      };
      return index === 0
        ? client.query(CalendarGhosts, { from, to }, context).subscribe(onResult)
        : client.query(CalendarOfRooms, { from, to, roomIds }, context).subscribe(onResult);
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
