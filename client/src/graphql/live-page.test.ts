import { cacheExchange } from '@urql/exchange-graphcache';
import type { Sink, SubscribePayload } from 'graphql-ws';
import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import {
  Client,
  makeErrorResult,
  makeResult,
  Provider,
  type Exchange,
  type Operation,
  type OperationResult,
} from 'urql';
import { filter, makeSubject, merge, pipe, tap } from 'wonka';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RoomsInUsePage } from '../../../docs/live-page/rooms-in-use.tsx';
import { runHook } from '../../test/run-hook.ts';
import { cacheConfig } from '../app/cache.ts';
import { liveExchange } from './live-exchange.ts';
import { LiveStatusStore } from './live-status.ts';
import { withStreams } from './live-window.ts';
import { newestWins } from './newest-wins.ts';
import { Positions } from './positions.ts';
import { Session } from './session.ts';

const pages = import.meta.glob<string>('../../../docs/live-page/*.tsx', {
  query: '?raw',
  import: 'default',
  eager: true,
});

function room(id: string, name: string, version = 1, fields: object = {}) {
  return { __typename: 'Room', id, version, name, capacity: 20, position: Number(id), active: true, ...fields };
}

/** The page on a connection whose server and line are in the hands of the test. */
async function open() {
  const asked: Operation[] = [];
  const answers = makeSubject<OperationResult>();
  const streams: { payload: SubscribePayload; sink: Sink }[] = [];
  const network: Exchange = () => (operations) =>
    merge([
      answers.source,
      pipe(
        operations,
        tap((operation) => operation.kind === 'query' && asked.push(operation)),
        filter((): boolean => false),
      ) as unknown as typeof answers.source,
    ]);
  const socket = {
    subscribe: (payload: SubscribePayload, sink: Sink) => {
      const stream = { payload, sink };
      streams.push(stream);
      return () => void streams.splice(streams.indexOf(stream), 1);
    },
    terminate: () => undefined,
  };
  const newest = newestWins();
  const around = {
    socket,
    positions: new Positions(),
    status: new LiveStatusStore(),
    session: new Session('http://nowhere.invalid'),
    forgetVersions: newest.forget,
  };
  const cache = cacheExchange(withStreams(cacheConfig));
  const client = new Client({
    url: 'http://nowhere.invalid',
    preferGetMethod: false,
    exchanges: [newest.beforeCache, cache, newest.afterCache, liveExchange(around), network],
  });
  const page = await runHook(
    () => RoomsInUsePage() as ReactElement,
    (child) => createElement(Provider, { value: client }, child),
  );
  const answerAll = (answerTo: (operation: Operation) => OperationResult) =>
    page.act(() => asked.splice(0).forEach((operation) => answers.next(answerTo(operation))));
  return {
    streams,
    shows: () =>
      renderToStaticMarkup(page.now())
        .replace(/<\/?(ul|li)[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    answer: (...rooms: object[]) => answerAll((operation) => makeResult(operation, { data: { rooms } })),
    fail: () => answerAll((operation) => makeErrorResult(operation, new Error('no network'))),
    tell: (...rooms: object[]) =>
      page.act(() =>
        streams[0]!.sink.next({ data: { roomsChanged: { __typename: 'RoomsChange', cursor: 'c', rooms } } }),
      ),
    retry: () => page.act((element) => (element.props as { onClick(): void }).onClick()),
    end: page.end,
  };
}

describe('the example in docs/live-page', () => {
  it('follows for as long as it is shown, and goes on after a stream that ended', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { streams, shows, answer, tell, end } = await open();
    await answer(room('1', 'Honesty'));
    streams[0]!.sink.complete();
    expect(streams).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(3_000);
    await tell(room('1', 'Courage', 2));
    expect(shows()).toBe('Courage, 20 seats');
    await end();
    expect(streams).toHaveLength(0);
  });

  it('has at most 60 lines', () => {
    const lines = Object.values(pages).map((text) => text.trimEnd().split('\n').length);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toBeLessThanOrEqual(60);
  });

  it('shows what was read, and then each change: of a room, of its order, of one more and one less', async () => {
    const { shows, answer, tell, end } = await open();
    expect(shows()).toBe('');
    await answer(room('1', 'Honesty'), room('2', 'Courage'));
    expect(shows()).toBe('Honesty, 20 seats Courage, 20 seats');
    await tell(room('2', 'Valour', 2, { position: 0 }), room('3', 'Wisdom'));
    expect(shows()).toBe('Valour, 20 seats Honesty, 20 seats Wisdom, 20 seats');
    await tell(room('1', 'Honesty', 2, { active: false }));
    expect(shows()).toBe('Valour, 20 seats Wisdom, 20 seats');
    await end();
  });

  it('never goes back: what is told of an older version changes nothing', async () => {
    const { shows, answer, tell, end } = await open();
    await answer(room('1', 'Honesty', 5));
    await tell(room('1', 'Trust', 4, { active: false }));
    expect(shows()).toBe('Honesty, 20 seats');
    await end();
  });

  it('says so where it could not be read, and reads it when asked to', async () => {
    const { shows, retry, fail, answer, end } = await open();
    await fail();
    expect(shows()).toContain('Try again');
    await retry();
    await answer(room('1', 'Honesty'));
    expect(shows()).toBe('Honesty, 20 seats');
    await end();
  });
});
