import { Client, gql, makeResult, type OperationResult } from 'urql';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cellOf, cellsOf } from '../../test/spec-table.ts';
import { LiveStatusStore } from './live-status.ts';
import { LiveSubscription } from './live-subscription.ts';
import { liveWindow } from './live-window.ts';
import { Positions } from './positions.ts';
import { Session } from './session.ts';
import { streamTable, type StreamEvent, type StreamState } from './stream-table.ts';

const Read = gql('query { calendar { cursor } }');
const Follow = gql('subscription ($after: EventCursor) { calendarChanged(after: $after) { cursor } }');
const { rules } = liveWindow({ read: Read, follow: Follow });

/** What leads there from the beginning. */
const ways: Record<StreamState, readonly StreamEvent[]> = {
  waiting: [],
  following: ['window read'],
  retrying: ['window read', 'ended'],
  renewing: ['window read', 'signed out'],
  'reading anew': ['window read', 'too old'],
  refused: ['window read', 'not allowed'],
  left: ['left'],
};

/** A subscription of which everything is noted that it does to what is around it. */
function subscribe() {
  let done: string[] = [];
  const note = (effect: string) => void done.push(effect);
  let streams = 0;
  const socket = {
    subscribe: () => {
      streams++;
      note('begin');
      return () => void streams--;
    },
    terminate: () => undefined,
  };
  vi.stubGlobal('fetch', () => (note('renew'), new Promise(() => undefined)));
  const session = new Session('http://nowhere.invalid');
  session.onCurtailed(() => note('curtail'));
  const positions = new Positions();
  const client = new Client({ url: 'http://nowhere.invalid', preferGetMethod: false, exchanges: [] });
  vi.spyOn(client, 'reexecuteOperation').mockImplementation(() => note('read anew'));
  const operation = client.createRequestOperation('subscription', { key: 1, query: Follow, variables: {} });
  const status = new LiveStatusStore();
  const subscription = new LiveSubscription(operation, rules, {
    socket,
    positions,
    status,
    session,
    client,
    forgetVersions: () => undefined,
    observer: { next: () => note('tell'), complete: () => undefined },
    whenSettled: (deliver) => deliver(),
    startOver: () => note('start over'),
  });
  const { key } = rules.requestOf({});
  const told: OperationResult = makeResult(operation, { data: { calendarChanged: { cursor: 'told' } } });
  const handle = (event: StreamEvent) => {
    if (event === 'window read') positions.reached(key, { calendar: { cursor: 'read' } });
    subscription.handle(event, told);
  };
  return {
    /** What the event does. */
    after: (event: StreamEvent) => {
      done = [];
      const position = positions.of(key);
      const timers = vi.getTimerCount();
      handle(event);
      const moved = positions.of(key) === 'told' && position !== 'told';
      // A timer of the dot comes with what is heard.
      const later = vi.getTimerCount() > timers && !moved;
      return [...(moved ? ['move on'] : []), ...done, ...(later ? ['try later'] : [])];
    },
    go: (events: readonly StreamEvent[]) => events.forEach(handle),
    state: () => subscription.state,
    open: () => ({ streams, timers: vi.getTimerCount() }),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const cells = cellsOf('one subscription');

it('has a column for each state and a row for each event', () => {
  expect([...new Set(cells.map(({ state }) => state))]).toEqual(Object.keys(streamTable));
  const events = new Set(cells.map(({ event }) => event));
  expect(
    Object.values(streamTable)
      .flatMap((column) => Object.keys(column))
      .filter((event) => !events.has(event)),
  ).toEqual([]);
  expect(cells).toHaveLength(7 * 14);
});

it.each(cells)('$event while $state: $cell', ({ state, event, cell }) => {
  const subscription = subscribe();
  subscription.go(ways[state as StreamState]);
  expect(subscription.state()).toBe(state);
  const effects = subscription.after(event as StreamEvent);
  expect(cellOf(state, subscription.state(), effects)).toBe(cell);
  if (event === 'change' || event === 'heartbeat') return;
  // Only who follows has a stream, and only who retries a timer.
  const now = subscription.state();
  expect(subscription.open()).toEqual({ streams: now === 'following' ? 1 : 0, timers: now === 'retrying' ? 1 : 0 });
});
