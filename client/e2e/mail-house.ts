import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { repository } from './running-server.ts';

export type MailHouse = { url: string; next(): Promise<string>; close(): void };

/** A mail server that keeps what it is given. */
export async function openMailHouse(): Promise<MailHouse> {
  const child = spawn(process.execPath, ['server/test/mail-house.ts'], {
    cwd: repository,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <Line>() => JSON.parse((await lines.next()).value as string) as Line;
  const { url } = await next<{ url: string }>();
  return { url, next: async () => (await next<{ letter: string }>()).letter, close: () => child.stdin.end() };
}

/** An account as the old system kept it, its password in plain text. */
export async function leaveOldAccount(
  dataDir: string,
  { username, email, password }: { username: string; email: string; password: string },
): Promise<void> {
  await promisify(execFile)(process.execPath, ['server/test/old-account.ts', dataDir, username, email, password], {
    cwd: repository,
  });
}
