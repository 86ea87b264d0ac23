import type { IncomingMessage } from 'node:http';
import { currentRequestId } from './request-id.ts';

/** Where a request came from: for the log, the audit trail, a user's list of sessions, and limits by address. */
export type Origin = {
  readonly requestId: string;
  /** The IP address of the client, not of the proxies that the operator runs in front. */
  readonly address: string;
  /** The program that the caller claims to be, 300 characters at most. Anybody can make it up. */
  readonly agent: string | null;
};

/**
 * @param proxies how many proxies of the operator are in front: only what they add to X-Forwarded-For can be believed
 */
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
  // The last is the peer of this connection; each proxy wrote the one before it.
  return withoutPrefix(hops.at(-1 - Math.min(proxies, hops.length - 1)) ?? '').slice(0, 60);
}

function withoutPrefix(address: string): string {
  return address.replace(/^::ffff:/, '');
}
