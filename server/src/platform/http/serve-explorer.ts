import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Route } from './serve-http.ts';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Colab ERP: GraphQL explorer</title>
    <link rel="stylesheet" href="/graphiql/graphiql.css" />
  </head>
  <body>
    <div id="root"></div>
    <script src="/graphiql/graphiql.js"></script>
    <script src="/graphiql/start.js"></script>
  </body>
</html>
`;

/**
 * Asks as whoever is signed in to this server in the same browser, or with the token among the typed headers: a socket
 * gets them in its first message. They are not kept, because a token would outlive the tab.
 */
const start = `
let typedHeaders = '';
function headersAsTyped() {
  try {
    return JSON.parse(typedHeaders);
  } catch {
    return {};
  }
}
const firstQuery = '{\\n  viewer {\\n    user {\\n      displayName\\n    }\\n    permissions\\n  }\\n}\\n';
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => '/graphiql/' + label + '.worker.js' };
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
  endpoint: '/graphql',
  title: 'Colab ERP',
  logo: '<span></span>',
  query: new URLSearchParams(location.search).get('query') ?? firstQuery,
  additionalHeaders: { 'x-colab-csrf': '1' },
  subscriptionsProtocol: 'WS',
  connectionParams: headersAsTyped,
  shouldPersistHeaders: false,
  onEditHeaders: (text) => {
    typedHeaders = text;
  },
});
`;

type File = { readonly body: Buffer; readonly zipped: Buffer; readonly etag: string; readonly type: string };

const zip = promisify(gzip);
const script = 'text/javascript; charset=utf-8';

async function fileOf(text: string, type: string): Promise<File> {
  const body = Buffer.from(text);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { body, zipped: await zip(body), etag, type };
}

/**
 * Its editor writes styles into the page, and draws signs and fonts from the style sheet; scripts are files of this
 * server all the same, here as anywhere.
 */
function withOwnStyles(policy: string): string {
  return policy
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("img-src 'self'", "img-src 'self' data:")
    .replace("font-src 'self'", "font-src 'self' data:")
    .concat("; worker-src 'self'");
}

function serveFile(file: Promise<File>): Route {
  return async (req: IncomingMessage, res: ServerResponse) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return res.writeHead(405, { allow: 'GET, HEAD' }).end();
    const { body, zipped, etag, type } = await file;
    res.setHeader('etag', etag).setHeader('cache-control', 'no-cache').setHeader('vary', 'accept-encoding');
    res.setHeader('content-security-policy', withOwnStyles(String(res.getHeader('content-security-policy'))));
    if (req.headers['if-none-match'] === etag) return res.writeHead(304).end();
    const isZipped = /\bgzip\b/.test(req.headers['accept-encoding'] ?? '');
    const sent = isZipped ? zipped : body;
    return res
      .writeHead(200, {
        'content-type': type,
        'content-length': sent.length,
        ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
      })
      .end(req.method === 'HEAD' ? undefined : sent);
  };
}

/**
 * GraphiQL, from files of this server alone. They are 9 MB, and are loaded only by a server that has the explorer.
 * @returns its routes
 */
export async function openExplorer(): Promise<Readonly<Record<string, Route>>> {
  const { js, css, editorWorkerService, graphqlWorker, jsonWorker } =
    await import('@graphql-yoga/render-graphiql/graphiql');
  const files: Readonly<Record<string, readonly [text: string, type: string]>> = {
    '/graphiql': [page, 'text/html; charset=utf-8'],
    '/graphiql/start.js': [start, script],
    '/graphiql/graphiql.js': [js, script],
    '/graphiql/graphiql.css': [css, 'text/css; charset=utf-8'],
    '/graphiql/editorWorkerService.worker.js': [editorWorkerService, script],
    '/graphiql/graphql.worker.js': [graphqlWorker, script],
    '/graphiql/json.worker.js': [jsonWorker, script],
  };
  return Object.fromEntries(Object.entries(files).map(([path, [text, type]]) => [path, serveFile(fileOf(text, type))]));
}
