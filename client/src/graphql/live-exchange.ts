import type { Exchange, OperationResult } from 'urql'
import { filter, make, merge, mergeMap, pipe, share, takeUntil, tap } from 'wonka'
import { LiveSubscription, type LiveSurroundings } from './live-subscription.ts'

/**
 * Subscriptions that miss nothing. A window is read, then followed from the position of what was read; a new answer
 * starts its stream again from there.
 *
 * While a window is being read its changes wait: the cache lays a change over an answer that is still under way, and
 * the lists of the older one would hide those of the newer.
 */
export function liveExchange(around: LiveSurroundings): Exchange {
  const { windows, status } = around
  return ({ client, forward }) => {
    const subscriptions = new Set<LiveSubscription>()
    const reading = new Map<number, string>()
    let waiting: (() => void)[] = []

    const whenQuiet = (deliver: () => void) => {
      if (reading.size === 0 && waiting.length === 0) deliver()
      else waiting.push(deliver)
    }
    const settle = () => {
      if (reading.size > 0) return
      const due = waiting
      waiting = []
      for (const deliver of due) deliver()
    }
    const finishReading = (key: number) => {
      // Not at once: the answer itself has to reach the cache first.
      if (reading.delete(key)) queueMicrotask(settle)
    }

    const answered = (result: OperationResult) => {
      const window = windows.ofQuery(result.operation)
      if (window === null) return
      finishReading(result.operation.key)
      if (result.error?.networkError && !result.error.response) status.unreachable()
      const renewed = windows.reached(window, result)
      for (const subscription of subscriptions) {
        if (renewed && subscription.window === window) subscription.start()
        else subscription.startIfWaiting()
      }
    }

    return (operations) => {
      const shared = pipe(operations, share)
      const live = pipe(
        shared,
        filter((operation) => operation.kind === 'subscription'),
        mergeMap((operation) =>
          pipe(
            make<OperationResult>((observer) => {
              const window = windows.ofSubscription(operation)
              if (window === null) throw new Error(`no live field is declared for ${operation.key}`)
              const subscription = new LiveSubscription(operation, window, around, { client, observer, whenQuiet })
              subscriptions.add(subscription)
              return () => {
                subscription.end()
                subscriptions.delete(subscription)
              }
            }),
            takeUntil(
              pipe(
                shared,
                filter((other) => other.kind === 'teardown' && other.key === operation.key),
              ),
            ),
          ),
        ),
      )
      const others = pipe(
        shared,
        filter((operation) => operation.kind !== 'subscription'),
        tap((operation) => {
          if (operation.kind === 'teardown') finishReading(operation.key)
          const window = operation.kind === 'query' ? windows.ofQuery(operation) : null
          if (window === null) return
          reading.set(operation.key, window)
          windows.asked(window, operation)
        }),
        forward,
        tap(answered),
      )
      return merge([live, others])
    }
  }
}
