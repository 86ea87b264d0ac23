import { cacheExchange } from '@urql/exchange-graphcache';
import { Client, gql, makeResult, type Exchange, type OperationResult } from 'urql';
import { filter, makeSubject, map, merge, pipe } from 'wonka';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cacheConfig } from '../../app/cache.ts';
import { withStreams } from '../../graphql/live-window.ts';
import { calendarWindow } from './calendar-window.ts';

const Window = gql`
  query ($from: DateTime!, $to: DateTime!, $roomIds: [ID!]) {
    calendar(from: $from, to: $to, roomIds: $roomIds) {
      cursor
      occupancies {
        id
        startsAt
        endsAt
        room {
          id
        }
        booking {
          id
          version
        }
      }
      ghosts {
        id
        status
        version
        startsAt
        endsAt
      }
    }
  }
`;
const Changes = gql`
  subscription ($from: DateTime!, $to: DateTime!, $roomIds: [ID!]) {
    calendarChanged(from: $from, to: $to, roomIds: $roomIds) {
      cursor
      removedOccupancyIds
      removedGhostId
      bookingId
      version
      occupancies {
        id
        startsAt
        endsAt
        room {
          id
        }
        booking {
          id
          version
        }
      }
      ghost {
        id
        version
        status
        startsAt
        endsAt
      }
    }
  }
`;

function day(number: number) {
  return new Date(Date.UTC(2026, 10, number)).toISOString();
}
function times(from: number, to: number) {
  return { startsAt: day(from), endsAt: day(to) };
}
function booking(id: string, version = 1) {
  return { __typename: 'Booking', id, version };
}
function taken(id: string, room: string, of: string | null, from: number, to: number, version = 1) {
  return {
    __typename: 'Occupancy',
    id,
    ...times(from, to),
    room: { __typename: 'Room', id: room },
    booking: of && booking(of, version),
  };
}
function ghost(id: string, from: number, to: number, version = 1) {
  return { ...booking(id, version), status: 'PENDING', ...times(from, to) };
}
const still = {
  __typename: 'CalendarChange',
  cursor: 'c',
  removedOccupancyIds: [],
  removedGhostId: null,
  bookingId: null,
  version: null,
  occupancies: [],
  ghost: null,
};

const first = { from: day(2), to: day(9) };
const both = { from: day(2), to: day(16) };
const second = { from: day(9), to: day(16) };

type Calendar = { occupancies: { id: string }[]; ghosts: { id: string }[] };

/** A page that has read some windows, and a stream that is told to say something. */
function page(calendars: readonly { variables: object; occupancies: object[]; ghosts: object[] }[]) {
  const stream = makeSubject<OperationResult>();
  const server: Exchange = () => (operations) => {
    const answers = pipe(
      operations,
      filter(({ kind }) => kind === 'query'),
      map((operation) => {
        const found = calendars.find(
          ({ variables }) => JSON.stringify(variables) === JSON.stringify(operation.variables),
        );
        return makeResult(operation, {
          data: {
            calendar: { __typename: 'Calendar', cursor: 'a', occupancies: found?.occupancies, ghosts: found?.ghosts },
          },
        });
      }),
    );
    return merge([answers, stream.source]);
  };
  const client = new Client({
    url: 'http://nowhere.invalid',
    exchanges: [cacheExchange(withStreams({ ...cacheConfig, logger: () => undefined })), server],
  });
  const shown = calendars.map(({ variables }) => {
    let calendar: Calendar = { occupancies: [], ghosts: [] };
    client.query(Window, variables).subscribe(({ data }) => (calendar = (data as { calendar: Calendar }).calendar));
    return () => {
      const order = calendar.occupancies.map(({ id }) => id);
      return { order, taken: order.toSorted(), ghosts: calendar.ghosts.map(({ id }) => id) };
    };
  });
  const tell = async (change: object, variables: object = first) => {
    const operation = client.createRequestOperation('subscription', { key: 1, query: Changes, variables });
    stream.next(makeResult(operation, { data: { calendarChanged: { ...still, ...change } } }));
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { shown, tell };
}

describe('a change of the calendar', () => {
  it('takes away first, then puts in, in every window it meets and in no other', async () => {
    const old = taken('o1', 'r1', 'b1', 3, 4);
    const { shown, tell } = page([
      { variables: first, occupancies: [old], ghosts: [] },
      { variables: both, occupancies: [old], ghosts: [] },
      { variables: second, occupancies: [], ghosts: [] },
    ]);
    await tell({
      removedOccupancyIds: ['o1'],
      occupancies: [taken('o2', 'r2', 'b1', 5, 6, 2)],
      bookingId: 'b1',
      version: 2,
    });
    expect(shown.map((window) => window().taken)).toEqual([['o2'], ['o2'], []]);
  });

  it('puts a booking over two weeks into both, and a room into windows of that room only', async () => {
    const { shown, tell } = page([
      { variables: { ...first, roomIds: ['r1'] }, occupancies: [], ghosts: [] },
      { variables: { ...first, roomIds: ['r2'] }, occupancies: [], ghosts: [] },
      { variables: second, occupancies: [], ghosts: [] },
    ]);
    await tell({ occupancies: [taken('o1', 'r1', null, 8, 10)] });
    expect(shown.map((window) => window().taken)).toEqual([['o1'], [], ['o1']]);
  });

  it('told twice changes nothing more', async () => {
    const { shown, tell } = page([{ variables: first, occupancies: [taken('o1', 'r1', 'b1', 3, 4)], ghosts: [] }]);
    const change = {
      removedOccupancyIds: ['o1'],
      occupancies: [taken('o2', 'r1', 'b1', 3, 5, 2)],
      bookingId: 'b1',
      version: 2,
    };
    await tell(change);
    await tell(change);
    expect(shown[0]!().taken).toEqual(['o2']);
  });

  it('leaves no second bar of a booking behind in its own window', async () => {
    const { shown, tell } = page([
      { variables: first, occupancies: [taken('o1', 'r1', 'b1', 3, 4), taken('o9', 'r9', null, 3, 4)], ghosts: [] },
    ]);
    await tell({ occupancies: [taken('o2', 'r1', 'b1', 3, 5, 2)], bookingId: 'b1', version: 2 });
    expect(shown[0]!().taken).toEqual(['o2', 'o9']);
  });

  it('keeps a ghost in its place, lets a new one in, and takes one away', async () => {
    const ghosts = [ghost('g1', 3, 4), ghost('g2', 3, 4)];
    const { shown, tell } = page([{ variables: first, occupancies: [], ghosts }]);
    await tell({ ghost: ghost('g1', 5, 6, 2), bookingId: 'g1', version: 2 });
    expect(shown[0]!().ghosts).toEqual(['g1', 'g2']);
    await tell({ ghost: ghost('g3', 5, 6), bookingId: 'g3', version: 1 });
    await tell({ removedGhostId: 'g2', bookingId: 'g2', version: 2 });
    expect(shown[0]!().ghosts).toEqual(['g1', 'g3']);
    await tell({ ghost: ghost('g1', 20, 21, 3), bookingId: 'g1', version: 3 });
    expect(shown[0]!().ghosts).toEqual(['g3']);
  });
});

describe('a window that somebody looks at', () => {
  const standing = (...ids: string[]) => ids.map((id) => taken(id, 'r1', `of ${id}`, 3, 4));
  const looking = (...ids: string[]) => page([{ variables: first, occupancies: standing(...ids), ghosts: [] }]);

  it('has what came in the place of what went: all others keep theirs', async () => {
    const { shown, tell } = looking('o1', 'o2', 'o3', 'o4');
    await tell({
      removedOccupancyIds: ['o2'],
      occupancies: [taken('n2', 'r2', 'of o2', 5, 6, 2)],
      bookingId: 'of o2',
      version: 2,
    });
    expect(shown[0]!().order).toEqual(['o1', 'n2', 'o3', 'o4']);
    await tell({
      removedOccupancyIds: ['o1', 'o4'],
      occupancies: [taken('n1', 'r5', 'wall', 5, 6), taken('n4', 'r6', 'wall', 5, 6)],
      bookingId: 'wall',
      version: 1,
    });
    expect(shown[0]!().order).toEqual(['n1', 'n2', 'o3', 'n4']);
  });

  it('has what is new at its end', async () => {
    const { shown, tell } = looking('o1', 'o2');
    await tell({
      removedOccupancyIds: ['o1'],
      occupancies: [taken('n1', 'r5', 'wall', 5, 6), taken('n2', 'r6', 'wall', 5, 6)],
      bookingId: 'wall',
      version: 1,
    });
    expect(shown[0]!().order).toEqual(['n1', 'o2', 'n2']);
  });

  it('fills what is left empty from its end, and moves no other', async () => {
    const { shown, tell } = looking('o1', 'o2', 'o3', 'o4', 'o5');
    await tell({ removedOccupancyIds: ['o2'] });
    expect(shown[0]!().order).toEqual(['o1', 'o5', 'o3', 'o4']);
    await tell({ removedOccupancyIds: ['o1', 'o4'] });
    expect(shown[0]!().order).toEqual(['o3', 'o5']);
    await tell({ removedOccupancyIds: ['o3', 'o5'] });
    expect(shown[0]!().order).toEqual([]);
  });

  it('keeps in place what comes again', async () => {
    const { shown, tell } = looking('o1', 'o2', 'o3');
    await tell({ occupancies: [taken('o2', 'r1', 'of o2', 3, 4, 2)], bookingId: 'of o2', version: 2 });
    expect(shown[0]!().order).toEqual(['o1', 'o2', 'o3']);
  });
});

describe('a window that another stream keeps true', () => {
  function follow(variables: object) {
    calendarWindow.rules.followed.add(variables);
    onTestFinished(() => void calendarWindow.rules.followed.delete(variables));
  }

  it('keeps the ghost that moved out of the period of this one, and is told by its own where it is', async () => {
    follow(both);
    const waits = ghost('g1', 3, 4);
    const { shown, tell } = page([
      { variables: first, occupancies: [], ghosts: [waits] },
      { variables: { ...both, roomIds: ['r1'] }, occupancies: [], ghosts: [waits] },
    ]);
    await tell({ removedGhostId: 'g1', bookingId: 'g1', version: 2 });
    expect(shown.map((window) => window().ghosts)).toEqual([[], ['g1']]);
    await tell({ removedGhostId: 'g1', bookingId: 'g1', version: 3 }, both);
    expect(shown.map((window) => window().ghosts)).toEqual([[], []]);
  });

  it('is not given what its own stream may have told to be gone long ago', async () => {
    follow(both);
    const { shown, tell } = page([{ variables: both, occupancies: [], ghosts: [] }]);
    const before = { occupancies: [taken('o1', 'r1', 'b1', 3, 4)], bookingId: 'b1', version: 1 };
    await tell(before);
    expect(shown[0]!().taken).toEqual([]);
    await tell(before, both);
    expect(shown[0]!().taken).toEqual(['o1']);
  });
});

describe('a window of some rooms', () => {
  const own = taken('o1', 'r1', 'b1', 3, 4);
  const moved = { occupancies: [taken('o2', 'r2', 'b1', 5, 6, 2)], bookingId: 'b1', version: 2 };

  it('within the window the stream was asked for leaves no second bar of a booking behind', async () => {
    const { shown, tell } = page([
      { variables: { ...first, roomIds: ['r1'] }, occupancies: [own, taken('o9', 'r1', 'b9', 5, 6)], ghosts: [] },
      { variables: { ...first, roomIds: ['r2', 'r3'] }, occupancies: [taken('o8', 'r3', 'b8', 5, 6)], ghosts: [] },
    ]);
    await tell(moved);
    expect(shown.map((window) => window().order)).toEqual([['o9'], ['o8', 'o2']]);
  });

  it('gives up a booking that is a ghost again', async () => {
    const { shown, tell } = page([{ variables: { ...first, roomIds: ['r1'] }, occupancies: [own], ghosts: [] }]);
    await tell({ ghost: ghost('b1', 3, 4, 2), bookingId: 'b1', version: 2 });
    expect(shown[0]!().taken).toEqual([]);
  });

  it('at another time, or of rooms the stream was not asked for, loses only what is said to be gone', async () => {
    const elsewhere = [
      { variables: { ...both, roomIds: ['r1'] }, occupancies: [own], ghosts: [] },
      { variables: { ...first, roomIds: ['r1', 'r3'] }, occupancies: [own], ghosts: [] },
      { variables: first, occupancies: [own], ghosts: [] },
    ];
    const { shown, tell } = page(elsewhere);
    await tell(moved, { ...first, roomIds: ['r1', 'r2'] });
    expect(shown.map((window) => window().taken)).toEqual([['o1'], ['o1'], ['o1', 'o2']]);
    await tell({ removedOccupancyIds: ['o1'] }, { ...first, roomIds: ['r1', 'r2'] });
    expect(shown.map((window) => window().taken)).toEqual([[], [], ['o2']]);
  });
});
