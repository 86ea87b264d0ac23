import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { hostRule } from './allowed-hosts.ts';

const isOurs = hostRule({ publicUrl: 'https://rooms.example', allowedOrigins: ['https://friend.example:8443'] });
function asked(host: string | undefined) {
  return isOurs({ headers: { host } } as IncomingMessage);
}

it.each([
  'rooms.example',
  'rooms.example:443',
  'ROOMS.example',
  'rooms.example.',
  'friend.example',
  '127.0.0.1:4000',
  '196.25.1.9',
  '[::1]:4000',
  '[2001:db8::1]',
  'localhost:4000',
  'colab',
  'colab:4000',
  'app.localhost',
  'desk.local',
  'colab.default.svc.cluster.local:4000',
  'colab.corp.internal',
  undefined,
])('%s is a name that this server may be asked by', (host) => {
  expect(asked(host)).toBe(true);
});

it.each([
  'stranger.example',
  'stranger.example:4000',
  'rooms.example.stranger.example',
  'www.rooms.example',
  '127.0.0.1.stranger.example',
  'localhost.stranger.example',
  'xlocal.example',
  'a.xlocal',
  'x@rooms.example.stranger.example',
  '',
  '[',
  'a b',
])('%s is none: a stranger may own it, and have pointed it here', (host) => {
  expect(asked(host)).toBe(false);
});

it('without PUBLIC_URL addresses and names that no stranger can own are enough to reach it', () => {
  const bare = hostRule({});
  expect(
    ['localhost:4000', '192.168.1.20:4000', 'desk-12:4000', 'rooms.example'].map((host) =>
      bare({ headers: { host } } as IncomingMessage),
    ),
  ).toEqual([true, true, true, false]);
});
