import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { type Answers, answersTo } from './baseline-answers.ts';
import type { Statement } from './app.ts';
import { answerBench } from './measured-process.ts';

/**
 * What somebody would write who wants these two answers from this database, and nothing else: node's http, `pg`, JSON.
 * It sends the statements of the application as they were overheard, prepared under a name, pipelined wherever one does
 * not need the answer of the other; and it sends back the same bytes. It checks no token, parses no GraphQL, validates
 * no input and tells no subscriber.
 */
export type BaselineOptions = {
  readonly appUrl: string;
  readonly readers: number;
  readonly writers: number;
  /** Of the application, for one request of either kind, in order. */
  readonly statements: { readonly calendar: readonly Statement[]; readonly createBookings: readonly Statement[] };
  readonly sessionId: string;
  readonly userId: string;
  readonly cursor: string;
};

type Body = { readonly operationName: keyof Answers; readonly variables: never };

let server: Server | undefined;
let pools: pg.Pool[] = [];

answerBench({
  start: async (options: BaselineOptions) => {
    pools = [options.readers, options.writers].map((max) => new pg.Pool({ connectionString: options.appUrl, max, pipeline: true, application_name: 'plain pg' }));
    const answers = answersTo(options, ...(pools as [pg.Pool, pg.Pool]));
    const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
      try {
        const { operationName, variables } = JSON.parse(await bodyOf(req)) as Body;
        const body = JSON.stringify(await answers[operationName](variables));
        res.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body);
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

const bodyOf = async (req: IncomingMessage): Promise<string> => {
  let body = '';
  req.setEncoding('utf8');
  for await (const chunk of req) body += String(chunk);
  return body;
};
