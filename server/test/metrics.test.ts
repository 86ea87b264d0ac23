import pg from 'pg';
import { expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import { hours, later, someMorning } from './factories.ts';

const metricsToken = 'a-token-of-the-metrics';

const { facility, app } = await arrange({ settings: { metricsToken } });

async function figures(headers: Record<string, string> = {}) {
  const response = await fetch(`${app.url}/metrics`, { headers });
  return { status: response.status, text: await response.text() };
}
function figure(text: string, name: string): number {
  return Number(new RegExp(`^colab_${name} (.+)$`, 'm').exec(text)?.[1]);
}

it('figures are for this machine, or for whoever has the token', async () => {
  expect((await figures()).status).toBe(200);
  const throughProxy = { 'x-forwarded-for': '196.25.1.9' };
  expect((await figures(throughProxy)).status).toBe(403);
  expect((await figures({ ...throughProxy, authorization: 'Bearer wrong' })).status).toBe(403);
  expect((await figures({ ...throughProxy, authorization: `Bearer ${metricsToken}` })).status).toBe(200);
});

it('requests are counted by how they ended, sockets and subscriptions while they are open', async () => {
  const boss = await Caller.signIn(app.url, 'room_boss');
  const before = (await figures()).text;
  const of = (text: string, outcome: string) =>
    Number(
      new RegExp(`^colab_requests_total\\{transport="http",outcome="${outcome}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0,
    );
  await boss.ask('{ nothing }');
  await boss.get('{ viewer { permissions } }');
  const socket = boss.connect();
  const subscription = socket.subscribe(
    'subscription { bookingChanged(id: "Qm9va2luZzowMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwZmY=") { cursor } }',
  );
  await expect.poll(async () => figure((await figures()).text, 'subscriptions')).toBe(1);
  const { text } = await figures();
  expect(of(text, 'refused')).toBe(of(before, 'refused') + 1);
  expect(of(text, 'ok')).toBeGreaterThan(of(before, 'ok'));
  expect(figure(text, 'sockets')).toBe(1);
  expect(text).toMatch(/^colab_pool_connections\{pool="readers",state="idle"\} \d+$/m);
  subscription.stop();
  await socket.close();
  await expect.poll(async () => figure((await figures()).text, 'sockets')).toBe(0);
});

it('the stream tells how far it is behind, and which session holds it up', async () => {
  const holder = new pg.Client(facility.database.ownerUrl);
  await holder.connect();
  try {
    await holder.query('begin');
    const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid, pg_current_xact_id()');
    await facility.insertBooking({ startsAt: someMorning(), endsAt: later(someMorning(), hours(1)), room: 1 });
    const { text } = await figures();
    expect(figure(text, 'stream_lag_seconds')).toBeGreaterThan(0);
    expect(text).toContain(`colab_stream_fence_holder{pid="${rows[0]?.pid}"}`);
    await holder.query('rollback');
    await expect.poll(async () => figure((await figures()).text, 'stream_lag_seconds')).toBe(0);
  } finally {
    await holder.end();
  }
});
