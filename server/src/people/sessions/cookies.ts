import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OpenSession } from './sessions.ts';

/**
 * `__Host-` binds a cookie to this very host, over TLS. Browsers drop such cookies on plain http except on localhost;
 * INSECURE_COOKIES=1 is the explicit exception for a trusted network.
 */
export type CookieNames = { readonly access: string; readonly refresh: string; readonly secure: boolean };

export function cookieNames(insecure: boolean): CookieNames {
  return insecure
    ? { access: 'colab-access', refresh: 'colab-refresh', secure: false }
    : { access: '__Host-colab-access', refresh: '__Host-colab-refresh', secure: true };
}

export function readCookie(req: IncomingMessage, name: string): string | null {
  for (const part of req.headers.cookie?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

function cookie({ secure }: CookieNames, name: string, value: string, expires: Date) {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Expires=${expires.toUTCString()}${secure ? '; Secure' : ''}`;
}

export function setSessionCookies(res: ServerResponse, names: CookieNames, session: OpenSession): void {
  res.appendHeader('set-cookie', cookie(names, names.access, session.accessToken, session.expiresAt));
  res.appendHeader('set-cookie', cookie(names, names.refresh, session.refreshToken, session.refreshExpiresAt));
}

export function clearSessionCookies(res: ServerResponse, names: CookieNames): void {
  for (const name of [names.access, names.refresh])
    res.appendHeader('set-cookie', cookie(names, name, '', new Date(0)));
}
