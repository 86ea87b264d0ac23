import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { sampleRooms } from '../../prisma/sample/rooms.ts';
import { repository } from './pages.ts';

it('the sample rooms of the first steps are those of npm start', async () => {
  // Neither half of the product imports the other: each has the list, and only this test both.
  const file = pathToFileURL(join(repository, 'client/src/facility/sample-rooms.ts')).href;
  const ofFirstSteps = (await import(/* @vite-ignore */ file)) as { readonly sampleRooms: readonly object[] };
  const plain = sampleRooms.map(({ capacityIs: _origin, setup, teardown, ...room }) => ({
    ...room,
    ...(setup === undefined ? {} : { setupMinutes: setup }),
    ...(teardown === undefined ? {} : { teardownMinutes: teardown }),
  }));
  expect(ofFirstSteps.sampleRooms).toEqual(plain);
});
