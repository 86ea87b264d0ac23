import type { IncomingMessage } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import type { Log } from '../log.ts';
import { untrustedProxy } from './untrusted-proxy.ts';

function request(forwarded?: string) {
  return { headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage;
}
function logged(trustedProxies: number, ...forwarded: (string | undefined)[]): number {
  const warn = vi.fn<() => void>();
  const notice = untrustedProxy(trustedProxies, { warn } as unknown as Log);
  for (const one of forwarded) notice(request(one));
  return warn.mock.calls.length;
}

describe('a proxy that nobody said to believe', () => {
  it('is told of once, however many come through it, and not where it is believed or there is none', () => {
    expect(logged(0, undefined, '196.25.1.9', '196.25.1.10')).toBe(1);
    expect(logged(1, '196.25.1.9')).toBe(0);
    expect(logged(0, undefined)).toBe(0);
  });
});
