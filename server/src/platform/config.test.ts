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
