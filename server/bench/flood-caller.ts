import { Agent, request } from 'node:http';
import { answerBench } from './measured-process.ts';

export type FloodTarget = {
  readonly url: string;
  readonly token: string;
  readonly body: string;
  readonly connections: number;
};

/** The result of a flood: how many requests were answered in full, and how many were told to wait. */
export type FloodResult = { readonly answered: number; readonly turnedAway: number };

let flooding: Promise<FloodResult> | undefined;
let stopped = false;

/** Returns the status of the answer; its text is thrown away as it comes. */
function send(agent: Agent, { url, token, body }: FloodTarget): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    };
    const clientRequest = request(`${url}/graphql`, { method: 'POST', headers, agent }, (response) => {
      response
        .on('error', reject)
        .on('end', () => resolve(response.statusCode ?? 0))
        .resume();
    });
    clientRequest.on('error', reject).end(body);
  });
}

async function flood(target: FloodTarget): Promise<FloodResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: target.connections });
  const statuses: number[] = [];
  const connection = async () => {
    while (!stopped) statuses.push(await send(agent, target));
  };
  await Promise.all(Array.from({ length: target.connections }, connection));
  agent.destroy();
  const answered = statuses.filter((status) => status === 200).length;
  return { answered, turnedAway: statuses.length - answered };
}

// A client that asks for as much as it may on many connections, each sending the next as soon as the last is answered.
answerBench({
  start: () => '',
  flood: (target: FloodTarget) => {
    stopped = false;
    flooding = flood(target);
  },
  /** Resolves once all requests under way have been answered. */
  rest: () => {
    stopped = true;
    return flooding;
  },
  stop: async () => {
    stopped = true;
    await flooding;
  },
});
