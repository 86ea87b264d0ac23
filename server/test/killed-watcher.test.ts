import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { arrange } from './arrange.ts';
import { days, hours, later, password } from './factories.ts';

const { facility, app, people } = await arrange({ people: ['room_boss'] });
const program = join(import.meta.dirname, '../examples/watch.ts');

type State = {
  readonly from: string;
  readonly to: string;
  readonly taken: Readonly<Record<string, unknown>>;
  readonly ghosts: Readonly<Record<string, unknown>>;
};
type Shown = { readonly calendar: { readonly occupancies: { id: string }[]; readonly ghosts: { id: string }[] } };

it('the example that watches is killed ten times while others book, and ends with what the calendar shows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'watcher-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'state.json');
  const env = {
    ...process.env,
    COLAB_URL: app.url,
    COLAB_USER: 'room_boss',
    COLAB_PASSWORD: password,
    COLAB_STATE: file,
  };
  const start = () => {
    const watcher = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    watcher.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    return { watcher, printed: () => printed };
  };
  const morning = later(new Date(), days(1));
  const keys: string[] = [];
  const book = async (nth: number) => {
    const startsAt = later(morning, hours(nth));
    keys.push(
      await facility.insertBooking({
        ...(nth % 3 === 0 ? { status: 'PENDING', wish: 2 } : { status: 'CONFIRMED', room: 1 + (nth % 20) }),
        startsAt,
        endsAt: later(startsAt, hours(1)),
      }),
    );
  };
  for (let round = 0; round < 10; round += 1) {
    const { watcher, printed } = start();
    await expect.poll(printed).toContain('Watching ');
    for (let nth = 0; nth < 4; nth += 1) await book(round * 4 + nth);
    // Some of what it knows goes again, also while nobody watches.
    const gone = `update bookings set status = 'CANCELLED', room_id = null where id = $1`;
    await facility.owner.query(gone, [keys[round * 4]]);
    const ended = once(watcher, 'exit');
    watcher.kill('SIGKILL');
    await ended;
    await facility.owner.query(gone, [keys[round * 4 + 1]]);
  }
  const { watcher } = start();
  const known = () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : null);
  const { from, to } = known() ?? {};
  const { calendar } = await people.room_boss.get<Shown>(
    'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { occupancies { id } ghosts { id } } }',
    { from, to },
  );
  expect(calendar.occupancies.length).toBeGreaterThan(5);
  expect(calendar.ghosts.length).toBeGreaterThan(5);
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).toSorted();
  await expect
    .poll(() => [Object.keys(known()?.taken ?? {}).toSorted(), Object.keys(known()?.ghosts ?? {}).toSorted()])
    .toEqual([ids(calendar.occupancies), ids(calendar.ghosts)]);
  const sessions = await facility.superuser.query<{ n: number }>(
    `select count(*)::int as n from sessions s join users u on u.id = s.user_id where u.username = 'room_boss'`,
  );
  expect(sessions.rows[0]?.n, 'one of this test, and one of the watcher for all its lives').toBe(2);
  const ended = once(watcher, 'exit');
  watcher.kill();
  await ended;
}, 60_000);
