import { createClient, type Client } from 'graphql-ws';
import { askTime } from '../time/now.ts';
import type { LiveStatusStore } from './live-status.ts';
import type { Session } from './session.ts';

const pingMs = 12_000;
const pongMs = 5_000;
const longestWaitMs = 15_000;
/** The access token behind the socket has ended. */
const signInAgainCode = 4403;

function isCloseEvent(event: unknown): event is CloseEvent {
  return typeof event === 'object' && event !== null && 'code' in event;
}

/** Waits longer after each failure, never in step with the other windows, and not at all once the network is back. */
function waitBefore(retry: number): Promise<void> {
  const longest = Math.min(longestWaitMs, 250 * 2 ** retry);
  return new Promise((resolve) => {
    const timer = setTimeout(done, longest * (0.5 + Math.random() / 2));
    function done() {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    }
    window.addEventListener('online', done);
  });
}

/** With what drives it: fetched with the first subscription. */
export function openSocket(url: string, session: Session, status: LiveStatusStore): Client {
  let unanswered: ReturnType<typeof setTimeout> | undefined;
  let mustRenew = false;
  let hearTime = askTime();

  const socket = createClient({
    url,
    lazy: true,
    lazyCloseTimeout: 3_000,
    keepAlive: pingMs,
    connectionAckWaitTimeout: 10_000,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: async (retries) => {
      if (mustRenew) {
        const renewal = await session.renew();
        mustRenew = renewal === 'unreachable';
        if (renewal === 'ended') session.end();
        if (renewal === 'renewed') return;
      }
      await waitBefore(retries);
    },
    on: {
      opened: () => (hearTime = askTime()),
      connected: (_socket, payload) => {
        hearTime(payload?.['serverTime']);
        status.connected();
      },
      ping: (received) => {
        if (received) return;
        hearTime = askTime();
        // A dead line does not close: only the missing answer tells.
        unanswered = setTimeout(() => socket.terminate(), pongMs);
      },
      pong: (received, payload) => {
        if (!received) return;
        clearTimeout(unanswered);
        hearTime(payload?.['serverTime']);
      },
      closed: (event) => {
        clearTimeout(unanswered);
        if (isCloseEvent(event) && event.code === 1000) return;
        if (isCloseEvent(event) && event.code === signInAgainCode) mustRenew = true;
        status.lost();
      },
      error: () => status.lost(),
    },
  });
  return socket;
}
