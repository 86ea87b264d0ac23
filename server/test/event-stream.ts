import type { Caller, Variables } from './client.ts';

/** A piece of a subscription over server-sent events. */
type Told<Data> = {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly extensions: Record<string, unknown> }[];
};

export type EventStream<Data> = {
  readonly response: Response;
  /** How many bytes have come, comments included. */
  bytes(): number;
  /** Null once it has ended as it should; rejects when it is cut off. */
  next(): Promise<Told<Data> | null>;
  leave(): void;
};

/** A subscription over server-sent events, as it comes. */
export async function listen<Data>(
  caller: Caller,
  query: string,
  variables: Variables,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream<Data>> {
  const leave = new AbortController();
  const response = await fetch(`${caller.url}/graphql`, {
    method: 'POST',
    signal: leave.signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(caller.token === null ? {} : { authorization: `Bearer ${caller.token}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const told: Told<Data>[] = [];
  let bytes = 0;
  let wake: () => void = () => undefined;
  const over = (async () => {
    let text = '';
    for await (const chunk of response.body ?? new ReadableStream<Uint8Array>()) {
      bytes += chunk.length;
      text += Buffer.from(chunk).toString('latin1');
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const data = /^data: (.+)$/m.exec(part)?.[1];
        if (data !== undefined) told.push(JSON.parse(data) as Told<Data>);
      }
      wake();
    }
  })();
  over.catch(() => undefined);
  const next = async (): Promise<Told<Data> | null> => {
    for (;;) {
      const first = told.shift();
      if (first) return first;
      const ended = await Promise.race([
        over.then(() => true),
        new Promise<false>((resolve) => (wake = () => resolve(false))),
      ]);
      if (ended && told.length === 0) return null;
    }
  };
  return { response, bytes: () => bytes, next, leave: () => leave.abort() };
}
