import type { IncomingMessage, ServerResponse } from 'node:http';
import { currentRequest, currentRequestId } from './request-id.ts';

export type Refusal = { readonly status: number; readonly message: string; readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string } };

const lingerMs = 2_000;

/** A refusal at the door, in the form in which GraphQL refuses: before anything of the request was run. */
export const answerRefusal = (req: IncomingMessage, res: ServerResponse, { status, message, extensions }: Refusal): void => {
  const request = currentRequest();
  if (request) request.outcome = 'refused';
  const errors = [{ message, extensions: { ...extensions, requestId: currentRequestId() } }];
  const type = req.headers.accept?.includes('application/graphql-response+json') ? 'application/graphql-response+json' : 'application/json';
  res.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(JSON.stringify({ errors }));
  // Who still sends would not read the answer if the line were cut at once. What comes is thrown away, and not for long.
  if (req.complete) return;
  req.resume();
  const cut = setTimeout(() => req.socket.destroy(), lingerMs);
  req.once('close', () => clearTimeout(cut));
};
