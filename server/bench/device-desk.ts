// What the device desk and the booking form ask for, over HTTP, with sign-in, row security and all limits but the budget a
// minute: node server/bench/device-desk.ts [assignments]. The first page of a queue of 1,000 open requests with all that the
// list shows, and what can be promised of 20 categories over a month in which 100,000 assignments of 10,000 devices lie.
// Exit 1 where a p95 is over its bound.
import { encodeGlobalID } from '@pothos/plugin-relay';
import pg from 'pg';
import { createApp } from '../src/app.ts';
import { createLog } from '../src/platform/log.ts';
import { assignments, begins, dayMs, devices, loadDevices, loadedCategories, openRequests } from './device-load.ts';
import { isShort, password, startFacility } from './facility.ts';
import { quantile } from './figures.ts';
import { secret } from './secret.ts';

const rounds = isShort ? 1 : 100;
const warmUps = isShort ? 0 : 10;
function say(line: string): void {
  return void process.stderr.write(`${line}\n`);
}

const queue = `{ deviceRequests(first: 50) { totalCount cursor pageInfo { hasNextPage endCursor } edges { node {
  id version quantity assigned state kind note category { id name kind }
  booking { id version reference clientName status startsAt endsAt tenant { id code } room { id name } offSite { rentalNumber returnOn } } } } } }`;
const promises =
  'query ($inputs: [DeviceAvailabilityInput!]!) { deviceAvailabilities(inputs: $inputs) { total maintenance assigned late promised short wider free from until pickable } }';

const facility = await startFacility(say);
const superuser = new pg.Client({ connectionString: facility.superuserUrl });
await superuser.connect();
const app = await createApp({
  ...facility,
  secret,
  host: '127.0.0.1',
  port: 0,
  log: createLog('silent'),
  limits: { costPerMinute: Number.MAX_SAFE_INTEGER },
});
const url = `${app.url.replace('localhost', '127.0.0.1')}/graphql`;

async function post(token: string | null, query: string, variables: object = {}): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const text = await answer.text();
  if (text.includes('"errors"')) throw new Error(text);
  return text;
}

try {
  await loadDevices(superuser);
  const categories = await loadedCategories(superuser);
  const signedIn = await post(
    null,
    'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { accessToken } } }',
    { input: { username: 'it_staff', password, tokens: true } },
  );
  const { data } = JSON.parse(signedIn) as { data: { signIn: { accessToken: string } } };
  const inputs = categories.map((key) => ({
    categoryId: encodeGlobalID('DeviceCategory', key),
    from: begins.toISOString(),
    to: new Date(begins.getTime() + 30 * dayMs).toISOString(),
  }));
  for (const { what, bound, ask } of [
    {
      what: `the first 50 of ${openRequests} open requests and more`,
      bound: 100,
      ask: () => post(data.signIn.accessToken, queue),
    },
    {
      what: `${categories.length} categories over a month, ${assignments} assignments of ${devices} devices`,
      bound: 120,
      ask: () => post(data.signIn.accessToken, promises, { inputs }),
    },
  ]) {
    const times: number[] = [];
    for (let round = -warmUps; round < rounds; round += 1) {
      const since = performance.now();
      await ask();
      if (round >= 0) times.push(performance.now() - since);
    }
    const sorted = times.toSorted((a, b) => a - b);
    const p95 = quantile(sorted, 0.95);
    say(`${what}, over HTTP: p50 ${quantile(sorted, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)}; bound ${bound}`);
    if (!isShort && p95 >= bound) process.exitCode = 1;
  }
} finally {
  await app.close();
  await superuser.end();
  await facility.stop();
}
