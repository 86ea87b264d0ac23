import {
  makeOperation,
  makeResult,
  stringifyDocument,
  type Client,
  type ExecutionResult,
  type Operation,
  type OperationResult,
} from 'urql';
import type { Observer } from 'wonka';
import { codesOf, isOfOtherHistory } from './error-codes.ts';
import type { LiveSocket } from './live-socket.ts';
import type { LiveStatusStore } from './live-status.ts';
import type { LiveWindows, LiveWindow } from './live-windows.ts';
import type { Session } from './session.ts';

export type LiveSurroundings = {
  readonly socket: LiveSocket;
  readonly windows: LiveWindows;
  readonly status: LiveStatusStore;
  readonly session: Session;
  /** Whatever was seen before may have a lower version from now on. */
  forgetVersions(): void;
};

const retryMs = 2_000;

type Delivery = {
  readonly client: Client;
  readonly observer: Observer<OperationResult>;
  /** Runs it now, or once nothing is being asked any more. */
  readonly whenSettled: (deliver: () => void) => void;
  /** The database of the server was put back: what is shown may never have been. */
  readonly onOtherHistory: () => void;
};

/** One subscription of the page, over as many streams as it takes to keep it going. */
export class LiveSubscription {
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;
  /** Counts the streams: what an earlier one still delivers is not listened to. */
  #stream = 0;
  /** Where the server was last asked to go on from, or has led to since. */
  #position: string | undefined;

  readonly operation: Operation;
  readonly window: LiveWindow;
  readonly #around: LiveSurroundings;
  readonly #delivery: Delivery;

  constructor(operation: Operation, window: LiveWindow, around: LiveSurroundings, delivery: Delivery) {
    this.operation = operation;
    this.window = window;
    this.#around = around;
    this.#delivery = delivery;
    this.start();
  }

  /** Begins (again) after the position its window has reached; waits where there is none yet. */
  start(): void {
    this.#leave();
    const { socket, windows } = this.#around;
    if (this.#ended || !windows.isReady(this.window)) return;
    const stream = this.#stream;
    const { operation, window } = this;
    if (!window.startsWithState) this.#position = this.#from();
    const variables = () =>
      window.startsWithState
        ? { ...operation.variables }
        : { ...operation.variables, after: (this.#position = this.#from()) };
    const mine = (act: () => void) => () => stream === this.#stream && act();
    this.#stop = socket.subscribe(
      {
        query: stringifyDocument(operation.query),
        // Sent anew at each reconnect, and the position has moved on since.
        get variables() {
          return variables();
        },
      },
      {
        next: (payload) => {
          const result = { ...makeResult(operation, payload as ExecutionResult), hasNext: true };
          if (result.error) mine(() => this.#failed(result))();
          else this.#delivery.whenSettled(mine(() => this.#deliver(result)));
        },
        error: (error) => mine(() => this.#broken(error))(),
        complete: mine(() => this.#later()),
      },
    );
  }

  /**
   * What began at the position of another window goes on from there until it has one of its own: the other has moved on
   * meanwhile, past changes that were never heard here.
   */
  #from(): string | undefined {
    const { windows } = this.#around;
    const borrowed = windows.hasPosition(this.window) ? undefined : this.#position;
    return windows.positionOf(this.window) ?? borrowed ?? windows.after(this.window);
  }

  end(): void {
    this.#ended = true;
    this.#leave();
  }

  /** What waits for its first position begins as soon as there is one. */
  startIfWaiting(): void {
    if (!this.#stop && !this.#timer) this.start();
  }

  #leave(): void {
    this.#stream++;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#stop?.();
    this.#stop = undefined;
  }

  #deliver(result: OperationResult): void {
    const { windows, status } = this.#around;
    if (windows.reached(this.window, result)) this.#position = windows.after(this.window);
    const heartbeat = windows.isHeartbeat(result);
    status.heard(heartbeat);
    if (!heartbeat) this.#delivery.observer.next(result);
  }

  #broken(error: unknown): void {
    if (Array.isArray(error)) this.#failed(makeResult(this.operation, { data: null, errors: error as never }));
    else this.#later();
  }

  #failed(result: OperationResult): void {
    const codes = codesOf(result.error);
    this.#leave();
    if (isOfOtherHistory(result.error)) this.#delivery.onOtherHistory();
    // A position of its own is renewed with each change of rights that is heard of: this one was not.
    else if (codes.has('CURSOR_INVALID') && this.#around.windows.hasPosition(this.window))
      this.#around.session.curtail();
    if (codes.has('CURSOR_EXPIRED') || codes.has('CURSOR_INVALID')) return this.#readAnew();
    if (codes.has('UNAUTHENTICATED')) {
      void this.#around.session.renew().then((renewal) => {
        // It waits until somebody has signed in again.
        if (renewal === 'ended') return this.#around.session.end();
        // The socket still carries the old rights: only a new one asks with the new cookies.
        this.#around.socket.terminate();
        this.#later();
      });
      return;
    }
    if (codes.has('FORBIDDEN') || codes.has('BAD_USER_INPUT')) this.#delivery.observer.next(result);
    else this.#later();
  }

  #readAnew(): void {
    const { windows } = this.#around;
    windows.forget(this.window, this.#position);
    this.#position = undefined;
    const query = windows.queryOf(this.window);
    if (!query) return this.#later();
    const context = { ...query.context, requestPolicy: 'network-only' as const };
    this.#delivery.client.reexecuteOperation(makeOperation('query', query, context));
  }

  #later(): void {
    this.#leave();
    if (this.#ended) return;
    this.#timer = setTimeout(() => this.start(), retryMs * (0.5 + Math.random()));
  }
}
