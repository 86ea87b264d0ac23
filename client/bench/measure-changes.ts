import { setTimeout as delay } from 'node:timers/promises';
import type { Mover, Sent } from './mover.ts';
import type { Seat } from './seat.ts';
import type { Painted } from './stopwatch.ts';

/** One change by somebody else, from three moments to the bar that shows it. */
export type Seen = { readonly fromMessage: number; readonly fromAnswer: number; readonly fromRequest: number };

function seen({ sentAt, answeredAt }: Sent, { at, wall, heardAt }: Painted): Seen {
  if (heardAt === null) throw new Error('A bar moved that no message had told of.');
  // A paint before the answer is as good as one with it.
  return { fromMessage: at - heardAt, fromAnswer: Math.max(0, wall - answeredAt), fromRequest: wall - sentAt };
}

async function watch(seat: Seat, mover: Mover, name: string): Promise<Seen> {
  await seat.arm(name, { kind: 'changed', booking: mover.booking.id });
  const sent = await mover.move();
  return seen(sent, await seat.painted(name));
}

/** One after the other, at moments that have nothing to do with the frames. */
export async function changesOneByOne(seat: Seat, movers: readonly Mover[], count: number): Promise<Seen[]> {
  const all: Seen[] = [];
  for (let index = 0; index < count; index++) {
    const mover = movers[index % movers.length];
    if (mover) all.push(await watch(seat, mover, `change ${index}`));
    await delay(120 + ((index * 37) % 100));
  }
  return all;
}

export type Load = { readonly perSecond: number; readonly seconds: number };
export type Movers = { readonly shown: readonly Mover[]; readonly elsewhere: readonly Mover[] };

/** Several people change something at a steady pace; every second change is one that the page shows. */
export async function changesUnderLoad(
  seat: Seat,
  { shown, elsewhere }: Movers,
  { perSecond, seconds }: Load,
): Promise<{ seen: Seen[]; sent: number }> {
  const watched: Promise<Seen>[] = [];
  const others: Promise<Sent>[] = [];
  const begin = performance.now();
  for (let index = 0; index < perSecond * seconds; index++) {
    await delay(Math.max(0, begin + (index * 1_000) / perSecond - performance.now()));
    const turn = Math.floor(index / 2);
    const among = index % 2 === 0 ? shown : elsewhere;
    const mover = among[turn % among.length];
    // Its last change is still under way: this one falls out, and is not counted.
    if (!mover || mover.isBusy) continue;
    if (index % 2 === 0) watched.push(watch(seat, mover, `load ${index}`));
    else others.push(mover.move());
    // Heard of below, and not before.
    for (const last of [watched.at(-1), others.at(-1)]) last?.catch(() => undefined);
  }
  await Promise.all(others);
  return { seen: await Promise.all(watched), sent: watched.length + others.length };
}
