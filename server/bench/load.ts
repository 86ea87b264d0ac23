import { Agent, request } from 'node:http';

export type Load = {
  readonly url: string;
  /** The tokens of the callers, in turn; without tokens the requests are anonymous. */
  readonly tokens: readonly string[];
  /** The body of the next request. */
  readonly next: () => string;
  /** @throws when this is not the right answer to this body */
  readonly check: (answer: Buffer, body: string) => void;
  /** How many requests are under way at any time. */
  readonly atOnce: number;
  readonly ms: number;
};

export type Measured = { readonly requests: number; readonly seconds: number; readonly latenciesMs: readonly number[] };

/**
 * Sends so many requests at once for so long, each on a connection that is kept; the next goes out when one has come
 * back. Each connection asks once at least.
 */
export async function drive({ url, tokens, next, check, atOnce, ms }: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const latenciesMs: number[] = [];
  const begin = performance.now();
  const worker = async (index: number) => {
    const token = tokens[index % tokens.length] ?? null;
    do {
      const body = next();
      const sentAt = performance.now();
      const answer = await post(agent, url, token, body);
      latenciesMs.push(performance.now() - sentAt);
      check(answer, body);
    } while (performance.now() - begin < ms);
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, (_, index) => worker(index)));
  } finally {
    agent.destroy();
  }
  return { requests: latenciesMs.length, seconds: (performance.now() - begin) / 1_000, latenciesMs };
}

export function post(agent: Agent | undefined, url: string, token: string | null, body: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    const clientRequest = request(`${url}/graphql`, { method: 'POST', headers, ...(agent ? { agent } : {}) }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () => {
        const answer = Buffer.concat(chunks);
        if (res.statusCode === 200) resolve(answer);
        else reject(new Error(`${url} answered with ${res.statusCode}: ${answer.toString().slice(0, 500)}`));
      });
    });
    clientRequest.on('error', reject);
    clientRequest.end(body);
  });
}
