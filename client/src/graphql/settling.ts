import { makeOperation, type Operation, type OperationResult } from 'urql'

type Document = Operation['query']

const asksForVersions = new WeakMap<Document, boolean>()

function namesVersion(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(namesVersion)
  if (typeof node !== 'object' || node === null) return false
  const { kind, name, selectionSet, selections, definitions } = node as {
    kind?: unknown
    name?: { value?: unknown }
    selectionSet?: unknown
    selections?: unknown
    definitions?: unknown
  }
  if (kind === 'Field' && name?.value === 'version') return true
  return namesVersion(selectionSet) || namesVersion(selections) || namesVersion(definitions)
}

function carriesVersions({ query }: Operation): boolean {
  const known = asksForVersions.get(query)
  if (known !== undefined) return known
  const found = namesVersion(query)
  asksForVersions.set(query, found)
  return found
}

/**
 * Graphcache takes answers for as new as their questions: while several are under way it lays the answer to an
 * earlier question under that to a later one, and changes of a stream anywhere between, whatever they say. So changes
 * wait until nothing is being asked, and answers that crossed are then laid down once more, in the order in which
 * they came; by then `newestWinsExchange` has seen all of them.
 */
export class Settling {
  /** Questions under way, by number; with the key of each. */
  readonly #asked = new Map<number, number>()
  /** By key, the newest question that was answered. */
  readonly #newest = new Map<number, number>()
  #last = 0
  #crossed: OperationResult[] = []
  #waiting: (() => void)[] = []
  readonly #again: (result: OperationResult) => void

  constructor(again: (result: OperationResult) => void) {
    this.#again = again
  }

  /** The same question, with a number that its answer will bear: one may be asked twice at a time. */
  asked(operation: Operation): Operation {
    const number = ++this.#last
    this.#asked.set(number, operation.key)
    return makeOperation(operation.kind, operation, { ...operation.context, asked: number })
  }

  /** False for what answers an older question than one already answered: it is of no use. */
  answered(result: OperationResult): boolean {
    const { key, context } = result.operation
    const number = Number(context['asked'] ?? 0)
    const isLate = number > 0 && number < (this.#newest.get(key) ?? 0)
    if (!isLate && this.#asked.size > 0 && result.data && carriesVersions(result.operation)) this.#crossed.push(result)
    if (this.#asked.delete(number)) {
      if (!isLate) this.#newest.set(key, number)
      this.#settleSoon()
    }
    return !isLate
  }

  /** Nobody wants the answers to it any more. */
  dropped(key: number): void {
    this.#crossed = this.#crossed.filter(({ operation }) => operation.key !== key)
    this.#newest.delete(key)
    for (const [number, asked] of this.#asked) if (asked === key) this.#asked.delete(number)
    this.#settleSoon()
  }

  /** Now, or once nothing is being asked any more. */
  whenSettled(deliver: () => void): void {
    if (this.#asked.size === 0 && this.#waiting.length === 0 && this.#crossed.length === 0) deliver()
    else this.#waiting.push(deliver)
  }

  #settleSoon(): void {
    // Not at once: the answer itself has to reach the cache first.
    queueMicrotask(() => this.#settle())
  }

  #settle(): void {
    if (this.#asked.size > 0) return
    const crossed = this.#crossed
    const waiting = this.#waiting
    this.#crossed = []
    this.#waiting = []
    if (crossed.length > 1) for (const result of crossed) this.#again(result)
    for (const deliver of waiting) deliver()
  }
}
