import { parseArgs } from 'node:util';
import { createApp } from '../src/app.ts';
import { createLog } from '../src/platform/log.ts';
import { hashing } from '../src/people/credentials/turns.ts';
import { isShort, password, startFacility } from './facility.ts';
import { secret } from './secret.ts';
import { quantile } from './figures.ts';
import { drive, post } from './load.ts';

/** How long reads take while so many people sign in again and again: `node server/bench/sign-in-load.ts --sign-ins 20 --readers 4`. */
const { values } = parseArgs({
  options: {
    'sign-ins': { type: 'string', default: isShort ? '2' : '20' },
    readers: { type: 'string', default: '4' },
    seconds: { type: 'string', default: isShort ? '0' : '10' },
    short: { type: 'boolean' },
  },
});
const [signIns, readers, ms] = [Number(values['sign-ins']), Number(values.readers), Number(values.seconds) * 1_000];

function say(line: string) {
  return void process.stdout.write(`${line}\n`);
}
const people = [
  'staff.tech',
  'viewer.tech',
  'staff.training',
  'viewer.training',
  'admin',
  'room_boss',
  'it_boss',
  'it_staff',
  'kitchen',
  'superuser',
];
function signIn(username: string) {
  return JSON.stringify({
    query:
      'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on SignInPayload { accessToken } } }',
    variables: { input: { username, password, tokens: true } },
  });
}
const day = 86_400_000;
function calendar() {
  return JSON.stringify({
    query:
      'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor occupancies { id startsAt endsAt room { id } booking { id clientName status } } } }',
    variables: { from: new Date(Date.now()).toISOString(), to: new Date(Date.now() + 7 * day).toISOString() },
  });
}

const facility = await startFacility(say);
const app = await createApp({
  ...facility,
  secret,
  host: '127.0.0.1',
  port: 0,
  log: createLog('silent'),
  limits: { costPerMinute: Number.MAX_SAFE_INTEGER },
});
try {
  const url = app.url.replace('localhost', '127.0.0.1');
  const { data } = JSON.parse((await post(undefined, url, null, signIn('room_boss'))).toString()) as {
    data: { signIn: { accessToken: string } };
  };
  const { accessToken: token } = data.signIn;
  const read = (forMs: number) =>
    drive({
      url,
      tokens: [token],
      next: calendar,
      atOnce: readers,
      ms: forMs,
      check: (answer) => {
        if (!answer.includes('"occupancies"')) throw new Error(`not a calendar: ${answer.toString().slice(0, 300)}`);
      },
    });
  let next = 0;
  const signInRepeatedly = () =>
    drive({
      url,
      tokens: [],
      next: () => signIn(people[next++ % people.length] ?? ''),
      atOnce: signIns,
      ms,
      check: (answer) => {
        if (!answer.includes('SignInPayload')) throw new Error(`nobody came in: ${answer.toString().slice(0, 300)}`);
      },
    });
  const show = (label: string, { requests, seconds, latenciesMs }: Awaited<ReturnType<typeof read>>) => {
    const sorted = latenciesMs.toSorted((a, b) => a - b);
    const at = (share: number) => `${quantile(sorted, share).toFixed(0)} ms`;
    say(
      `  ${label.padEnd(44)} ${(requests / seconds).toFixed(1).padStart(6)}/s   p50 ${at(0.5)}   p99 ${at(0.99)}   worst ${at(1)}`,
    );
  };

  await read(isShort ? 0 : 2_000);
  say(`\n  ${readers} readers of a week of the calendar; ${hashing.atOnce} hashes at once, argon2id 19,456 KiB`);
  show('reads, nobody signs in', await read(ms));
  const [reads, signed] = await Promise.all([read(ms), signInRepeatedly()]);
  show(`reads, ${signIns} sign in all the time`, reads);
  show('sign-ins meanwhile', signed);
} finally {
  await app.close();
  await facility.stop();
}
