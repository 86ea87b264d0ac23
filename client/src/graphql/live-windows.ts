import type { AnyVariables, Operation, OperationResult } from 'urql';

type LiveField = {
  /** The field of Query that shows the same window at one moment. */
  readonly snapshot: string;
  /** Whether the answer says which position it shows. */
  readonly positioned: boolean;
  /** Tells how it stands as soon as it begins: it needs no position to begin from. */
  readonly startsWithState?: true;
  /** True of a change that only moves the position. */
  isHeartbeat?(change: unknown): boolean;
  /** Gives back what of a change is still news, before the cache sees it. */
  sift?(change: unknown, versionOf: (id: string) => number): unknown;
};

/** By field of Subscription. */
export type LiveFields = Readonly<Record<string, LiveField>>;

function rootNodes(operation: Operation): readonly FieldNode[] {
  const definition = operation.query.definitions.find((node) => node.kind === 'OperationDefinition');
  if (!definition || !('selectionSet' in definition)) return [];
  return definition.selectionSet.selections.flatMap((node) => (node.kind === 'Field' ? [node as FieldNode] : []));
}

type FieldNode = {
  readonly name: { readonly value: string };
  readonly alias?: unknown;
};

/** The fields at the root of an operation. */
export function rootFields(operation: Operation): readonly string[] {
  return rootNodes(operation).map(({ name }) => name.value);
}

/** Of these, the ones under their own name: what is asked for under another is a part, and does not say where a stream begins. */
function ownFields(operation: Operation): readonly string[] {
  return rootNodes(operation).flatMap(({ name, alias }) => (alias ? [] : name.value));
}

/** What one subscription keeps true and one query reads: the same field with the same arguments. */
export type LiveWindow = {
  readonly snapshot: string;
  readonly key: string;
  readonly startsWithState?: true;
};

function windowOf(snapshot: string, variables: AnyVariables): LiveWindow {
  const entries = Object.entries(variables ?? {}).filter(([name, value]) => name !== 'after' && value != null);
  return { snapshot, key: snapshot + JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

/**
 * Remembers which position each window has reached. A stream is resumed from here, and never from a position older than what
 * the window shows or newer than what it has been told.
 */
export class LiveWindows {
  readonly #fields: LiveFields;
  readonly #snapshots: ReadonlySet<string>;
  readonly #positioned: ReadonlySet<string>;
  readonly #cursors = new Map<string, string>();
  readonly #queries = new Map<string, Operation>();
  #latest: string | undefined;

  constructor(fields: LiveFields) {
    this.#fields = fields;
    const all = Object.values(fields);
    this.#snapshots = new Set(all.map(({ snapshot }) => snapshot));
    this.#positioned = new Set(all.flatMap(({ snapshot, positioned }) => (positioned ? [snapshot] : [])));
  }

  /** The window a subscription keeps true; null where the stream is none of ours. */
  ofSubscription(operation: Operation): LiveWindow | null {
    const field = rootFields(operation)[0];
    const live = field === undefined ? undefined : this.#fields[field];
    return live
      ? { ...windowOf(live.snapshot, operation.variables), ...(live.startsWithState ? { startsWithState: true } : {}) }
      : null;
  }

  isHeartbeat(result: Pick<OperationResult, 'data'>): boolean {
    return Object.entries((result.data ?? {}) as object).every(
      ([field, change]) => this.#fields[field]?.isHeartbeat?.(change) ?? false,
    );
  }

  /** The window a query reads at one moment; null where no stream follows it. */
  ofQuery(operation: Operation): LiveWindow | null {
    if (operation.kind !== 'query') return null;
    const snapshot = ownFields(operation).find((field) => this.#snapshots.has(field));
    return snapshot === undefined ? null : windowOf(snapshot, operation.variables);
  }

  /** Whether a query reads only a part of a window that has a position: who shows that asks for its parts anew from the next one. */
  isPart(operation: Operation): boolean {
    return rootNodes(operation).some(({ name, alias }) => alias !== undefined && this.#positioned.has(name.value));
  }

  noteQuery(window: LiveWindow, operation: Operation): void {
    this.#queries.set(window.key, operation);
  }

  queryOf(window: LiveWindow): Operation | undefined {
    return this.#queries.get(window.key);
  }

  /** Takes the position out of an answer or a change. False where there was none. */
  reached(window: LiveWindow, result: Pick<OperationResult, 'data'>): boolean {
    const field = Object.values((result.data ?? {}) as object).find(hasCursor);
    if (!field) return false;
    this.#cursors.set(window.key, field.cursor);
    this.#latest = field.cursor;
    return true;
  }

  /** The one that it has reached itself; undefined before it was told one. */
  positionOf(window: LiveWindow): string | undefined {
    return this.#cursors.get(window.key);
  }

  /**
   * Where to go on; undefined as long as that is not known. A window whose answers do not say begins where the newest
   * other one stands: that was before it was asked for.
   */
  after(window: LiveWindow): string | undefined {
    return this.positionOf(window) ?? (this.hasPosition(window) ? undefined : this.#latest);
  }

  /** Whether its answers say where they stand. */
  hasPosition(window: LiveWindow): boolean {
    return this.#positioned.has(window.snapshot);
  }

  /** Whether it is known from where to go on. */
  isReady(window: LiveWindow): boolean {
    return window.startsWithState === true || this.after(window) !== undefined;
  }

  /** A position is of no use to the server any more: the window must be read anew. A newer one, of another window, stands. */
  forget(window: LiveWindow, position: string | undefined): void {
    if (this.#cursors.get(window.key) === position) this.#cursors.delete(window.key);
    if (this.#latest === position) this.#latest = undefined;
  }
}

function hasCursor(value: unknown): value is { cursor: string } {
  return typeof value === 'object' && value !== null && typeof (value as { cursor?: unknown }).cursor === 'string';
}
