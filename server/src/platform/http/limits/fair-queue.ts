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
  /** What it counts among those that run beside it. */
  readonly weight: number;
  /** By how much its payer steps back behind the others. */
  readonly cost: number;
  /** How long it waits at most, in milliseconds. */
  readonly patienceMs: number;
  /** How long its payer rests once it has run, given how long it took; both in milliseconds. */
  readonly restMs?: (tookMs: number) => number;
  /** Whether its caller has hung up: then it is never run, and does not count among those who wait. */
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

type Waiting = QueuedRequest & { readonly begin: () => void; readonly refuse: (reason: NoTurnError['reason']) => void };
type Payer = { running: number; readonly line: Waiting[]; virtualTime: number; rests: number };

const mostIdlePayers = 1_000;

/**
 * Each payer waits in a line of their own, and the lines take turns by cost: next is who has had least. The order is that
 * of start-time fair queueing, so somebody new never waits for more than what runs already.
 */
export class FairQueue {
  readonly #bounds: Bounds;
  readonly #payers = new Map<string, Payer>();
  #running = 0;
  #requests = 0;
  #begun = 0;
  /** The virtual time of the last one that began: where somebody new joins in. */
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

  /** How many have had their turn so far. */
  get begun(): number {
    return this.#begun;
  }

  get running(): number {
    return this.#requests;
  }

  get waiting(): number {
    let waiting = 0;
    for (const { line } of this.#payers.values()) waiting += line.filter(({ isGone }) => !isGone()).length;
    return waiting;
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
        waiting.refuse('waited too long');
        // It may have kept smaller ones waiting behind it.
        this.#beginNext();
      }, request.patienceMs);
      const waiting: Waiting = {
        ...request,
        begin: () => {
          clearTimeout(timer);
          resolve();
        },
        refuse: (reason) => {
          clearTimeout(timer);
          const place = payer.line.indexOf(waiting);
          if (place >= 0) payer.line.splice(place, 1);
          reject(new NoTurnError(reason));
        },
      };
      payer.line.push(waiting);
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
    const rest = restMs?.(performance.now() - began) ?? 0;
    if (rest > 0) {
      payer.rests += 1;
      // The clock is not asked again: timers count whole milliseconds and can go off one too early.
      setTimeout(() => {
        payer.rests -= 1;
        this.#beginNext();
      }, rest).unref();
    }
    this.#beginNext();
    this.#forgetIdle();
  }

  /** Who is first waits for room even where somebody behind them would fit: else the large would wait for ever. */
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
      this.#begun += 1;
      head.begin();
    }
  }

  /** Of those who do not rest and may have one more running, who has had least; among equals, who came first. */
  #first(): { readonly payer: Payer; readonly head: Waiting } | null {
    let first: { readonly payer: Payer; readonly head: Waiting } | null = null;
    for (const payer of this.#payers.values()) {
      while (payer.line[0]?.isGone()) payer.line[0].refuse('caller is gone');
      const [head] = payer.line;
      if (!head || payer.rests > 0 || (payer.running > 0 && payer.running + head.weight > this.#bounds.perPayer))
        continue;
      if (first === null || payer.virtualTime < first.payer.virtualTime) first = { payer, head };
    }
    return first;
  }

  /** What somebody has had counts until the others have had as much. */
  #forgetIdle(): void {
    const isQuiet = this.#requests === 0;
    if (!isQuiet && this.#payers.size < mostIdlePayers) return;
    for (const [name, { running, line, virtualTime, rests }] of this.#payers) {
      if (running === 0 && line.length === 0 && rests === 0 && (isQuiet || virtualTime <= this.#virtualNow))
        this.#payers.delete(name);
    }
  }
}
