import type { Client } from 'graphql-ws'
import type { LiveStatusStore } from './live-status.ts'
import type { Session } from './session.ts'
import { askTime } from '../time/now.ts'

const PING_MS = 12_000
const PONG_MS = 5_000
const LONGEST_WAIT_MS = 15_000
/** The access token behind the socket has ended. */
const SIGN_IN_AGAIN = 4403

function isCloseEvent(event: unknown): event is CloseEvent {
  return typeof event === 'object' && event !== null && 'code' in event
}

/** Waits longer after each failure, never in step with the other windows, and not at all once the network is back. */
function waitBefore(retry: number): Promise<void> {
  const longest = Math.min(LONGEST_WAIT_MS, 250 * 2 ** retry)
  return new Promise((resolve) => {
    const timer = setTimeout(done, longest * (0.5 + Math.random() / 2))
    function done() {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      resolve()
    }
    window.addEventListener('online', done)
  })
}

export type LiveSocket = Pick<Client, 'subscribe' | 'terminate'>

/**
 * One socket for all subscriptions: opened with the first, closed after the last, kept trying until `ended`. What
 * drives it is fetched with the first subscription: nothing has to wait for it before.
 */
export function createLiveSocket(url: string, session: Session, status: LiveStatusStore, ended: AbortSignal): LiveSocket {
  let socket: Client | undefined
  let fetching: Promise<Client> | undefined
  const fetched = () =>
    (fetching ??= openSocket(url, session, status).then(
      (opened) => (socket = opened),
      (error: unknown) => {
        fetching = undefined
        throw error
      },
    ))

  const onOffline = () => {
    status.unreachable()
    socket?.terminate()
  }
  window.addEventListener('offline', onOffline, { signal: ended })
  ended.addEventListener('abort', () => {
    void socket?.dispose()
    socket?.terminate()
  })

  return {
    terminate: () => socket?.terminate(),
    subscribe: (payload, sink) => {
      let stop: (() => void) | undefined
      let left = false
      fetched().then(
        (opened) => {
          if (!left && !ended.aborted) stop = opened.subscribe(payload, sink)
        },
        (error: unknown) => {
          status.lost()
          if (!left) sink.error(error)
        },
      )
      return () => {
        left = true
        stop?.()
      }
    },
  }
}

async function openSocket(url: string, session: Session, status: LiveStatusStore): Promise<Client> {
  const { createClient } = await import('graphql-ws')
  let unanswered: ReturnType<typeof setTimeout> | undefined
  let mustRenew = false
  let hearTime = askTime()

  const socket = createClient({
    url,
    lazy: true,
    lazyCloseTimeout: 3_000,
    keepAlive: PING_MS,
    connectionAckWaitTimeout: 10_000,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: async (retries) => {
      if (mustRenew) {
        const renewal = await session.renew()
        mustRenew = renewal === 'unreachable'
        if (renewal === 'ended') session.end()
        if (renewal === 'renewed') return
      }
      await waitBefore(retries)
    },
    on: {
      opened: () => (hearTime = askTime()),
      connected: (_socket, payload) => {
        hearTime(payload?.['serverTime'])
        status.connected()
      },
      ping: (received) => {
        if (received) return
        hearTime = askTime()
        // A dead line does not close: only the missing answer tells.
        unanswered = setTimeout(() => socket.terminate(), PONG_MS)
      },
      pong: (received, payload) => {
        if (!received) return
        clearTimeout(unanswered)
        hearTime(payload?.['serverTime'])
      },
      closed: (event) => {
        clearTimeout(unanswered)
        if (isCloseEvent(event) && event.code === 1000) return
        if (isCloseEvent(event) && event.code === SIGN_IN_AGAIN) mustRenew = true
        status.lost()
      },
      error: () => status.lost(),
    },
  })
  return socket
}
