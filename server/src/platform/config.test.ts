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
    expect(limits).toMatchObject({
      depth: 9,
      costPerMinute: 5_000,
      aliases: 30,
      tokens: 2_000,
      directives: 50,
      cost: 20_000,
      subscriptions: 100,
      messageBytes: 262_144,
    });
    expect(() => readConfig({ MAX_DEPTH: 'none' })).toThrow('MAX_DEPTH');
    expect(() => readConfig({ MAX_BODY_BYTES: '0' })).toThrow('MAX_BODY_BYTES must be 10000 at least');
  });

  it('take origins, and nothing that only looks like one', () => {
    expect(readConfig({ ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080' }).ALLOWED_ORIGINS).toEqual([
      'https://a.example',
      'http://b.example:8080',
    ]);
    expect(readConfig({}).ALLOWED_ORIGINS).toEqual([]);
    for (const wrong of ['*', 'a.example', 'https://a.example/path', 'https://a.example/'])
      expect(() => readConfig({ ALLOWED_ORIGINS: wrong }), wrong).toThrow('ALLOWED_ORIGINS');
  });
});

describe('the mail server', () => {
  it('is there with both its settings, and refused with one of them', () => {
    expect(readConfig({}).smtp).toBeUndefined();
    expect(readConfig({ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'colab@example.com' }).smtp).toEqual({
      url: 'smtp://mail.example',
      from: 'colab@example.com',
    });
    expect(() => readConfig({ SMTP_URL: 'smtp://mail.example' })).toThrow(/SMTP_URL and MAIL_FROM belong together/);
    expect(() => readConfig({ MAIL_FROM: 'colab@example.com' })).toThrow(/SMTP_URL and MAIL_FROM belong together/);
  });
});

describe('limits of failed tries', () => {
  it('are 10 for an account and 50 for an address in a quarter of an hour, unless somebody says otherwise', () => {
    expect(readConfig({}).tryLimits).toEqual({
      perAccount: 10,
      perAddress: 50,
      windowMs: 900_000,
      firstWaitMs: 60_000,
      longestWaitMs: 3_600_000,
    });
    expect(readConfig({ SIGN_IN_TRIES_PER_ACCOUNT: '5', SIGN_IN_FIRST_WAIT_SECONDS: '10' }).tryLimits).toMatchObject({
      perAccount: 5,
      firstWaitMs: 10_000,
    });
    expect(() => readConfig({ SIGN_IN_TRIES_PER_ACCOUNT: '0' })).toThrow(/SIGN_IN_TRIES_PER_ACCOUNT/);
  });
});

describe('how far ahead people book', () => {
  it('is ten years unless somebody says otherwise, and never so far that a mistyped year would pass', () => {
    expect(readConfig({}).BOOK_YEARS_AHEAD).toBe(10);
    expect(readConfig({ BOOK_YEARS_AHEAD: '2' }).BOOK_YEARS_AHEAD).toBe(2);
    for (const wrong of ['0', '101', '1.5', 'ten'])
      expect(() => readConfig({ BOOK_YEARS_AHEAD: wrong }), wrong).toThrow(/BOOK_YEARS_AHEAD/);
  });
});

describe('the facility', () => {
  it.each([
    ['FACILITY_NAME', ' '.repeat(3)],
    ['FACILITY_TIME_ZONE', 'Johannesburg'],
    ['FACILITY_CURRENCY', 'RAND'],
    ['FACILITY_LOCALE', 'de'],
    ['FACILITY_WEEK_STARTS_ON', 'M'],
    ['FACILITY_OPENING_HOURS', 'always'],
    ['FACILITY_OPENING_HOURS', 'Fri-Mon 07:00-19:00'],
    ['FACILITY_USUAL_HOURS', '16:30-07:30'],
  ])('takes no %s of "%s"', (variable, value) => {
    expect(() => readConfig({ [variable]: value })).toThrow(variable);
  });
});
