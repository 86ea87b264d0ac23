import { type Client, createClient } from 'graphql-ws';
import { expect } from 'vitest';
import WebSocket from 'ws';
import { password, type Username } from './factories.ts';

export type Refusal = {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {
    readonly code?: string;
    readonly requestId?: string;
    readonly fields?: readonly { path: string; message: string }[];
  };
};

export type Answer<Data> = {
  readonly status: number;
  readonly text: string;
  readonly data: Data | null;
  readonly errors: readonly Refusal[];
};
export type Variables = Readonly<Record<string, unknown>>;

/** Somebody with a token who talks to a server over HTTP and WebSocket, like a tool would. */
export class Caller {
  readonly url: string;
  readonly token: string | null;

  constructor(url: string, token: string | null) {
    this.url = url;
    this.token = token;
  }

  static async signIn(url: string, username: Username): Promise<Caller> {
    const { signIn } = await new Caller(url, null).get<{ signIn: { accessToken?: string } }>(
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { accessToken } } }',
      { input: { username, password, tokens: true } },
    );
    expect(signIn.accessToken, `${username} signs in`).toBeTypeOf('string');
    return new Caller(url, signIn.accessToken ?? null);
  }

  /** The same person at another server, which knows the token as well. */
  at(url: string): Caller {
    return new Caller(url, this.token);
  }

  /** Whatever comes back, refusals included. */
  async ask<Data>(query: string, variables: Variables = {}): Promise<Answer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const { data = null, errors = [] } = JSON.parse(text) as { data?: Data | null; errors?: Refusal[] };
    return { status: response.status, text, data, errors };
  }

  /** The data of an answer without errors; anything else fails the test. */
  async get<Data>(query: string, variables: Variables = {}): Promise<Data> {
    const { data, errors, text } = await this.ask<Data>(query, variables);
    if (data === null || errors.length > 0) throw new Error(`unexpected answer: ${text}`);
    return data;
  }

  /** One socket, that nothing brings back once it is gone. */
  connect(): SocketCaller {
    return new SocketCaller(this.url, this.token);
  }
}

export type Closed = { readonly code: number; readonly reason: string };

/** A graphql-transport-ws connection, opened by its first subscription. */
export class SocketCaller {
  /** How the socket was closed, once it is. */
  readonly closed: Promise<Closed>;
  readonly #client: Client;
  #socket: WebSocket | undefined;

  constructor(url: string, token: string | null) {
    let close: (how: Closed) => void;
    this.closed = new Promise((resolve) => (close = resolve));
    this.#client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      onNonLazyError: () => undefined,
      on: {
        opened: (socket) => (this.#socket = socket as WebSocket),
        closed: (event) => close(event as Closed),
      },
    });
  }

  subscribe<Data>(query: string, variables: Variables = {}): Subscription<Data> {
    return new Subscription(this.#client, query, variables);
  }

  /** As when the network goes: without a word. */
  cut(): void {
    this.#socket?.terminate();
  }

  async close(): Promise<void> {
    await this.#client.dispose();
  }
}

/** What comes over a subscription, in order; nothing is lost while nobody asks. */
export class Subscription<Data> {
  /** Resolves when the server completes it, with the errors that ended it, if any. */
  readonly ended: Promise<readonly Refusal[]>;
  readonly #received: Data[] = [];
  readonly #unsubscribe: () => void;
  #wake: (() => void) | undefined;
  #over = false;

  constructor(client: Client, query: string, variables: Variables) {
    let end: (errors: readonly Refusal[]) => void;
    this.ended = new Promise((resolve) => (end = resolve));
    const finish = (errors: readonly Refusal[]) => {
      this.#over = true;
      this.#wake?.();
      end(errors);
    };
    this.#unsubscribe = client.subscribe<Data>(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (errors) finish(errors as readonly Refusal[]);
          if (data) this.#received.push(data);
          this.#wake?.();
        },
        error: (error) => finish(Array.isArray(error) ? (error as Refusal[]) : []),
        complete: () => finish([]),
      },
    );
  }

  /** The next one; undefined when it has ended. */
  async next(): Promise<Data | undefined> {
    while (this.#received.length === 0 && !this.#over) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.#received.shift();
  }

  /** Takes them in until one fits. */
  async until(fits: (data: Data) => boolean): Promise<Data> {
    for (let data = await this.next(); data !== undefined; data = await this.next()) if (fits(data)) return data;
    throw new Error(`the subscription ended first: ${JSON.stringify(await this.ended)}`);
  }

  stop(): void {
    this.#unsubscribe();
  }
}
