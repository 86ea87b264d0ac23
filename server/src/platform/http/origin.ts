import type { IncomingMessage } from 'node:http';
import { currentRequestId } from './request-id.ts';

/** Where a request came from: for the log, the audit trail, the list of one's sessions, and limits by address. */
export type Origin = {
  readonly requestId: string;
  /** IP address; of the client, not of the proxies that the operator runs in front. */
  readonly address: string;
  /** What the caller's program says it is, 300 characters at most. Anybody can make it up. */
  readonly agent: string | null;
};

/** @param proxies how many proxies of our own stand in front: only what they add to X-Forwarded-For can be believed */
export function originOf({ headers, socket }: IncomingMessage, proxies: number): Origin {
  return {
    requestId: currentRequestId(),
    address: addressOf(headers['x-forwarded-for'], socket.remoteAddress ?? '', proxies),
    agent: headers['user-agent']?.slice(0, 300) ?? null,
  };
}

function addressOf(forwarded: string | string[] | undefined, remote: string, proxies: number): string {
  const hops = [...[forwarded ?? []].flat().join(',').split(','), remote]
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '');
  // The last is who connects to us; each proxy wrote the one before it.
  return withoutPrefix(hops.at(-1 - Math.min(proxies, hops.length - 1)) ?? '').slice(0, 60);
}

function withoutPrefix(address: string): string {
  return address.replace(/^::ffff:/, '');
}
