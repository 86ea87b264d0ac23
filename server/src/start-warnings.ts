import type { Config } from './platform/config.ts';

type ServerSettings = Pick<Config, 'PUBLIC_URL' | 'TRUSTED_PROXIES' | 'INSECURE_COOKIES'>;

/** Lists what is likely to go wrong, from the settings alone. @param url the address for browsers */
export function startWarnings(
  { PUBLIC_URL, TRUSTED_PROXIES, INSECURE_COOKIES }: ServerSettings,
  url: string,
): string[] {
  const { protocol, hostname } = new URL(url);
  const isLocal = ['localhost', '127.0.0.1'].includes(hostname);
  return [
    ...(protocol === 'http:' && !INSECURE_COOKIES && !isLocal
      ? [
          'browsers keep nobody signed in over plain http. Put TLS in front, or set INSECURE_COOKIES=1 on a trusted network.',
        ]
      : []),
    // This server speaks http alone: if browsers come by https, a proxy is in front.
    ...(PUBLIC_URL?.startsWith('https:') && TRUSTED_PROXIES === 0
      ? [
          'PUBLIC_URL is https, so a proxy stands in front, and TRUSTED_PROXIES is 0: everybody counts as one address, the proxy’s. Limits of sign-in and of requests then hold for all of them together, and the audit trail names the proxy. Set TRUSTED_PROXIES=1 if it adds to X-Forwarded-For.',
        ]
      : []),
  ];
}
