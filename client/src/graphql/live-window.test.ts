import { cacheExchange } from '@urql/exchange-graphcache';
import { Client, gql, makeResult, type Exchange, type OperationResult } from 'urql';
import { filter, makeSubject, map, merge, pipe } from 'wonka';
import { describe, expect, it } from 'vitest';
import { liveStream, liveWindow, withStreams } from './live-window.ts';

type Shown = { shelf: { cursor?: string; books: { id: string; title: string }[] } };
type Told = { shelfChanged: { gone: string[]; books: { id: string; title: string }[] } };

const Shelf = gql<Shown>`
  query ($room: ID!) {
    shelf(room: $room) {
      cursor
      books {
        id
        title
      }
    }
  }
`;
const ShelfWithoutPosition = gql<Shown>`
  query ($room: ID!) {
    shelf(room: $room) {
      books {
        cursor
      }
    }
  }
`;
const ShelfChanges = gql<Told>`
  subscription ($room: ID!, $after: EventCursor) {
    shelfChanged(room: $room, after: $after) {
      gone
      books {
        id
        title
      }
    }
  }
`;
const AllShelves = gql<Told>`
  subscription {
    shelfChanged {
      gone
    }
  }
`;

describe('a window that is declared', () => {
  it('is positioned where its answers say where they stand', () => {
    const isPositioned = (read: typeof Shelf) => liveWindow({ read, follow: ShelfChanges }).rules.isPositioned;
    expect([isPositioned(Shelf), isPositioned(ShelfWithoutPosition)]).toEqual([true, false]);
  });

  it('needs no position where its stream takes none', () => {
    expect(liveWindow({ read: Shelf, follow: ShelfChanges }).rules.startsWithState).toBe(false);
    expect(liveStream({ follow: AllShelves }).rules.startsWithState).toBe(true);
  });

  it('is one for the same variables, in whatever order, and another for others', () => {
    const { requestOf } = liveWindow({ read: Shelf, follow: ShelfChanges }).rules;
    const { key } = requestOf({ room: 'r1', floor: 2 });
    expect(requestOf({ floor: 2, room: 'r1' }).key).toBe(key);
    expect(requestOf({ floor: 2, room: 'r2' }).key).not.toBe(key);
  });

  it('puts a change into what is shown of its own variables, and every other window hears of it too', async () => {
    const heard: string[][] = [];
    const shelf = liveWindow({
      read: Shelf,
      follow: ShelfChanges,
      merge: ({ shelf: before }, { gone, books }) => ({
        shelf: { ...before, books: [...before.books.filter(({ id }) => !gone.includes(id)), ...books] },
      }),
    });
    liveStream({ follow: AllShelves, update: ({ gone }) => void heard.push(gone) });
    const stream = makeSubject<OperationResult>();
    const book = (id: string) => ({ __typename: 'Book', id, title: `of ${id}` });
    const server: Exchange = () => (operations) =>
      merge([
        stream.source,
        pipe(
          operations,
          filter(({ kind }) => kind === 'query'),
          map((operation) =>
            makeResult(operation, { data: { shelf: { __typename: 'Shelf', cursor: 'c', books: [book('b1')] } } }),
          ),
        ),
      ]);
    const cache = cacheExchange(withStreams({ keys: { Shelf: () => null } }));
    const client = new Client({ url: 'http://nowhere.invalid', preferGetMethod: false, exchanges: [cache, server] });
    const shown = ['r1', 'r2'].map((room) => {
      const books: string[][] = [];
      client
        .query(shelf.read, { room })
        .subscribe(({ data }) => void books.push(data!.shelf.books.map(({ id }) => id)));
      return books;
    });
    const operation = client.createRequestOperation('subscription', {
      key: 1,
      query: ShelfChanges,
      variables: { room: 'r1', after: 'c' },
    });
    const change = { __typename: 'ShelfChange', gone: ['b1'], books: [book('b2'), book('b3')] };
    stream.next(makeResult(operation, { data: { shelfChanged: change } }));
    await new Promise((resolve) => setTimeout(resolve));
    expect(shown.map((books) => books.at(-1))).toEqual([['b2', 'b3'], ['b1']]);
    expect(heard).toEqual([['b1']]);
  });
});
