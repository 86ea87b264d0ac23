import type { Plugin } from 'graphql-yoga';

/**
 * The time by which clients tell what is over, since their own clock may be days off: milliseconds since 1970, in a
 * header of each answer, and over a socket in the payload of `connection_ack` and of each `pong`. (`Date` has whole
 * seconds, and proxies write their own.)
 */
const serverTimeHeader = 'x-server-time';

export function serverTimeOf(clock: () => Date): { readonly serverTime: number } {
  return { serverTime: clock().getTime() };
}

export function useServerTime(clock: () => Date): Plugin {
  return {
    onResponse: ({ response }) => response.headers.set(serverTimeHeader, String(clock().getTime())),
  };
}
