import { createPrivateKey, createPublicKey, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportSPKI, importJWK, type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { days, hours, later } from '../../../test/factories.ts';
import { report } from '../../../test/figures.ts';
import { secret } from '../../../test/secret.ts';
import { bearer, nameAt, post, signInAs, type Tokens } from '../../../test/sign-in.ts';
import { connectDatabase, type Database } from '../../platform/database/database.ts';
import { createLog } from '../../platform/log.ts';
import { openAccessTokens } from './access-tokens.ts';
import { openSealedKey } from './sealed-key.ts';

let db: Database;
let tokens: Tokens;
let ours: KeyObject;
let theirs: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
const now = new Date('2026-11-23T08:00:00Z');
const nowSeconds = now.getTime() / 1_000;

const { facility, app } = await arrange({ now });

beforeAll(async () => {
  db = connectDatabase({ url: facility.database.appUrl });
  tokens = await signInAs(app.url, 'staff.tech');
  ours = createPrivateKey(
    (
      await openSealedKey(db, secret, 'access-token-rs256', () => Promise.reject(new Error('the server has made it')))
    ).toString(),
  );
  theirs = generateKeyPairSync('rsa', { modulusLength: 2_048 });
});
afterAll(() => db.close());

function encode(value: unknown) {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}
function parts(token: string) {
  const [head = '', body = '', signature = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  return { head, body, signature, header: read(head), payload: read(body) };
}
/** Any header and any payload, signed with any key, so that only what is said there can be wrong. */
function signed(header: unknown, payload: unknown, key: KeyObject = ours) {
  const text = `${encode(header)}.${encode(payload)}`;
  return `${text}.${createSign('sha256').update(text).sign(key).toString('base64url')}`;
}
async function mac(header: JWTHeaderParameters, payload: JWTPayload, key: Uint8Array) {
  return new SignJWT(payload).setProtectedHeader(header).sign(key);
}

/** Each is told what is right, and gives back what somebody might try instead. */
type Attack = (right: ReturnType<typeof parts>) => string | Promise<string>;

const spellingsOfNone: Record<string, Attack> = Object.fromEntries(
  ['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg): [string, Attack][] => [
    [`alg "${alg}" without a signature`, ({ header, body }) => `${encode({ ...header, alg })}.${body}.`],
    [
      `alg "${alg}" with the old signature`,
      ({ header, body, signature }) => `${encode({ ...header, alg })}.${body}.${signature}`,
    ],
  ]),
);

function publicPem() {
  return createPublicKey(ours).export({ type: 'spki', format: 'pem' });
}
const confusions: Record<string, Attack> = {
  'HS256 with the public key as PEM': ({ header, payload }) =>
    mac({ ...header, alg: 'HS256' }, payload, Buffer.from(publicPem())),
  'HS256 with the public key as PEM without its last line break': ({ header, payload }) =>
    mac({ ...header, alg: 'HS256' }, payload, Buffer.from(publicPem().toString().trimEnd())),
  'HS256 with the public key as DER': ({ header, payload }) =>
    mac({ ...header, alg: 'HS256' }, payload, createPublicKey(ours).export({ type: 'spki', format: 'der' })),
  'HS256 with the public key as JWK': ({ header, payload }) =>
    mac(
      { ...header, alg: 'HS256' },
      payload,
      Buffer.from(JSON.stringify(createPublicKey(ours).export({ format: 'jwk' }))),
    ),
  'HS256 with its modulus': ({ header, payload }) =>
    mac(
      { ...header, alg: 'HS256' },
      payload,
      Buffer.from(createPublicKey(ours).export({ format: 'jwk' }).n ?? '', 'base64url'),
    ),
  'HS512 with the public key as PEM': ({ header, payload }) =>
    mac({ ...header, alg: 'HS512' }, payload, Buffer.from(publicPem())),
  'HS256 with an empty secret for a kid of /dev/null': ({ header, payload }) =>
    mac({ ...header, alg: 'HS256', kid: '/dev/null' }, payload, new Uint8Array(1)),
  'RS512 with our own key': async ({ header, payload }) =>
    new SignJWT(payload).setProtectedHeader({ ...header, alg: 'RS512' }).sign(ours),
  'PS256 with our own key': async ({ header, payload }) =>
    new SignJWT(payload).setProtectedHeader({ ...header, alg: 'PS256' }).sign(ours),
  'alg in small letters': ({ header, payload }) => signed({ ...header, alg: 'rs256' }, payload),
  'alg as a list': ({ header, payload }) => signed({ ...header, alg: ['RS256'] }, payload),
};

const keys: Record<string, Attack> = {
  'a key of their own under our kid': ({ header, payload }) => signed(header, payload, theirs.privateKey),
  'a kid that nobody has': ({ header, payload }) =>
    signed({ ...header, kid: '11111111-2222-4333-8444-555555555555' }, payload),
  'no kid': ({ header: { kid: _kid, ...header }, payload }) => signed(header, payload),
  'a kid that is a path': ({ header, payload }) => signed({ ...header, kid: '../../../../etc/passwd' }, payload),
  'a kid that is SQL': ({ header, payload }) => signed({ ...header, kid: `' or '1'='1` }, payload),
  'a kid that is a list': ({ header, payload }) => signed({ ...header, kid: [header['kid']] }, payload),
  'a kid of the prototype': ({ header, payload }) => signed({ ...header, kid: '__proto__' }, payload),
  'our kid in capitals': ({ header, payload }) =>
    signed({ ...header, kid: String(header['kid']).toUpperCase() }, payload),
  'a jwk in the header': ({ header, payload }) =>
    signed({ ...header, jwk: theirs.publicKey.export({ format: 'jwk' }) }, payload, theirs.privateKey),
  'a jwk in the header, signed by us': ({ header, payload }) =>
    signed({ ...header, jwk: theirs.publicKey.export({ format: 'jwk' }) }, payload),
  'a jku in the header': ({ header, payload }) =>
    signed({ ...header, jku: 'https://evil.example/jwks.json' }, payload, theirs.privateKey),
  'an x5u in the header': ({ header, payload }) =>
    signed({ ...header, x5u: 'https://evil.example/x.pem' }, payload, theirs.privateKey),
  'an x5c in the header': ({ header, payload }) => signed({ ...header, x5c: ['MIIB'] }, payload),
  'a crit of something unknown': ({ header, payload }) => signed({ ...header, crit: ['exp2'], exp2: 1 }, payload),
  'a payload that is not encoded': ({ header, payload }) => signed({ ...header, crit: ['b64'], b64: false }, payload),
};

const claims: Record<string, Attack> = {
  'one that has run out': ({ header, payload }) => signed(header, { ...payload, exp: nowSeconds - 1 }),
  'one that runs out now': ({ header, payload }) => signed(header, { ...payload, exp: nowSeconds }),
  'one without an end': ({ header, payload: { exp: _exp, ...payload } }) => signed(header, payload),
  'an end that is a text': ({ header, payload }) => signed(header, { ...payload, exp: '9999999999' }),
  'one of the future': ({ header, payload }) => signed(header, { ...payload, nbf: nowSeconds + 60 }),
  'another audience': ({ header, payload }) => signed(header, { ...payload, aud: 'another-api' }),
  'no audience': ({ header, payload: { aud: _aud, ...payload } }) => signed(header, payload),
  'another issuer': ({ header, payload }) => signed(header, { ...payload, iss: 'colab.evil.example' }),
  'no issuer': ({ header, payload: { iss: _iss, ...payload } }) => signed(header, payload),
  'no session': ({ header, payload: { sid: _sid, ...payload } }) => signed(header, payload),
  'a session that is no id': ({ header, payload }) => signed(header, { ...payload, sid: `' or 1=1 --` }),
  'somebody else’s session': ({ header, payload }) => signed(header, { ...payload, sub: facility.userKeys.admin }),
  nobody: ({ header, payload: { sub: _sub, ...payload } }) => signed(header, payload),
  'another kind of token': ({ header, payload }) => signed({ ...header, typ: 'JWT' }, payload),
  'no kind of token': ({ header: { typ: _typ, ...header }, payload }) => signed(header, payload),
  'claims that are a list': ({ header, payload }) => signed(header, [payload]),
  'claims that are null': ({ header }) => signed(header, 'null'),
};

const edits: Record<string, Attack> = {
  'another person': ({ head, payload, signature }) =>
    `${head}.${encode({ ...payload, sub: facility.userKeys.admin })}.${signature}`,
  'another session': ({ head, payload, signature }) =>
    `${head}.${encode({ ...payload, sid: '11111111-2222-4333-8444-555555555555' })}.${signature}`,
  'a tenant added': ({ head, payload, signature }) =>
    `${head}.${encode({ ...payload, tenantIds: ['b2a9d7e4-7c31-4f0a-8b6d-5e9f0a4c3d02'] })}.${signature}`,
  'a longer life': ({ head, payload, signature }) =>
    `${head}.${encode({ ...payload, exp: nowSeconds + 1e6 })}.${signature}`,
  'a claim given twice': ({ head, payload, signature }) =>
    `${head}.${encode(`${JSON.stringify(payload).slice(0, -1)},"sub":"${facility.userKeys.admin}"}`)}.${signature}`,
  'a signature cut short': ({ head, body, signature }) => `${head}.${body}.${signature.slice(0, -4)}`,
  'a signature of zeros': ({ head, body }) => `${head}.${body}.${encode('\0'.repeat(256))}`,
  'no signature': ({ head, body }) => `${head}.${body}.`,
  'two parts': ({ head, body }) => `${head}.${body}`,
  'four parts': ({ head, body, signature }) => `${head}.${body}.${signature}.${signature}`,
  'a JWE': ({ head, body, signature }) => `${head}.${body}.${signature}.${body}.${signature}`,
  'the refresh token': () => tokens.refreshToken,
  'a huge one': ({ head, body, signature }) => `${head}.${body}.${signature}${'A'.repeat(10_000)}`,
  'a header that is no JSON': ({ body, signature }) => `${encode('{')}.${body}.${signature}`,
  'a header of the prototype': ({ body, signature }) =>
    `${encode('{"__proto__":{"alg":"RS256"}}')}.${body}.${signature}`,
  'percent signs': ({ head, body, signature }) => `%${head}.${body}.${signature}`,
  nothing: () => 'x',
};

const attacks = { ...spellingsOfNone, ...confusions, ...keys, ...claims, ...edits };

describe('an access token', () => {
  it('that this table makes without a mistake is let in, so that each attack fails for what it says', async () => {
    const { header, payload } = parts(tokens.accessToken);
    expect(Object.keys(attacks).length).toBeGreaterThanOrEqual(40);
    expect(header).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(await nameAt(app.url, signed(header, payload))).toBe('staff.tech');
    expect(await nameAt(app.url, signed(header, { ...payload, exp: nowSeconds + 1, nbf: nowSeconds }))).toBe(
      'staff.tech',
    );
  });

  it.each(Object.entries(attacks))('is nobody’s with %s', async (_name, attack) => {
    expect(await nameAt(app.url, await attack(parts(tokens.accessToken)))).toBeNull();
  });

  it('in letters that a header cannot carry is refused where one can send them', async () => {
    const access = await openAccessTokens({ db, secret, clock: () => now, log: createLog('silent') });
    for (const token of ['é.ü.ß', '\u202E.\uFEFF.\0', '🙂'.repeat(1_000), `${tokens.accessToken}\u200B`])
      expect(await access.verify(token, now)).toBeNull();
    await access.close();
  });

  it('is refused at once, whatever is wrong with it', async () => {
    const access = await openAccessTokens({ db, secret, clock: () => now, log: createLog('silent') });
    const wrong = await Promise.all(Object.values(attacks).map(async (attack) => attack(parts(tokens.accessToken))));
    const times: number[] = [];
    for (let round = 0; round < 11; round += 1) {
      for (const token of wrong) {
        const began = performance.now();
        await access.verify(token, now);
        times.push(performance.now() - began);
      }
    }
    await access.close();
    const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    report('token attacks', {
      attacks: wrong.length,
      'median ms': median.toFixed(3),
      'most ms': Math.max(...times).toFixed(1),
    });
    // Two cores that do other things as well: a limit that only something of another order breaks.
    expect(median).toBeLessThan(50);
  });
});

type Jwks = { readonly keys: readonly (JWK & { readonly kid: string })[] };

describe('the public keys', () => {
  it('are published for whoever checks our tokens, may be kept for a while, and hold nothing private', async () => {
    const response = await fetch(`${app.url}/.well-known/jwks.json`);
    expect(response.headers.get('content-type')).toBe('application/jwk-set+json');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const { keys: published } = (await response.json()) as Jwks;
    expect(published).toEqual([
      {
        kty: 'RSA',
        n: expect.any(String),
        e: 'AQAB',
        kid: parts(tokens.accessToken).header['kid'],
        alg: 'RS256',
        use: 'sig',
      },
    ]);
    const key = await importJWK(published[0] as JWK, 'RS256');
    expect(await exportSPKI(key as CryptoKey)).toBe(publicPem().toString().trimEnd());
    const again = await fetch(response.url, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await fetch(response.url, { method: 'POST' })).status).toBe(405);
  });
});

/** What a server process has of the keys, with a clock that the test holds. */
async function openServer(holds: { now: Date }) {
  const asked: string[] = [];
  const watched: Database = {
    ...db,
    run: (query) => {
      asked.push(query.name);
      return db.run(query);
    },
  };
  return {
    asked,
    access: await openAccessTokens({ db: watched, secret, clock: () => holds.now, log: createLog('silent') }),
  };
}
function kidOf(token: string) {
  return String(parts(token).header['kid']);
}

describe('the signing keys', () => {
  it('are replaced after 30 days: published before they sign, kept until the last token under them has run out, on every server', async () => {
    const time = { now };
    await facility.owner.query('update sealed_keys set created_at = $1', [now]);
    const session = { sessionId: '11111111-2222-4333-8444-555555555555', userId: facility.userKeys.admin };
    const [here, there] = [(await openServer(time)).access, (await openServer(time)).access];
    const sign = async () => (await here.sign(session, time.now)).token;
    const kids = () => here.publicKeys(time.now).map(({ kid }) => kid);
    const first = kidOf(await sign());

    time.now = later(now, days(30) - 1);
    await here.tend();
    expect(kids()).toEqual([first]);
    time.now = later(now, days(30));
    await Promise.all([here.tend(), there.tend()]);
    const [, second = '', ...more] = kids();
    expect(more, 'two servers make one key').toEqual([]);
    expect(second).not.toBe('');
    expect(kidOf(await sign()), 'the new one is only published').toBe(first);

    time.now = later(now, days(30) + hours(1) - 1);
    const lastOfFirst = await sign();
    expect(kidOf(lastOfFirst)).toBe(first);
    time.now = later(now, days(30) + hours(1));
    expect(kidOf(await sign())).toBe(second);
    expect(kidOf((await there.sign(session, time.now)).token)).toBe(second);

    time.now = later(now, days(30) + hours(1) + 14 * 60_000);
    expect(await there.verify(lastOfFirst, time.now)).toMatchObject(session);
    expect(kids()).toEqual([first, second]);
    time.now = later(now, days(30) + hours(3));
    expect(kids()).toEqual([second]);
    await Promise.all([here.close(), there.close()]);
  });

  it('of another server are known without a restart; made-up ones cost no look into the database each', async () => {
    const time = { now: later(now, days(40)) };
    const session = { sessionId: '11111111-2222-4333-8444-555555555555', userId: facility.userKeys.admin };
    const late = await openServer(time);
    time.now = later(now, days(71));
    const { access: ahead } = await openServer(time);
    time.now = later(now, days(71) + hours(1));
    const { token } = await ahead.sign(session, time.now);
    expect(
      late.access.publicKeys(time.now).map(({ kid }) => kid),
      'this server has not heard of it',
    ).not.toContain(kidOf(token));
    const before = late.asked.length;
    expect(await late.access.verify(token, time.now)).toMatchObject(session);
    expect(late.asked.length).toBe(before + 1);
    for (let index = 0; index < 100; index += 1) {
      const kid = `11111111-2222-4333-8444-${String(index).padStart(12, '0')}`;
      expect(
        await late.access.verify(signed({ ...parts(token).header, kid }, parts(token).payload), time.now),
      ).toBeNull();
    }
    expect(late.asked.length).toBe(before + 1);
    await Promise.all([late.access.close(), ahead.close()]);
  });

  const newestKey = async () => {
    const { rows } = await facility.owner.query<{ newest: Date }>(
      `select max(created_at) as newest from sealed_keys where purpose = 'access-token-rs256'`,
    );
    return rows[0]?.newest ?? now;
  };

  it('are made in time by a server that runs, which tends them each minute', async () => {
    const time = { now: await newestKey() };
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { access } = await openServer(time);
    time.now = later(time.now, days(30));
    expect(access.publicKeys(time.now)).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    // What it began by itself has ended then.
    await access.close();
    expect(access.publicKeys(time.now)).toHaveLength(2);
  });

  it('wait for the one that another server is making', async () => {
    const time = { now: await newestKey() };
    const [here, there] = [(await openServer(time)).access, (await openServer(time)).access];
    time.now = later(time.now, days(30));
    const holder = await facility.superuser.connect();
    await holder.query('begin');
    await holder.query(`select from pg_advisory_xact_lock(hashtextextended('access-token-rs256', 6))`);
    const tended = Promise.all([here.tend(), there.tend()]);
    try {
      await expect
        .poll(
          async () =>
            (
              await facility.superuser.query(
                `select from pg_locks where locktype = 'advisory' and not granted
                 and database = (select oid from pg_database where datname = current_database())`,
              )
            ).rowCount,
        )
        .toBe(2);
    } finally {
      holder.release(true);
      await tended;
      await Promise.all([here.close(), there.close()]);
    }
    expect(here.publicKeys(time.now)).toHaveLength(2);
    expect(there.publicKeys(time.now)).toEqual(here.publicKeys(time.now));
  });

  it('do not open with another SECRET_KEY', async () => {
    await expect(
      openAccessTokens({ db, secret: 'another-secret-key', clock: () => now, log: createLog('silent') }),
    ).rejects.toThrow('SECRET_KEY does not open the key "access-token-rs256"');
  });
});

it('an anonymous question is still answered where the token is wrong', async () => {
  expect((await post(app.url, '{ __typename }', {}, bearer('x'))).text).toBe('{"data":{"__typename":"Query"}}');
});
