import { cacheExchange, type CacheExchangeOpts } from '@urql/exchange-graphcache';
import { Client, fetchExchange } from 'urql';
import { liveExchange } from './live-exchange.ts';
import { createLiveSocket } from './live-socket.ts';
import { LiveStatusStore } from './live-status.ts';
import { lastAnswerExchange } from './last-answer.ts';
import { withStreams } from './live-window.ts';
import { newestWins } from './newest-wins.ts';
import { Positions } from './positions.ts';
import { renewingExchange } from './renewing-exchange.ts';
import { repeatingExchange } from './repeating-exchange.ts';
import { csrfHeader, Session } from './session.ts';
import { askTime } from '../time/now.ts';

/** All that belongs to one person's session: what is cached, what is live, and what renews it. */
export type Connection = {
  readonly client: Client;
  readonly session: Session;
  readonly status: LiveStatusStore;
  /** Whether this version of it was made here. */
  isOwnChange(id: string, version: number): boolean;
  close(): void;
};

export function createConnection(url: string, cache: CacheExchangeOpts): Connection {
  const closing = new AbortController();
  const session = new Session(url);
  const status = new LiveStatusStore();
  const socket = createLiveSocket(url.replace(/^http/, 'ws'), session, status, closing.signal);
  const newest = newestWins();
  const positions = new Positions();
  const client = new Client({
    url,
    preferGetMethod: false,
    fetch: withinReason,
    fetchOptions: { credentials: 'same-origin', headers: { ...csrfHeader } },
    exchanges: [
      newest.beforeCache,
      lastAnswerExchange,
      cacheExchange(withStreams(cache)),
      newest.afterCache,
      liveExchange({ socket, positions, status, session, forgetVersions: newest.forget }),
      repeatingExchange(status),
      renewingExchange(session),
      fetchExchange,
    ],
  });
  return { client, session, status, isOwnChange: newest.isOwn, close: () => closing.abort() };
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
