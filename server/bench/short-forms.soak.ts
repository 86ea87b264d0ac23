import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { openFacility, password } from '../test/factories.ts';
import { shortForms } from './short-forms.ts';

it.each(Object.entries(shortForms))(
  '%s runs',
  async (file, says) => {
    const facility = await openFacility();
    try {
      const { appUrl, eventsUrl, jobsUrl, superuserUrl } = facility.database;
      const env = {
        ...process.env,
        BENCH_FACILITY: JSON.stringify({ appUrl, eventsUrl, jobsUrl, superuserUrl, password }),
      };
      const { stdout, stderr } = await promisify(execFile)(
        process.execPath,
        [join(import.meta.dirname, file), '--short'],
        { env },
      );
      expect(`${stdout}${stderr}`).toMatch(says);
    } finally {
      await facility.close();
    }
  },
  60_000,
);
