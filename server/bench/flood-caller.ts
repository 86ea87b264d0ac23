import { Agent, request } from 'node:http';
import { answerBench } from './measured-process.ts';

export type FloodTarget = {
  readonly url: string;
  readonly token: string;
  readonly body: string;
  readonly connections: number;
};

/** What came of a flood: how many were answered in full, and how many were told to wait. */
export type Flooded = { readonly answered: number; readonly turnedAway: number };

let flooding: Promise<Flooded> | undefined;
let stopped = false;

/** The status of the answer; its text is thrown away as it comes. */
function send(agent: Agent, { url, token, body }: FloodTarget): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    };
    const sent = request(`${url}/graphql`, { method: 'POST', headers, agent }, (response) => {
      response
        .on('error', reject)
        .on('end', () => resolve(response.statusCode ?? 0))
        .resume();
    });
    sent.on('error', reject).end(body);
  });
}

async function flood(target: FloodTarget): Promise<Flooded> {
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

// Somebody who asks for as much as they may on many connections, each the next as soon as the last is answered.
answerBench({
  start: () => '',
  flood: (target: FloodTarget) => {
    stopped = false;
    flooding = flood(target);
  },
  /** Resolves once what is under way has been answered. */
  rest: () => {
    stopped = true;
    return flooding;
  },
  stop: async () => {
    stopped = true;
    await flooding;
  },
});
