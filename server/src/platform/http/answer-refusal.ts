import type { IncomingMessage, ServerResponse } from 'node:http';
import { currentRequest, currentRequestId } from './request-id.ts';

export type Refusal = {
  readonly status: number;
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
};

const lingerMs = 2_000;

/** Refuses a request before any of it runs, in the form in which GraphQL refuses. */
export function answerRefusal(
  req: IncomingMessage,
  res: ServerResponse,
  { status, message, extensions }: Refusal,
): void {
  const request = currentRequest();
  if (request) request.outcome = 'refused';
  const errors = [{ message, extensions: { ...extensions, requestId: currentRequestId() } }];
  const type = req.headers.accept?.includes('application/graphql-response+json')
    ? 'application/graphql-response+json'
    : 'application/json';
  const text = JSON.stringify({ errors });
  res.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-length': Buffer.byteLength(text) });
  if (req.complete) {
    res.end(text);
    return;
  }
  // A client that is still sending would lose the answer if the connection were cut right after it. The answer is
  // complete by its length; what comes now is thrown away, and not for long.
  res.write(text);
  const cutTimer = setTimeout(() => req.socket.destroy(), lingerMs);
  req.once('close', () => clearTimeout(cutTimer));
  req.once('end', () => res.end());
  req.resume();
}
