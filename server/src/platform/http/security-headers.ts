import type { IncomingMessage } from 'node:http';

/**
 * The client has no inline script, no inline style (React sets styles through the object model), no foreign font and no
 * frame. Its socket is named by host, because not every browser takes 'self' for ws: as well.
 */
function policyFor(hosts: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self' ${hosts.map((host) => `ws://${host} wss://${host}`).join(' ')}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const forAll: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
};

const yearSeconds = 31_536_000;

/** @param publicUrl if it has https, browsers are told never to come by http again */
export function securityHeaders(publicUrl: string | undefined): (req: IncomingMessage) => Record<string, string> {
  const always = publicUrl?.startsWith('https:')
    ? { ...forAll, 'strict-transport-security': `max-age=${yearSeconds}` }
    : forAll;
  const hosts = publicUrl === undefined ? [] : [new URL(publicUrl).host];
  return ({ headers: { host = 'localhost' } }) => ({
    ...always,
    // A Host header that is not a plain host must not get into a response header.
    'content-security-policy': policyFor([...new Set([/^[\w.:[\]-]+$/.test(host) ? host : 'localhost', ...hosts])]),
  });
}
