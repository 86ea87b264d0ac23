import type { IncomingMessage, ServerResponse } from 'node:http';
import { currentRequest, currentRequestId } from './request-id.ts';

export type Refusal = {
  readonly status: number;
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
};

const lingerMs = 2_000;

/** A refusal at the door, in the form in which GraphQL refuses: before anything of the request was run. */
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
  // Whoever still sends would lose the answer if the line were cut behind it. It is whole by its length; what comes now
  // is thrown away, and not for long.
  res.write(text);
  const cut = setTimeout(() => req.socket.destroy(), lingerMs);
  req.once('close', () => clearTimeout(cut));
  req.once('end', () => res.end());
  req.resume();
}
