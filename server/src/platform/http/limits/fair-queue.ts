type Bounds = {
  /** How much of one payer runs at once, by weight; one request of theirs always may. */
  readonly perPayer: number;
  /** How much runs at once altogether, by weight; one request always may. */
  readonly atOnce: number;
  /** How many requests of one payer may wait. */
  readonly mostWaiting: number;
};

export type QueuedRequest = {
  readonly payer: string;
  /** How much it counts among those that run beside it. */
  readonly weight: number;
  /** By how much its payer moves back behind the others. */
  readonly cost: number;
  /** How long it waits at most, in milliseconds. */
  readonly patienceMs: number;
  /** How long its payer pauses once it has run, given how long it took; both in milliseconds. */
  readonly restMs?: (tookMs: number) => number;
  /** Whether its caller has disconnected: then it never runs, and does not count among those that wait. */
  readonly isGone: () => boolean;
};

/** Why a request does not run. */
export class NoTurnError extends Error {
  readonly reason: 'line is full' | 'waited too long' | 'caller is gone';
  constructor(reason: NoTurnError['reason']) {
    super(reason);
    this.name = 'NoTurnError';
    this.reason = reason;
  }
}

type WaitingRequest = QueuedRequest & {
  readonly begin: () => void;
  readonly refuse: (reason: NoTurnError['reason']) => void;
};
type Payer = { running: number; readonly line: WaitingRequest[]; virtualTime: number; rests: number };

const mostIdlePayers = 1_000;

/**
 * Each payer has a line of their own, and the lines are served by cost: next is the payer who has had least. The order
 * is that of start-time fair queueing, so a new payer never waits for more than what runs already.
 */
export class FairQueue {
  readonly #bounds: Bounds;
  readonly #payers = new Map<string, Payer>();
  #running = 0;
  #requests = 0;
  #startedCount = 0;
  /** The virtual time of the last request that began: a new payer starts there. */
  #virtualNow = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /**
   * Runs `work` when its turn comes; the place is free again once it has settled.
   * @throws NoTurnError when it is not run
   */
  async run<T>(request: QueuedRequest, work: () => Promise<T> | T): Promise<T> {
    await this.#turn(request);
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.#end(request, began);
    }
  }

  /** How many requests have begun so far. */
  get startedCount(): number {
    return this.#startedCount;
  }

  get running(): number {
    return this.#requests;
  }

  get waiting(): number {
    let count = 0;
    for (const { line } of this.#payers.values()) count += line.filter(({ isGone }) => !isGone()).length;
    return count;
  }

  #turn(request: QueuedRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      const payer = this.#payerOf(request.payer);
      for (const other of payer.line.filter(({ isGone }) => isGone())) other.refuse('caller is gone');
      if (payer.line.length >= this.#bounds.mostWaiting) {
        reject(new NoTurnError('line is full'));
        return;
      }
      const timer = setTimeout(() => {
        waitingRequest.refuse('waited too long');
        // It may have kept smaller requests waiting behind it.
        this.#beginNext();
      }, request.patienceMs);
      const waitingRequest: WaitingRequest = {
        ...request,
        begin: () => {
          clearTimeout(timer);
          resolve();
        },
        refuse: (reason) => {
          clearTimeout(timer);
          const place = payer.line.indexOf(waitingRequest);
          if (place >= 0) payer.line.splice(place, 1);
          reject(new NoTurnError(reason));
        },
      };
      payer.line.push(waitingRequest);
      this.#beginNext();
    });
  }

  #payerOf(name: string): Payer {
    const payer = this.#payers.get(name) ?? { running: 0, line: [], virtualTime: this.#virtualNow, rests: 0 };
    this.#payers.set(name, payer);
    return payer;
  }

  #end({ payer: name, weight, restMs }: QueuedRequest, began: number): void {
    const payer = this.#payerOf(name);
    payer.running -= weight;
    this.#running -= weight;
    this.#requests -= 1;
    const pauseMs = restMs?.(performance.now() - began) ?? 0;
    if (pauseMs > 0) {
      payer.rests += 1;
      // The clock is not read again: timers count whole milliseconds and can fire one too early.
      setTimeout(() => {
        payer.rests -= 1;
        this.#beginNext();
      }, pauseMs).unref();
    }
    this.#beginNext();
    this.#forgetIdle();
  }

  /**
   * Begins what fits. The first in order waits for room even where a later one would fit: otherwise large requests
   * would wait for ever.
   */
  #beginNext(): void {
    for (;;) {
      const next = this.#first();
      if (!next) return;
      const { payer, head } = next;
      if (this.#requests > 0 && this.#running + head.weight > this.#bounds.atOnce) return;
      payer.line.shift();
      this.#virtualNow = Math.max(this.#virtualNow, payer.virtualTime);
      payer.virtualTime = this.#virtualNow + head.cost;
      payer.running += head.weight;
      this.#running += head.weight;
      this.#requests += 1;
      this.#startedCount += 1;
      head.begin();
    }
  }

  /**
   * Of the payers who do not pause and may run one more request, the one who has had least; among equals, who came
   * first.
   */
  #first(): { readonly payer: Payer; readonly head: WaitingRequest } | null {
    let first: { readonly payer: Payer; readonly head: WaitingRequest } | null = null;
    for (const payer of this.#payers.values()) {
      while (payer.line[0]?.isGone()) payer.line[0].refuse('caller is gone');
      const [head] = payer.line;
      if (!head || payer.rests > 0 || (payer.running > 0 && payer.running + head.weight > this.#bounds.perPayer))
        continue;
      if (first === null || payer.virtualTime < first.payer.virtualTime) first = { payer, head };
    }
    return first;
  }

  /** What a payer has had counts until the others have had as much. */
  #forgetIdle(): void {
    const isQuiet = this.#requests === 0;
    if (!isQuiet && this.#payers.size < mostIdlePayers) return;
    for (const [name, { running, line, virtualTime, rests }] of this.#payers) {
      if (running === 0 && line.length === 0 && rests === 0 && (isQuiet || virtualTime <= this.#virtualNow))
        this.#payers.delete(name);
    }
  }
}
