import type { Mover } from './mover.ts';
import { scrollFrames } from './measure-scroll.ts';
import { down } from './hand.ts';
import type { Seat } from './seat.ts';

type Memory = {
  /** What others change while the page is open. */
  readonly changes: number;
  /** So many first, until everything is there that is fetched and made once. */
  readonly warmUp: number;
};

/** Several people change one booking after the other, as fast as they are answered. */
async function change(movers: readonly Mover[], times: number): Promise<void> {
  const people = Map.groupBy(movers, (_, index) => index % 4);
  let begun = 0;
  await Promise.all(
    [...people.values()].map(async (own) => {
      for (let turn = 0; begun < times; turn++) {
        begun++;
        await own[turn % own.length]?.move();
      }
    }),
  );
}

/** What the page holds, in bytes, once nothing is left that could be collected. */
async function heapOf(seat: Seat): Promise<number> {
  const session = await seat.page.context().newCDPSession(seat.page);
  try {
    for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  } finally {
    await session.detach();
  }
}

/** How many bytes more the page holds after many changes and some scrolling. @param caughtUp waits until the page shows all of them */
export async function memoryGrowth(
  seat: Seat,
  movers: readonly Mover[],
  { changes, warmUp }: Memory,
  caughtUp: () => Promise<void>,
): Promise<number> {
  const work = async (times: number) => {
    await change(movers, times);
    await scrollFrames(seat, down);
    await caughtUp();
  };
  await work(warmUp);
  const before = await heapOf(seat);
  const rounds = 4;
  for (let round = 0; round < rounds; round++) await work(changes / rounds);
  return (await heapOf(seat)) - before;
}
