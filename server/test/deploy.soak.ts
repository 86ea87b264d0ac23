import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { makeThrowawayFolder } from './throwaway-folder.ts';

const run = promisify(execFile);
const repository = join(import.meta.dirname, '../..');

type Step = { readonly name: string; readonly text: string };

async function steps(): Promise<readonly Step[]> {
  const file = await readFile(join(repository, 'deploy/Containerfile'), 'utf8');
  return file
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ name: line.slice(0, line.indexOf(' ')), text: line.slice(line.indexOf(' ') + 1) }));
}

it('the steps of the container file, one by one in an empty folder, end with a server that is ready', async () => {
  const folder = await makeThrowawayFolder('colab-erp-container-');
  const dataDir = join(folder, 'var');
  const work = join(folder, 'opt');
  await mkdir(work);
  // What an image has of its own; the rest comes with the steps.
  const env: NodeJS.ProcessEnv = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  const inside = (text: string) =>
    text
      .replaceAll('/opt/colab', work)
      .replaceAll('/var/lib/colab', dataDir)
      .replace(/ && chown .*/, '');
  const done: string[] = [];
  try {
    for (const { name, text } of await steps()) {
      done.push(name);
      if (name === 'COPY') await copyRepository(work);
      if (name === 'ENV')
        for (const pair of inside(text).split(' ')) env[pair.split('=')[0] ?? ''] = pair.split('=')[1];
      if (name === 'RUN') await run('sh', ['-c', inside(text)], { cwd: work, env, maxBuffer: 1e8 });
      if (name === 'CMD') await mustBecomeReady(JSON.parse(text) as string[], work, { ...env, PORT: '0' });
    }
    expect(new Set(done)).toEqual(
      new Set(['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'VOLUME', 'USER', 'EXPOSE', 'CMD']),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** What a clone has, which is what is copied into an image. */
async function copyRepository(to: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
  });
  for (const file of stdout.split('\0').filter((name) => name !== '')) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await cp(join(repository, file), join(to, file));
  }
}

async function mustBecomeReady([program = '', ...args]: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(join(cwd, program), args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  const url = await new Promise<string | null>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said.push(chunk.toString());
        const [, port] = /Colab is ready: http:\/\/[^:]+:(\d+)/.exec(said.join('')) ?? [];
        if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
      });
    child.once('close', () => resolve(null));
  });
  expect(url, said.join('')).not.toBeNull();
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const page = await fetch(`${url}/`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="root">')]);
  child.kill('SIGTERM');
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
}

it('systemd finds nothing wrong with the unit', async () => {
  const folder = await makeThrowawayFolder('colab-erp-unit-');
  const unit = await readFile(join(repository, 'deploy/colab.service'), 'utf8');
  // It looks for the program.
  await writeFile(join(folder, 'colab.service'), unit.replaceAll('/opt/colab', repository));
  const { stdout, stderr } = await run('systemd-analyze', ['verify', join(folder, 'colab.service')]);
  expect(stdout + stderr).toBe('');
  await rm(folder, { recursive: true, force: true });
});
