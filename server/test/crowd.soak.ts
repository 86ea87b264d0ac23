import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { besideWhatIsHeld, contest, type Contest, type Crowd, held, openCrowd } from './crowd.ts';
import { expectSoundPhysics } from './physics.ts';

let crowd: Crowd;
beforeAll(async () => {
  crowd = await openCrowd('in their own');
});
afterAll(async () => {
  await expectSoundPhysics(crowd.facility.superuser);
  await crowd.close();
});

describe('sixteen requests wait in two connections, and nobody at another room is refused, while an outsider holds', () => {
  it.each(held.map((one) => [one.what, one] as const))(
    '%s, until each of them is answered within 10 s',
    async (_what, one) => {
      const { outcomes, slowestMs } = await besideWhatIsHeld(crowd, one, 60, 'all are answered');
      expect(outcomes).toEqual(Array<string>(16).fill('BusyError'));
      expect(slowestMs).toBeLessThan(10_000);
    },
  );
});

describe('of fifty who want one free slot at once, in 40 rounds, one gets it and 49 are told that it is taken:', () => {
  it.each<Contest>(['createBookings', 'assignRoom', 'rescheduleBooking', 'closeRooms', 'all of these'])(
    '%s',
    async (what) => {
      for (let round = 0; round < 40; round += 1)
        expect(await contest(crowd, what, round % 2 === 0 ? 1 : 2), `round ${round}`).toEqual({
          done: 1,
          RoomTakenError: 49,
        });
    },
  );
});
