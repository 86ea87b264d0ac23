import { afterEach, describe, expect, it, vi } from 'vitest';
import { Session } from './session.ts';

afterEach(() => void vi.unstubAllGlobals());

/** The server answers each question so. */
function serverSays(answer: () => Promise<Response>) {
  const fetched = vi.fn<() => Promise<Response>>(answer);
  vi.stubGlobal('fetch', fetched);
  return { session: new Session('http://nowhere.invalid'), fetched };
}
async function answerOf(__typename: string) {
  return Response.json({ data: { refreshSession: { __typename } } });
}

describe('a session', () => {
  it('is renewed once for all who ask meanwhile, and again for who asks later', async () => {
    const { session, fetched } = serverSays(() => answerOf('RefreshSessionPayload'));
    expect(await Promise.all([session.renew(), session.renew()])).toEqual(['renewed', 'renewed']);
    expect(fetched).toHaveBeenCalledTimes(1);
    await session.renew();
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it('is over where its renewal is refused, and not where the server fails or is out of reach', async () => {
    expect(await serverSays(() => answerOf('NotAllowedError')).session.renew()).toBe('ended');
    for (const answer of [
      () => Promise.reject(new TypeError('Failed to fetch')),
      async () => new Response('Bad gateway', { status: 502 }),
      async () => Response.json({ data: null, errors: [{ message: 'Not now.', extensions: { code: 'BUSY' } }] }),
    ])
      expect(await serverSays(answer).session.renew()).toBe('unreachable');
  });
});
