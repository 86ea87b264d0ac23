import { describe, expect, it } from 'vitest';
import { readConfig } from './platform/config.ts';
import { startWarnings } from './start-warnings.ts';

function said(variables: NodeJS.ProcessEnv) {
  return startWarnings(readConfig(variables), variables['PUBLIC_URL'] ?? 'http://localhost:4000').join('\n');
}

describe('a server that starts', () => {
  it('says nothing where nothing is amiss', () => {
    expect(said({})).toBe('');
    expect(said({ PUBLIC_URL: 'https://rooms.example', TRUSTED_PROXIES: '1' })).toBe('');
    expect(said({ PUBLIC_URL: 'http://rooms.lan', INSECURE_COOKIES: '1' })).toBe('');
  });

  it('says that browsers will drop the cookies', () => {
    expect(said({ PUBLIC_URL: 'http://rooms.lan' })).toMatch(/^browsers keep nobody signed in.*INSECURE_COOKIES=1/);
  });

  it('says that behind a proxy it does not believe, everybody counts as one address', () => {
    expect(said({ PUBLIC_URL: 'https://rooms.example' })).toMatch(/^PUBLIC_URL is https.*TRUSTED_PROXIES=1/);
  });
});
