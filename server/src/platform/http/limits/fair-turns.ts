import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { poolSizes } from '../../database/database.ts';
import { ReadingShare, withReadingShare } from '../../database/reading-share.ts';
import type { LimitRow } from '../../limit-row.ts';
import { FairQueue, NoTurnError } from './fair-queue.ts';
import { limitExceeded, type Limits } from './limits.ts';
import { counter, gauge, type Sample } from '../metrics.ts';
import { type Payer, payerOf } from './payers.ts';

export type Work = {
  readonly payer: Payer;
  /** The cost as `costOf` computes it. */
  readonly cost: number;
  readonly isGone: () => boolean;
  /** How long it waits for its turn at most, in milliseconds; by default as long as the limit says. */
  readonly patienceMs?: number;
};

export type FairTurns = {
  /**
   * @throws GraphQLError LIMIT_EXCEEDED where too many requests of one payer wait, BUSY where one waited too long:
   * nothing of it has run
   */
  run<T>(work: Work, run: () => Promise<T> | T): Promise<T>;
  /** Whether a request of that cost makes its person's other requests of such cost wait. */
  isDear(cost: number): boolean;
  readonly samples: readonly Sample[];
};

/** An expensive request leaves connections to the others. */
const dearStatements = 4;
/** A person who reads with more statements than this counts as expensive, like one who asks for many rows. */
export const usualStatements: LimitRow = {
  name: 'usualStatements',
  value: 24,
  unit: 'statements that the requests of one person read with, lately and on average, before they run one at a time while others ask',
  reason: 'Many small lists cost few points, and yet a connection and the thread for each.',
};
/** Two persons' expensive requests run at once: while one waits for the database, the other computes. */
const dearAtOnce = 2;
/** As many of the most expensive cheap requests run at once as there are connections for readers. */
const cheapAtOnce = 10;
/** How long a person counts as present after a request. */
const presentMs = 2_000;
const longestRestMs = 2_000;

/**
 * Schedules requests fairly. A request that costs more than a quarter of what one may is dear: a person runs one of
 * them at a time, in a lane of its own, so that no calendar waits for a report. Cheap requests of one payer run side by
 * side, up to half of what one request may cost: a calendar that is read in parts is read at once. Many statements for
 * few rows are dear as well; their number only shows once they have run, so the average of each person decides.
 */
export function openFairTurns({ cost: mostCost, waitingRequests, turnMs }: Limits): FairTurns {
  const dearFrom = mostCost / 4;
  const lanes = {
    cheap: new FairQueue({ perPayer: mostCost / 2, atOnce: dearFrom * cheapAtOnce, mostWaiting: waitingRequests }),
    dear: new FairQueue({ perPayer: 1, atOnce: dearAtOnce, mostWaiting: waitingRequests }),
  };
  const isDear = (cost: number): boolean => cost > dearFrom;
  const presence = new Presence();
  const averages = new StatementAverages();
  /** While others ask too, half of the time is theirs: a person pauses after a dear request for as long as it took. */
  const restAfter =
    (person: string) =>
    (tookMs: number): number =>
      presence.isAlone(person) ? 0 : Math.min(tookMs, longestRestMs);
  return {
    isDear,
    run: async ({ payer, cost, isGone, patienceMs = turnMs }, run) => {
      presence.note(payer.person);
      const request = { cost, patienceMs, isGone };
      const inDearLane =
        isDear(cost) ||
        (averages.statementsOf(payer.person) > usualStatements.value && !presence.isAlone(payer.person));
      const share = new ReadingShare(inDearLane ? dearStatements : poolSizes.readers);
      const work = async () => {
        try {
          return await withReadingShare(share, run);
        } finally {
          averages.note(payer.person, share.statementCount);
        }
      };
      const turn = inDearLane
        ? lanes.dear.run({ ...request, payer: payer.person, weight: 1, restMs: restAfter(payer.person) }, work)
        : lanes.cheap.run({ ...request, payer: payer.name, weight: cost }, work);
      return await turn.catch((error: unknown) => {
        throw error instanceof NoTurnError ? refusalOf(error, payer, waitingRequests) : error;
      });
    },
    get samples() {
      const all = Object.entries(lanes);
      const states = all.flatMap(([lane, { running, waiting }]) => [
        { labels: { lane, state: 'running' }, value: running },
        { labels: { lane, state: 'waiting' }, value: waiting },
      ]);
      return [
        gauge(
          'turns',
          'Requests that run or wait for their turn; those that cost more than a quarter of what one may are dear.',
          states,
        ),
        counter(
          'turns_total',
          'Requests that had their turn.',
          all.map(([lane, { startedCount }]) => ({ labels: { lane }, value: startedCount })),
        ),
      ];
    },
  };
}

const exportPatienceMs = 60_000;

export const exportPatience: LimitRow = {
  name: 'exportPatience',
  value: exportPatienceMs,
  unit: 'milliseconds that a page of an export waits for its turn',
  reason: 'It waits longer than a person would: what is cut off has to begin anew.',
};

/**
 * A page of an export is as dear as anything, and waits longer than a person would: an export that is cut off has to
 * begin anew.
 */
export function pageOfExport(context: RequestContext, { cost }: Limits): Work {
  return {
    payer: payerOf(context),
    cost,
    patienceMs: exportPatienceMs,
    isGone: () => context.hungUp?.aborted === true,
  };
}

/** Remembers who asked last, and who else did before. */
class Presence {
  #latest = { person: '', at: Number.NEGATIVE_INFINITY };
  #before = this.#latest;

  note(person: string): void {
    if (person !== this.#latest.person) this.#before = this.#latest;
    this.#latest = { person, at: performance.now() };
  }

  isAlone(person: string): boolean {
    const other = this.#latest.person === person ? this.#before : this.#latest;
    return performance.now() - other.at > presentMs;
  }
}

const mostPersons = 1_000;

/** How many statements a request of each person reads with, on average and lately. */
class StatementAverages {
  readonly #statements = new Map<string, number>();

  statementsOf(person: string): number {
    return this.#statements.get(person) ?? 0;
  }

  note(person: string, statements: number): void {
    const before = this.statementsOf(person);
    // Set anew, so that the person who asked longest ago is first.
    this.#statements.delete(person);
    this.#statements.set(person, (before + statements) / 2);
    if (this.#statements.size > mostPersons) this.#statements.delete(this.#statements.keys().next().value ?? '');
  }
}

function refusalOf({ reason }: NoTurnError, payer: Payer, most: number): GraphQLError {
  return reason === 'line is full'
    ? limitExceeded(
        'waitingRequests',
        most,
        `${payer.words} have ${most} requests waiting already. Wait until some of them are answered.`,
        429,
      )
    : new GraphQLError('The system is busy. Nothing was done. Try again in a moment.', {
        extensions: { code: 'BUSY', http: { status: 503 } },
      });
}
