import argon2 from 'argon2';
import { describe, expect, it } from 'vitest';
import { BusyError } from '../../platform/errors.ts';
import { hashPassword } from './passwords.ts';
import { hashing, Turns } from './turns.ts';

/** Work that ends when it is told to, and says in which order it began. */
function gate() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  const endOne = async () => {
    ends.shift()?.();
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return { begun, work, endOne };
}

describe('turns', () => {
  it('are so many at once and no more, and each that ends lets the next one begin', async () => {
    const { begun, work, endOne } = gate();
    const turns = new Turns(2, 10);
    const all = ['a', 'b', 'c', 'd'].map((name) => turns.take('x', work(name)));
    expect(begun).toEqual(['a', 'b']);
    await endOne();
    expect(begun).toEqual(['a', 'b', 'c']);
    for (let left = 3; left > 0; left--) await endOne();
    await Promise.all(all);
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('go round the lanes: a crowd waits behind itself', async () => {
    const { begun, work, endOne } = gate();
    const turns = new Turns(1, 10);
    const all = [
      ['crowd', 'c1'],
      ['crowd', 'c2'],
      ['crowd', 'c3'],
      ['crowd', 'c4'],
      ['somebody', 's1'],
    ].map(([lane = '', name = '']) => turns.take(lane, work(name)));
    for (const _ of all) await endOne();
    await Promise.all(all);
    expect(begun).toEqual(['c1', 'c2', 's1', 'c3', 'c4']);
  });

  it('are refused when the line is full, the last of the longest lane first', async () => {
    const { work, endOne } = gate();
    const turns = new Turns(1, 3);
    const said: string[] = [];
    const take = (lane: string, name: string) =>
      turns.take(lane, work(name)).then(
        () => said.push(`${name} went`),
        (error: unknown) => said.push(`${name} ${error instanceof BusyError ? 'refused' : 'broke'}`),
      );
    const all = [take('crowd', 'c1'), take('crowd', 'c2'), take('crowd', 'c3'), take('crowd', 'c4')];
    all.push(take('crowd', 'c5'), take('somebody', 's1'));
    for (const _ of all) await endOne();
    await Promise.all(all);
    expect(said.toSorted()).toEqual(['c1 went', 'c2 went', 'c3 went', 'c4 refused', 'c5 refused', 's1 went']);
  });

  it('come back after work that failed', async () => {
    const turns = new Turns(1, 1);
    await expect(turns.take('x', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(turns.take('x', () => Promise.resolve('next'))).resolves.toBe('next');
  });
});

describe('a hash', () => {
  it('is argon2id with 19,456 KiB, two passes and one lane', async () => {
    expect(await hashPassword('a password')).toMatch(/^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/);
  });

  it('waits for its turn, of which there are four at most', async () => {
    const { work, endOne } = gate();
    expect(hashing.atOnce).toBeLessThanOrEqual(4);
    const busy = Array.from({ length: hashing.atOnce }, () => hashing.take('others', work('other')));
    let hashed = false;
    const hash = hashPassword('a password').then(() => (hashed = true));
    // Longer than a hash takes that does not wait.
    await argon2.hash('another', { memoryCost: 19_456, timeCost: 4, parallelism: 1 });
    expect(hashed).toBe(false);
    await endOne();
    await hash;
    for (let left = busy.length - 1; left > 0; left--) await endOne();
    await Promise.all(busy);
  });
});
