import { now } from '../time/now.ts'

export type LiveState = 'live' | 'catching-up' | 'offline'

export interface LiveStatus {
  readonly state: LiveState
  /** When it became so, epoch milliseconds. */
  readonly since: number
}

/** A gap shorter than this is not worth a word: the socket was only moved to another server. */
const GRACE_MS = 1_500
/** Nothing came for this long after connecting: there was nothing to catch up on. */
const QUIET_MS = 600

/** Whether this window hears of changes. Fed by the socket, read by the dot in the top bar. */
export class LiveStatusStore {
  #status: LiveStatus = { state: 'catching-up', since: now() }
  #lostAt: number | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #listeners = new Set<() => void>()

  readonly read = (): LiveStatus => this.#status

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  connected(): void {
    this.#lostAt = null
    clearTimeout(this.#timer)
    this.#set('catching-up')
    this.#timer = setTimeout(() => this.#set('live'), QUIET_MS)
  }

  /** A message came: what was missed comes before what is new, so the store waits for the stream to calm down. */
  heard(caughtUp: boolean): void {
    if (this.#status.state !== 'catching-up' || this.#lostAt !== null) return
    clearTimeout(this.#timer)
    if (caughtUp) this.#set('live')
    else this.#timer = setTimeout(() => this.#set('live'), QUIET_MS)
  }

  lost(): void {
    if (this.#lostAt !== null) return
    this.#lostAt = now()
    clearTimeout(this.#timer)
    if (this.#status.state === 'live') this.#set('catching-up', this.#lostAt)
    this.#timer = setTimeout(() => this.unreachable(), GRACE_MS)
  }

  unreachable(): void {
    clearTimeout(this.#timer)
    this.#lostAt ??= now()
    this.#set('offline', this.#lostAt)
  }

  #set(state: LiveState, since = now()): void {
    if (this.#status.state === state) return
    this.#status = { state, since }
    for (const listener of this.#listeners) listener()
  }
}
