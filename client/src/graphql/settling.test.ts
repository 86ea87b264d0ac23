import { Client, createRequest, gql, makeResult, type Operation } from 'urql';
import { expect, it } from 'vitest';
import { cellOf, cellsOf } from '../../test/spec-table.ts';
import { Settling } from './settling.ts';

const client = new Client({ url: 'http://nowhere.invalid', preferGetMethod: false, exchanges: [] });
const [rooms, bookings] = ['query { rooms { id } }', 'query { bookings { id } }'].map((text) =>
  client.createRequestOperation('query', createRequest(gql(text), {})),
) as [Operation, Operation];

/** A page that has asked for rooms and bookings; while it asks and settles, a change waits. */
function page(state: string) {
  const settling = new Settling();
  const answer = (operation: Operation) => settling.answered(makeResult(operation, { data: {} }));
  const older = settling.giveNumber(rooms);
  const newest = settling.giveNumber(rooms);
  const other = settling.giveNumber(bookings);
  if (state !== 'settled') settling.whenSettled(() => undefined);
  for (const one of [newest, older]) answer(one);
  if (state !== 'asking') answer(other);
  return { settling, answer, other };
}

type Page = ReturnType<typeof page>;

const events: Record<string, (on: Page, note: (effect: string) => void) => unknown> = {
  'a question': ({ settling }) => settling.giveNumber(bookings),
  'an answer to the newest question': ({ answer, other }, note) => note(answer(other) ? 'goes on' : 'dropped'),
  'a late answer': ({ answer, settling }, note) => {
    const [first, second] = [settling.giveNumber(rooms), settling.giveNumber(rooms)];
    answer(second);
    note(answer(first) ? 'goes on' : 'dropped');
  },
  'nobody wants the answer': ({ settling, other }) => settling.dropped(other.key),
  'a change': ({ settling }, note) => {
    let delivered = false;
    settling.whenSettled(() => (delivered = true));
    note(delivered ? 'delivered' : 'waits');
  },
  'a moment': async ({ settling }, note) => {
    let delivered = false;
    settling.whenSettled(() => (delivered = true));
    const before = delivered;
    await Promise.resolve();
    if (delivered && !before) note('delivered');
  },
};

async function stateOf({ settling }: Page): Promise<string> {
  let delivered = false;
  settling.whenSettled(() => (delivered = true));
  if (delivered) return 'settled';
  await Promise.resolve();
  return delivered ? 'settling' : 'asking';
}

const cells = cellsOf('what is under way');

it('has a row for each event', () => {
  expect([...new Set(cells.map(({ event }) => event))]).toEqual(Object.keys(events));
});

it.each(cells)('$event while $state: $cell', async ({ state, event, cell }) => {
  const on = page(state);
  const effects: string[] = [];
  const moment = events[event]!(on, (effect) => effects.push(effect));
  if (moment instanceof Promise) await moment;
  expect(cellOf(state, await stateOf(on), effects)).toBe(cell);
});

it('delivers what waited one by one, in its order', async () => {
  const { settling, answer, other } = page('asking');
  const heard: number[] = [];
  for (const number of [1, 2, 3]) settling.whenSettled(() => heard.push(number));
  answer(other);
  expect(heard).toEqual([]);
  await Promise.resolve();
  expect(heard).toEqual([1, 2, 3]);
});
