import { expect, it } from 'vitest';
import { sampleRooms as roomsOfFirstSteps } from '../../client/src/facility/sample-rooms.ts';
import { sampleRooms } from '../../prisma/sample/rooms.ts';

it('the sample rooms of the first steps are those of npm start', () => {
  const plain = sampleRooms.map(({ capacityIs: _origin, setup, teardown, ...room }) => ({
    ...room,
    ...(setup === undefined ? {} : { setupMinutes: setup }),
    ...(teardown === undefined ? {} : { teardownMinutes: teardown }),
  }));
  expect(roomsOfFirstSteps).toEqual(plain);
});
