import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type Browser = { executablePath: string; args: string[]; env: Record<string, string> };

/** What Chromium wants where it runs as root, without a graphics card and without a network. */
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const repository = join(import.meta.dirname, '../..');

/** `CHROMIUM` if it is set, else Debian's, else the one inside @sparticuz/chromium; never a download. */
export async function findBrowser(): Promise<Browser> {
  const installed =
    process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
  if (installed) return { executablePath: installed, args, env: {} };
  const folder = await unpackedBrowser();
  return {
    executablePath: join(folder, 'chromium'),
    // Without hints, text has the widths that the page was laid out for.
    args: [...args, '--font-render-hinting=none'],
    env: {
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
  };
}

/** Unpacked once into node_modules, by whoever is first: a folder appears under its name only when it is complete. */
async function unpackedBrowser(): Promise<string> {
  const manifest: unknown = JSON.parse(
    await readFile(join(repository, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
  );
  const cache = join(repository, 'node_modules/.cache');
  const folder = join(cache, `chromium-${(manifest as { version: string }).version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(`${folder}.new-`);
  try {
    await unpack(fresh);
    await writeFile(join(fresh, 'fonts/fonts.conf'), fontsConf);
    await rename(fresh, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return folder;
}

/** The package unpacks to the temporary directory, and its libraries only where it takes the machine for Amazon's. */
async function unpack(folder: string): Promise<void> {
  const script = `(await import('@sparticuz/chromium')).default.executablePath()`;
  const env = { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' };
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: repository, env });
}

/** The fonts of the machine, if it has any, after the one of the package. */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;
