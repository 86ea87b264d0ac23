import { cacheExchange, type CacheExchangeOpts } from '@urql/exchange-graphcache';
import { Client, fetchExchange } from 'urql';
import { liveExchange } from './live-exchange.ts';
import { createLiveSocket } from './live-socket.ts';
import { LiveStatusStore } from './live-status.ts';
import { lastAnswerExchange } from './last-answer.ts';
import { LiveWindows, type LiveFields } from './live-windows.ts';
import { OwnChanges } from './own-changes.ts';
import { newestWins } from './newest-wins.ts';
import { renewingExchange } from './renewing-exchange.ts';
import { repeatingExchange } from './repeating-exchange.ts';
import { csrfHeader, Session } from './session.ts';
import { askTime } from '../time/now.ts';

/** All that belongs to one person's session: what is cached, what is live, and what renews it. */
export type Connection = {
  readonly client: Client;
  readonly session: Session;
  readonly status: LiveStatusStore;
  readonly ownChanges: OwnChanges;
  close(): void;
};

/** What the features say of their types and streams. */
export type ConnectionConfig = {
  readonly cache: CacheExchangeOpts;
  readonly live: LiveFields;
};

export function createConnection(url: string, { cache, live }: ConnectionConfig): Connection {
  const closing = new AbortController();
  const session = new Session(url);
  const status = new LiveStatusStore();
  const socket = createLiveSocket(url.replace(/^http/, 'ws'), session, status, closing.signal);
  const ownChanges = new OwnChanges();
  const newest = newestWins(live);
  const windows = new LiveWindows(live);
  const client = new Client({
    url,
    preferGetMethod: false,
    fetch: withinReason,
    fetchOptions: { credentials: 'same-origin', headers: { ...csrfHeader } },
    exchanges: [
      newest.beforeCache,
      lastAnswerExchange,
      cacheExchange(cache),
      newest.afterCache,
      ownChanges.exchange,
      liveExchange({ socket, windows, status, session, forgetVersions: newest.forget }),
      repeatingExchange(status),
      renewingExchange(session),
      fetchExchange,
    ],
  });
  return { client, session, status, ownChanges, close: () => closing.abort() };
}

const longestMs = 30_000;

/** A question that is never answered would hold up the stream for ever; see `Settling`. */
async function withinReason(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const signals = [AbortSignal.timeout(longestMs), ...(init?.signal ? [init.signal] : [])];
  const hearTime = askTime();
  const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) });
  hearTime(response.headers.get('x-server-time'));
  return response;
}
