import { Client, createRequest, fetchExchange, gql } from 'urql';
import { expect, test } from 'vitest';
import { liveFields } from '../app/cache.ts';
import { LiveWindows } from './live-windows.ts';

const client = new Client({ url: 'http://localhost/graphql', preferGetMethod: false, exchanges: [fetchExchange] });
const windows = new LiveWindows(liveFields);
function windowOf(subscription: string) {
  return windows.ofSubscription(client.createRequestOperation('subscription', createRequest(gql(subscription), {})));
}

test('a position that the server refuses is forgotten, and a newer one of another window is not', () => {
  const own = new LiveWindows(liveFields);
  const booking = own.ofSubscription(
    client.createRequestOperation(
      'subscription',
      createRequest(gql('subscription { bookingChanged(id: "1") { cursor } }'), {}),
    ),
  )!;
  const calendar = own.ofSubscription(
    client.createRequestOperation(
      'subscription',
      createRequest(gql('subscription { calendarChanged { cursor } }'), {}),
    ),
  )!;
  const reached = (cursor: string) => own.reached(calendar, { data: { calendar: { cursor } } });
  reached('old');
  own.forget(booking, 'old');
  expect(own.after(booking)).toBeUndefined();
  reached('new');
  own.forget(booking, 'old');
  expect(own.after(booking)).toBe('new');
  own.forget(calendar, 'old');
  expect(own.after(calendar)).toBe('new');
});

test('what tells how things stand begins without a position; what tells of changes waits for one', () => {
  const viewer = windowOf('subscription { viewerChanged { permissions } }');
  const booking = windowOf('subscription { bookingChanged(id: "1") { cursor } }');
  expect(viewer && windows.isReady(viewer)).toBe(true);
  expect(booking && windows.isReady(booking)).toBe(false);
});

test('a window whose answers say where they stand never begins where another one stands', () => {
  const own = new LiveWindows(liveFields);
  const weekOf = (from: string) =>
    own.ofSubscription(
      client.createRequestOperation(
        'subscription',
        createRequest(gql('subscription ($from: DateTime!) { calendarChanged(from: $from) { cursor } }'), { from }),
      ),
    )!;
  own.reached(weekOf('2026-11-02'), { data: { calendar: { cursor: 'first' } } });
  expect(own.after(weekOf('2026-11-02'))).toBe('first');
  expect(own.after(weekOf('2026-11-09'))).toBeUndefined();
  expect(own.isReady(weekOf('2026-11-09'))).toBe(false);
});
