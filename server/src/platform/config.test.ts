import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

describe('SAMPLE_DATA', () => {
  it('goes by the database where nobody said anything', () => {
    expect(readConfig({}).SAMPLE_DATA).toBe('auto');
    expect(readConfig({ SAMPLE_DATA: '' }).SAMPLE_DATA).toBe('auto');
  });

  it('is off in production, unless somebody asks', () => {
    expect(readConfig({ NODE_ENV: 'production' }).SAMPLE_DATA).toBe('off');
    expect(readConfig({ NODE_ENV: 'production', SAMPLE_DATA: 'on' }).SAMPLE_DATA).toBe('on');
  });
});

describe('the limits of the door', () => {
  it('are safe where nobody said anything, and each is a variable of its own', () => {
    const { limits } = readConfig({ MAX_DEPTH: '9', MAX_COST_PER_MINUTE: '5000' });
    expect(limits).toMatchObject({ depth: 9, costPerMinute: 5_000, aliases: 30, tokens: 2_000, directives: 50, cost: 20_000, subscriptions: 100, messageBytes: 262_144 });
    expect(() => readConfig({ MAX_DEPTH: 'none' })).toThrow('MAX_DEPTH');
    expect(() => readConfig({ MAX_BODY_BYTES: '0' })).toThrow('MAX_BODY_BYTES must be 10000 at least');
  });

  it('take origins, and nothing that only looks like one', () => {
    expect(readConfig({ ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080' }).ALLOWED_ORIGINS).toEqual(['https://a.example', 'http://b.example:8080']);
    expect(readConfig({}).ALLOWED_ORIGINS).toEqual([]);
    for (const wrong of ['*', 'a.example', 'https://a.example/path', 'https://a.example/']) expect(() => readConfig({ ALLOWED_ORIGINS: wrong }), wrong).toThrow('ALLOWED_ORIGINS');
  });
});
