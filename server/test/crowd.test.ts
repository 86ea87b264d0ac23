import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { besideWhatIsHeld, contest, type Contest, type Crowd, held, openCrowd } from './crowd.ts';
import { expectSoundPhysics } from './physics.ts';

let crowd: Crowd;
beforeAll(async () => {
  crowd = await openCrowd('in this process');
});
afterAll(async () => {
  await expectSoundPhysics(crowd.facility.superuser);
  await crowd.close();
});

describe('sixteen requests wait in two connections, and nobody at another room is refused, while an outsider holds', () => {
  it.each(held.map((one) => [one.what, one] as const))('%s', async (_what, one) => {
    await besideWhatIsHeld(crowd, one, one === held[0] ? 30 : 6, 'the others are answered');
  });
});

describe('of fifty who want one free slot at once, one gets it and 49 are told that it is taken:', () => {
  it.each<[Contest, 1 | 2]>([
    ['createBookings', 1],
    ['assignRoom', 1],
    ['rescheduleBooking', 2],
    ['closeRooms', 2],
    ['all of these', 2],
  ])('%s, at so many servers: %i', async (what, servers) => {
    expect(await contest(crowd, what, servers)).toEqual({ done: 1, RoomTakenError: 49 });
  });
});
