import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { arrange } from '../test/arrange.ts';
import { days, hours, later, password } from '../test/factories.ts';

const { facility, app } = await arrange();

it('the example prints what changes in the coming week, also what was booked before its socket stood', async () => {
  const env = { ...process.env, COLAB_URL: app.url, COLAB_USER: 'room_boss', COLAB_PASSWORD: password };
  const example = spawn(process.execPath, [join(import.meta.dirname, 'watch.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  example.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  try {
    await expect.poll(() => printed).toContain('Watching ');
    const startsAt = later(new Date(), days(1));
    await facility.insertBooking({ room: 1, startsAt, endsAt: later(startsAt, hours(1)), client: 'Somebody New' });
    await expect.poll(() => printed).toContain('"clientName":"Somebody New"');
    await facility.insertBooking({ wish: 2, startsAt, endsAt: later(startsAt, hours(1)), client: 'A Ghost' });
    await expect.poll(() => printed).toMatch(/"ghost":\{"clientName":"A Ghost"/);
  } finally {
    const ended = once(example, 'exit');
    example.kill();
    await ended;
  }
});
