import type { IncomingMessage } from 'node:http';
import type { Log } from '../log.ts';

/** Says once, in the log, that somebody writes X-Forwarded-For whom nobody told us to believe: limits by address then count all as one. */
export function untrustedProxy(trustedProxies: number, log: Log): (req: IncomingMessage) => void {
  let isSaid = trustedProxies > 0;
  return ({ headers }) => {
    if (isSaid || headers['x-forwarded-for'] === undefined) return;
    isSaid = true;
    log.warn(
      'A request came with X-Forwarded-For, which is not believed. If a proxy of yours writes it, set TRUSTED_PROXIES, or all who come through it count as one address.',
    );
  };
}
