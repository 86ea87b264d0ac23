import { createHash } from 'node:crypto';
import { type GraphQLSchema, printSchema } from 'graphql';
import type { IncomingMessage } from 'node:http';
import type { RequestContext } from '../context.ts';
import { answerRefusal } from './answer-refusal.ts';
import type { Route } from './serve-http.ts';

type Options = {
  readonly schema: GraphQLSchema;
  /** Strangers cannot read the schema, neither here nor by introspection. */
  readonly production: boolean;
  readonly contextFor: (transport: { readonly req: IncomingMessage }) => Promise<Pick<RequestContext, 'viewer'>>;
};

/** Serves the schema as text. It is printed once, because printing takes 10 ms of everybody's time. */
export function serveSchema({ schema, production, contextFor }: Options): Route {
  const text = printSchema(schema);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  return async (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return res.writeHead(405, { allow: 'GET, HEAD' }).end();
    if (production && (await contextFor({ req })).viewer === null) {
      res.setHeader('cache-control', 'no-store').setHeader('www-authenticate', 'Bearer');
      return answerRefusal(req, res, {
        status: 401,
        message:
          'Sign in to read the schema: send authorization: Bearer with a token, or the session cookies with the header x-colab-csrf: 1.',
        extensions: { code: 'UNAUTHENTICATED' },
      });
    }
    res.setHeader('etag', etag).setHeader('cache-control', production ? 'private, no-cache' : 'no-cache');
    if (production) res.setHeader('vary', 'Authorization, Cookie');
    if (req.headers['if-none-match'] === etag) return res.writeHead(304).end();
    return res
      .writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'content-length': Buffer.byteLength(text) })
      .end(req.method === 'HEAD' ? undefined : text);
  };
}
