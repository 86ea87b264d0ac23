import type { Client } from 'graphql-ws';
import type { LiveStatusStore } from './live-status.ts';
import type { Session } from './session.ts';

export type LiveSocket = Pick<Client, 'subscribe' | 'terminate'>;

/**
 * One socket for all subscriptions: opened with the first, closed after the last, kept trying until `ended`. What
 * drives it is fetched with the first subscription: nothing has to wait for it before.
 */
export function createLiveSocket(
  url: string,
  session: Session,
  status: LiveStatusStore,
  ended: AbortSignal,
): LiveSocket {
  let socket: Client | undefined;
  let fetching: Promise<Client> | undefined;
  const fetched = () =>
    (fetching ??= import('./open-socket.ts').then(
      ({ openSocket }) => (socket = openSocket(url, session, status)),
      (error: unknown) => {
        fetching = undefined;
        throw error;
      },
    ));

  const onOffline = () => {
    status.unreachable();
    socket?.terminate();
  };
  window.addEventListener('offline', onOffline, { signal: ended });
  ended.addEventListener('abort', () => {
    void socket?.dispose();
    socket?.terminate();
  });

  return {
    terminate: () => socket?.terminate(),
    subscribe: (payload, sink) => {
      let stop: (() => void) | undefined;
      let left = false;
      fetched().then(
        (opened) => {
          if (!left && !ended.aborted) stop = opened.subscribe(payload, sink);
        },
        (error: unknown) => {
          status.lost();
          if (!left) sink.error(error);
        },
      );
      return () => {
        left = true;
        stop?.();
      };
    },
  };
}
