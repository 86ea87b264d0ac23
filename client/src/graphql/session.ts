export type Renewal = 'renewed' | 'ended' | 'unreachable';

const renewSession = `mutation RenewSession { refreshSession { __typename } }`;

/** Cookies go along by themselves; this header is what another site's form cannot send. */
export const csrfHeader = { 'x-colab-csrf': '1' } as const;

/**
 * The session behind the cookies. Requests and the socket meet an expired access token at the same moment: whoever
 * comes first renews it, the others wait for the same answer.
 */
export class Session {
  #renewal: Promise<Renewal> | undefined;
  readonly #ended = new Set<() => void>();
  readonly #resumed = new Set<() => void>();
  readonly #curtailed = new Set<() => void>();
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  onEnded(listener: () => void): () => void {
    this.#ended.add(listener);
    return () => this.#ended.delete(listener);
  }

  onResumed(listener: () => void): void {
    this.#resumed.add(listener);
  }

  async renew(): Promise<Renewal> {
    this.#renewal ??= this.#ask().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  /** Says to whoever listens that only signing in again will help. */
  end(): void {
    for (const listener of this.#ended) listener();
  }

  /** The same person has signed in again: what was refused meanwhile is asked anew. */
  resume(): void {
    for (const listener of this.#resumed) listener();
  }

  /** What is shown was read under rights that are gone, and some of it may not be shown any more. */
  onCurtailed(listener: () => void): () => void {
    this.#curtailed.add(listener);
    return () => this.#curtailed.delete(listener);
  }

  curtail(): void {
    for (const listener of this.#curtailed) listener();
  }

  async #ask(): Promise<Renewal> {
    const answer = await this.send<{ refreshSession?: { __typename?: string } }>(renewSession);
    const type = answer?.refreshSession?.__typename;
    if (type === 'RefreshSessionPayload') return 'renewed';
    // Only a refusal ends a session: a server that is busy or fails answers with neither.
    return type === undefined ? 'unreachable' : 'ended';
  }

  /** Asks past the cache, and renews nothing; undefined while the server cannot be reached. */
  async send<Data>(query: string): Promise<Data | null | undefined> {
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json', accept: 'application/json', ...csrfHeader },
        body: JSON.stringify({ query }),
      });
      return ((await response.json()) as { data?: Data | null }).data;
    } catch {
      return undefined;
    }
  }
}
