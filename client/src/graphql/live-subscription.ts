import {
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
import type { WindowRules } from './live-window.ts';
import type { Positions } from './positions.ts';
import type { Session } from './session.ts';
import { streamTable, type StreamEffect, type StreamEvent, type StreamState } from './stream-table.ts';

export type LiveSurroundings = {
  readonly socket: LiveSocket;
  readonly positions: Positions;
  readonly status: LiveStatusStore;
  readonly session: Session;
  /** Whatever was seen before may have a lower version from now on. */
  forgetVersions(): void;
};

type Surroundings = LiveSurroundings & {
  readonly client: Client;
  readonly observer: Observer<OperationResult>;
  /** Runs it now, or once nothing is being asked any more. */
  whenSettled(deliver: () => void): void;
  /** The database of the server was put back: what is shown may never have been. */
  startOver(): void;
};

const retryMs = 2_000;

/** One subscription of the page, over as many streams as it takes to keep it going: does what `streamTable` says. */
export class LiveSubscription {
  #state: StreamState = 'waiting';
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the streams: what an earlier one still delivers is not listened to. */
  #stream = 0;
  /** Its window, which knows no position of its own, was asked for while none was known: what happened since is not told. */
  #isAskedTooEarly = false;
  /** Where the server was last asked to go on from, or has led to since. */
  #position: string | undefined;

  /** The key of the question that reads its window. */
  readonly windowKey: number;
  readonly #operation: Operation;
  readonly #rules: WindowRules;
  readonly #around: Surroundings;

  constructor(operation: Operation, rules: WindowRules, around: Surroundings) {
    this.#operation = operation;
    this.#rules = rules;
    this.#around = around;
    this.windowKey = rules.requestOf(operation.variables).key;
    this.#isAskedTooEarly = !rules.isPositioned && !rules.startsWithState && this.#from() === undefined;
    this.beginIfReady();
  }

  get state(): StreamState {
    return this.#state;
  }

  /** What waits for its first position begins as soon as there is one. */
  beginIfReady(): void {
    if (this.#rules.startsWithState || this.#from() !== undefined) this.handle('may begin');
  }

  handle(event: StreamEvent, result?: OperationResult): void {
    const cell = streamTable[this.#state][event];
    if (!cell) return;
    const [next, ...effects] = cell;
    // Only who follows has a stream, and only who retries a timer.
    if (next !== this.#state) this.#leave();
    this.#state = next;
    for (const effect of effects) this.#effects[effect](result);
  }

  readonly #effects: Record<StreamEffect, (result?: OperationResult) => void> = {
    begin: () => this.#begin(),
    'move on': (result) => {
      const { positions, status } = this.#around;
      if (positions.reached(this.windowKey, result?.data)) this.#position = positions.of(this.windowKey);
      status.heard(this.#isHeartbeat(result?.data));
    },
    tell: (result) => result && this.#around.observer.next(result),
    'try later': () => {
      this.#timer = setTimeout(
        () => {
          this.handle('time is up');
          this.beginIfReady();
        },
        retryMs * (0.5 + Math.random()),
      );
    },
    'read anew': () => {
      this.#around.positions.forget(this.windowKey, this.#position);
      this.#position = undefined;
      this.#isAskedTooEarly = !this.#rules.isPositioned;
      this.#ask();
    },
    'start over': () => this.#around.startOver(),
    curtail: () => this.#around.session.curtail(),
    renew: () =>
      void this.#around.session.renew().then((renewal) => {
        // It waits until somebody has signed in again.
        if (renewal === 'ended') this.#around.session.end();
        // The line still carries the old cookies, whatever has become of this stream meanwhile.
        else this.#around.socket.terminate();
        this.handle(renewal === 'ended' ? 'session over' : 'renewed');
      }),
  };

  #ask(): void {
    const { client } = this.#around;
    const request = this.#rules.requestOf(this.#operation.variables);
    client.reexecuteOperation(client.createRequestOperation('query', request, { requestPolicy: 'network-only' }));
  }

  /** Begins (again) after the position its window has reached. */
  #begin(): void {
    this.#leave();
    const operation = this.#operation;
    const stream = this.#stream;
    const from = () => (this.#position = this.#from());
    const { startsWithState } = this.#rules;
    const variables = () => ({ ...operation.variables, ...(startsWithState ? {} : { after: from() }) });
    const mine = (act: () => void) => () => stream === this.#stream && act();
    if (!startsWithState) from();
    if (this.#isAskedTooEarly) this.#ask();
    this.#isAskedTooEarly = false;
    this.#stop = this.#around.socket.subscribe(
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
          const event = result.error
            ? this.#failureOf(result)
            : this.#isHeartbeat(result.data)
              ? 'heartbeat'
              : 'change';
          const tell = mine(() => this.handle(event, result));
          if (result.error) tell();
          else this.#around.whenSettled(tell);
        },
        error: (error) => mine(() => this.#broken(error))(),
        complete: mine(() => this.handle('ended')),
      },
    );
  }

  /**
   * A window whose answers do not say where they stand begins where the newest other one stands, and goes on from there
   * until it has a position of its own: the other has moved on meanwhile, past changes that were never heard here.
   */
  #from(): string | undefined {
    const { positions } = this.#around;
    const ownPosition = positions.of(this.windowKey);
    return ownPosition ?? (this.#rules.isPositioned ? undefined : (this.#position ?? positions.newest()));
  }

  #leave(): void {
    this.#stream++;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#stop?.();
    this.#stop = undefined;
  }

  #isHeartbeat(data: unknown): boolean {
    return Object.values((data ?? {}) as object).every((change) => this.#rules.isHeartbeat(change));
  }

  #broken(error: unknown): void {
    if (!Array.isArray(error)) return this.handle('ended');
    const result = makeResult(this.#operation, { data: null, errors: error as never });
    this.handle(this.#failureOf(result), result);
  }

  #failureOf({ error }: OperationResult): StreamEvent {
    const codes = codesOf(error);
    if (isOfOtherHistory(error)) return 'other history';
    // A position of its own is renewed with each change of rights that is heard of: this one was not.
    if (codes.has('CURSOR_INVALID') && this.#rules.isPositioned) return 'other rights';
    if (codes.has('CURSOR_EXPIRED') || codes.has('CURSOR_INVALID')) return 'too old';
    if (codes.has('UNAUTHENTICATED')) return 'signed out';
    return codes.has('FORBIDDEN') || codes.has('BAD_USER_INPUT') ? 'not allowed' : 'ended';
  }
}
