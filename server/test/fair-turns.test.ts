import { beforeAll, describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import { days, later, someMorning } from './factories.ts';

const mostWaiting = 12;
const from = someMorning();
const window = { from: later(from, -days(1)), to: later(from, days(6)) };

const { facility, app, people } = await arrange({
  people: ['admin', 'staff.tech'],
  settings: { limits: { waitingRequests: mostWaiting, turnMs: 60_000 } },
});
const { admin, 'staff.tech': staff } = people;

beforeAll(() =>
  facility.insertBooking({ startsAt: from, endsAt: later(from, 3_600_000), room: 1, status: 'CONFIRMED' }),
);

/** Four statements, all of the audit trail. */
const dear = `{ ${['a', 'b', 'c', 'd'].map((name) => `${name}: auditLog(first: 100) { edges { node { id at action subjectType subjectName result message address changes { field before after } } } }`).join(' ')} }`;
const atOnce = 4;
const calendar =
  'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { occupancies { id startsAt endsAt room { id } booking { id clientName } } } }';

type Turns = { readonly running: number; readonly waiting: number; readonly begun: number };
async function turns(): Promise<Turns> {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  const figure = (name: string) => {
    const [, value] = new RegExp(`^colab_${name}\\} (\\d+)$`, 'm').exec(text) ?? [];
    if (value === undefined) throw new Error(`/metrics does not tell ${name}}`);
    return Number(value);
  };
  return {
    running: figure('turns\\{lane="dear",state="running"'),
    waiting: figure('turns\\{lane="dear",state="waiting"'),
    begun: figure('turns_total\\{lane="dear"'),
  };
}
async function waiting(): Promise<number> {
  return (await turns()).waiting;
}
/** How many of the statements PostgreSQL is busy with. */
async function statements(): Promise<number> {
  return (
    (
      await facility.superuser.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and state = 'active' and query like '%/* auditLog%' and pid <> pg_backend_pid()`,
      )
    ).rows[0]?.n ?? 0
  );
}

/** Nobody reads the audit trail until it is given back: so long each dear query runs, or until its own limit. */
async function holdTrail(): Promise<() => Promise<void>> {
  const holder = await facility.owner.connect();
  await holder.query('begin; lock table audit_log in access exclusive mode');
  return async () => {
    await holder.query('rollback');
    holder.release();
  };
}

function post(signal?: AbortSignal) {
  return fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin.token}` },
    body: JSON.stringify({ query: dear }),
    ...(signal ? { signal } : {}),
  });
}

describe('while one person sends the dearest query on twelve connections', () => {
  it('one of them runs at a time, over whichever sessions and transports, and another person reads on', async () => {
    // Signing in leaves a row in the trail.
    const again = await Caller.signIn(app.url, 'admin');
    const release = await holdTrail();
    const sockets = Array.from({ length: 6 }, () => again.connect());
    try {
      const asked = Array.from({ length: 6 }, (_, index) => (index % 2 ? admin : again).ask(dear));
      const overSockets = sockets.map((socket) => socket.subscribe(dear));
      await expect.poll(waiting).toBeGreaterThan(6);
      expect((await turns()).running).toBe(1);
      expect(await statements()).toBeLessThanOrEqual(atOnce);
      for (const reader of [staff, admin])
        expect(
          (await reader.get<{ calendar: { occupancies: unknown[] } }>(calendar, window)).calendar.occupancies,
        ).toHaveLength(1);
      await release();
      const answers = await Promise.all(asked);
      // Those that ran into the lock's own limit were told so; the others are whole.
      for (const { errors } of answers)
        expect(errors.map(({ extensions }) => extensions?.code)).toEqual(errors.map(() => 'BUSY'));
      await Promise.all(overSockets.map(({ ended }) => ended));
      expect(answers.filter(({ errors }) => errors.length === 0).length).toBeGreaterThan(1);
    } finally {
      await Promise.all(sockets.map((socket) => socket.close()));
    }
  });

  it('those who hang up, or take back what they asked, leave the line and are not run', async () => {
    const release = await holdTrail();
    const leave = new AbortController();
    const hungUp = Array.from({ length: 4 }, () => post(leave.signal).catch((error: unknown) => error));
    const [staying, closing] = [admin.connect(), admin.connect()];
    const takenBack = Array.from({ length: 4 }, () => staying.subscribe(dear));
    const cutOff = Array.from({ length: 4 }, () => closing.subscribe(dear));
    await expect.poll(waiting).toBeGreaterThan(8);
    const { begun } = await turns();
    for (const subscription of takenBack) subscription.stop();
    closing.cut();
    leave.abort();
    await expect.poll(waiting).toBe(0);
    for (const error of await Promise.all(hungUp)) expect(error).toHaveProperty('name', 'AbortError');
    await Promise.all(cutOff.map(({ ended }) => ended));
    await release();
    expect((await admin.ask(dear)).errors).toEqual([]);
    // This one, and whoever may have had their turn in that moment.
    expect((await turns()).begun - begun).toBeLessThanOrEqual(2);
    await staying.close();
  });

  it('who has too many waiting is told so, and when to come again', async () => {
    const release = await holdTrail();
    const answers = Array.from({ length: mostWaiting + 4 }, () => post());
    const refused = await Promise.any(
      answers.map(async (answer) => {
        const response = await answer;
        return response.status === 429 ? response : Promise.reject(new Error(`answered with ${response.status}`));
      }),
    );
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'waitingRequests', max: mostWaiting } }],
    });
    await release();
    expect((await Promise.all(answers)).some(({ status }) => status === 200)).toBe(true);
  });
});

it('an export takes its turn for each page, as dear as they come', async () => {
  const { begun } = await turns();
  const sheet = await fetch(`${app.url}/export/bookings.csv`, { headers: { authorization: `Bearer ${staff.token}` } });
  expect(await sheet.text()).toContain('"Reference",');
  expect((await turns()).begun).toBe(begun + 1);
});
