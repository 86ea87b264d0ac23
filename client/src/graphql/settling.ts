import { makeOperation, type Operation, type OperationResult } from 'urql';

/**
 * What is under way, and what has to wait for it. Graphcache lays the answer to an earlier question under that to a
 * later one, and the changes of a stream anywhere between: the lists of an old answer would hide those of a change.
 * So changes wait until nothing is being asked, and then reach the cache one by one.
 */
export class Settling {
  /** Questions under way, by number; with the key of each. */
  readonly #underWay = new Map<number, number>();
  /** By key, the newest question that was answered. */
  readonly #newest = new Map<number, number>();
  #waiting: (() => void)[] = [];
  #last = 0;

  /** The same question, with a number that its answer will bear: one may be asked twice at a time. */
  giveNumber(operation: Operation): Operation {
    const number = ++this.#last;
    this.#underWay.set(number, operation.key);
    return makeOperation(operation.kind, operation, { ...operation.context, questionNumber: number });
  }

  /** False for what answers an older question than one already answered: it is of no use. */
  answered({ operation: { key, context } }: OperationResult): boolean {
    const number = Number(context['questionNumber'] ?? 0);
    const isLate = number > 0 && number < (this.#newest.get(key) ?? 0);
    if (this.#underWay.delete(number)) {
      if (!isLate) this.#newest.set(key, number);
      this.#settleSoon();
    }
    return !isLate;
  }

  /** Nobody wants the answers to it any more. */
  dropped(key: number): void {
    this.#newest.delete(key);
    for (const [number, operationKey] of this.#underWay) if (operationKey === key) this.#underWay.delete(number);
    this.#settleSoon();
  }

  /** Now, or once nothing is being asked any more. */
  whenSettled(deliver: () => void): void {
    if (this.#underWay.size === 0 && this.#waiting.length === 0) deliver();
    else this.#waiting.push(deliver);
  }

  #settleSoon(): void {
    // Not at once: the answer itself has to reach the cache first.
    queueMicrotask(() => {
      if (this.#underWay.size > 0) return;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const deliver of waiting) deliver();
    });
  }
}
