import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OriginRule } from './allowed-origins.ts';
import { answerRefusal, type Refusal } from './answer-refusal.ts';
import { jsonShapeOf } from './json-shape.ts';
import type { LimitName, Limits } from './limits/limits.ts';
import { readBody } from './read-body.ts';

type Rules = {
  readonly limits: Limits;
  readonly origins: OriginRule;
  readonly isForged: (req: IncomingMessage) => boolean;
};

/** The request that the GraphQL handler gets: its body is complete and within bounds. */
type RequestWithBody = IncomingMessage & { body?: { bytes: Buffer; [Symbol.asyncIterator](): AsyncIterator<Buffer> } };

const exposed = 'x-request-id, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after';

/** Checks a request before the GraphQL handler. True when it may go on; else it was answered here. */
export function guardGraphql({ limits, origins, isForged }: Rules) {
  return async (req: RequestWithBody, res: ServerResponse): Promise<boolean> => {
    res.setHeader('vary', 'Origin');
    // A cookie or a token decides whose answer it is: neither a proxy nor the disk of a shared computer may store it.
    res.setHeader('cache-control', 'no-store');
    const refuse = (refusal: Refusal): false => {
      answerRefusal(req, res, refusal);
      return false;
    };
    if (!origins.allows(req)) {
      return refuse({
        status: 403,
        message:
          'Pages of other sites may not ask here. ALLOWED_ORIGINS lists those that may; PUBLIC_URL says by which address, http or https, this server is reached.',
        extensions: { code: 'FORBIDDEN', reason: 'ORIGIN_NOT_ALLOWED' },
      });
    }
    const listed = origins.listed(req);
    if (listed !== null) {
      // Without credentials: the cookies are SameSite=Strict and are not sent. Other sites' pages send a token.
      res.setHeader('access-control-allow-origin', listed);
      res.setHeader('access-control-expose-headers', exposed);
    }
    if (req.method === 'OPTIONS') {
      if (listed !== null) {
        res.setHeader('access-control-allow-methods', 'GET, POST');
        res.setHeader('access-control-allow-headers', 'content-type, authorization, x-colab-csrf, x-request-id');
        res.setHeader('access-control-max-age', 600);
      }
      res.writeHead(204, { allow: 'GET, POST, OPTIONS' }).end();
      return false;
    }
    if (isForged(req)) {
      return refuse({
        status: 403,
        message:
          'A request with the session cookies needs the header x-colab-csrf: 1. A request with a token needs no cookies.',
        extensions: { code: 'FORBIDDEN', reason: 'CSRF_HEADER_MISSING' },
      });
    }
    if (req.method !== 'POST') return true;
    // What a form of another site can send is not read as GraphQL.
    if (!/^application\/json\s*(;|$)/i.test(req.headers['content-type'] ?? '')) {
      return refuse({
        status: 415,
        message: 'Send content-type: application/json.',
        extensions: { code: 'BAD_USER_INPUT', reason: 'CONTENT_TYPE' },
      });
    }
    const bytes = await readBody(req, limits.bodyBytes);
    // A caller who took too long may have been answered meanwhile; what was refused must not be done afterwards.
    if (bytes === 'cut off' || res.headersSent) return false;
    if (bytes === 'too large') {
      return refuse({
        status: 413,
        message: `A request has at most ${limits.bodyBytes} bytes.`,
        extensions: { code: 'LIMIT_EXCEEDED', limit: 'bodyBytes', max: limits.bodyBytes },
      });
    }
    if (/^\s*\[/.test(bytes.toString('latin1', 0, 100))) {
      return refuse({
        status: 400,
        message: 'One operation a request: batches are not taken.',
        extensions: { code: 'LIMIT_EXCEEDED', limit: 'batch', max: 1 },
      });
    }
    const shape = jsonShapeOf(bytes, { depth: limits.bodyDepth, values: limits.bodyValues });
    const tooMuch = (limit: LimitName, message: string) =>
      refuse({ status: 400, message, extensions: { code: 'LIMIT_EXCEEDED', limit, max: limits[limit] } });
    if (shape.depth > limits.bodyDepth)
      return tooMuch(
        'bodyDepth',
        `The body of a request has at most ${limits.bodyDepth} lists and objects within each other.`,
      );
    if (shape.values > limits.bodyValues)
      return tooMuch(
        'bodyValues',
        `The body of a request has at most ${limits.bodyValues} values. Ask in several steps.`,
      );
    req.body = {
      bytes,
      async *[Symbol.asyncIterator]() {
        yield bytes;
      },
    };
    return true;
  };
}
