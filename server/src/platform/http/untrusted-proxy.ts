import type { IncomingMessage } from 'node:http';
import type { Log } from '../log.ts';

/**
 * Warns once, in the log, that X-Forwarded-For comes from a proxy that no setting trusts: limits by address then count
 * all callers as one.
 */
export function untrustedProxy(trustedProxies: number, log: Log): (req: IncomingMessage) => void {
  let hasWarned = trustedProxies > 0;
  return ({ headers }) => {
    if (hasWarned || headers['x-forwarded-for'] === undefined) return;
    hasWarned = true;
    log.warn(
      'A request came with X-Forwarded-For, which is not believed. If a proxy of yours writes it, set TRUSTED_PROXIES, or all who come through it count as one address.',
    );
  };
}
