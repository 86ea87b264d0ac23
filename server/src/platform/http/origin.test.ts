import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { originOf } from './origin.ts';

function request(remoteAddress: string, forwarded?: string) {
  return {
    headers: { 'x-forwarded-for': forwarded, 'user-agent': 'x'.repeat(1_000) },
    socket: { remoteAddress },
  } as unknown as IncomingMessage;
}

describe('where a request came from', () => {
  it('is who connects, whatever the caller claims', () => {
    expect(originOf(request('::ffff:10.0.0.7', '1.2.3.4'), 0).address).toBe('10.0.0.7');
  });

  it('is what our own proxies wrote, and nothing that was claimed before them', () => {
    expect(originOf(request('10.0.0.1', '6.6.6.6, 196.25.1.9'), 1).address).toBe('196.25.1.9');
    expect(originOf(request('10.0.0.1', '6.6.6.6, 196.25.1.9, 10.0.0.2'), 2).address).toBe('196.25.1.9');
    expect(originOf(request('10.0.0.1'), 2).address).toBe('10.0.0.1');
  });

  it('keeps no more of a program’s name than is of use', () => {
    expect(originOf(request('10.0.0.1'), 0).agent).toHaveLength(300);
  });
});
