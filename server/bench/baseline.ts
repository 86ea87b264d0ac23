import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { type Answers, answersFrom, type Person } from './baseline-answers.ts';
import { answerBench } from './measured-process.ts';

/**
 * What somebody would write who wants these two answers from this database, and nothing else: node's http, `pg`, JSON.
 * It sends the statements of `baseline-statements.ts`, prepared, pipelined wherever one does not need the answer of the
 * other, and it sends back the bytes that the application sends. It believes every token, parses no GraphQL, validates
 * no input and tells no subscriber.
 */
export type BaselineOptions = {
  readonly appUrl: string;
  readonly readers: number;
  readonly writers: number;
  readonly cursor: string;
};

type Body = { readonly operationName: keyof Answers; readonly variables: never };

let server: Server | undefined;
let pools: pg.Pool[] = [];

answerBench({
  start: async ({ appUrl, cursor, ...sizes }: BaselineOptions) => {
    const open = (max: number) =>
      new pg.Pool({ connectionString: appUrl, max, pipeline: true, application_name: 'plain pg' });
    const [readers, writers] = (pools = [open(sizes.readers), open(sizes.writers)]) as [pg.Pool, pg.Pool];
    const answers = answersFrom({ readers, writers }, cursor);
    const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
      try {
        const { operationName, variables } = JSON.parse(await bodyOf(req)) as Body;
        const body = JSON.stringify(await answers[operationName](personOf(req.headers.authorization ?? ''), variables));
        res
          .writeHead(200, {
            'content-type': 'application/json; charset=utf-8',
            'content-length': Buffer.byteLength(body),
          })
          .end(body);
      } catch (error) {
        process.stderr.write(`${String(error)}\n`);
        res.writeHead(500).end();
      }
    };
    server = createServer((req, res) => void handle(req, res));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
  stop: async () => {
    server?.closeAllConnections();
    server?.close();
    await Promise.all(pools.map((pool) => pool.end()));
  },
});

const people = new Map<string, Person>();

/** The person that a bearer token names; each token is read once. */
function personOf(authorization: string): Person {
  let person = people.get(authorization);
  if (!person) {
    const { sid, sub } = JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString()) as {
      sid: string;
      sub: string;
    };
    people.set(authorization, (person = { sessionId: sid, userId: sub }));
  }
  return person;
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = '';
  req.setEncoding('utf8');
  for await (const chunk of req) body += String(chunk);
  return body;
}
