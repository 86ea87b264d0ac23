import { turnWheel } from './hand.ts';
import type { Frames, Seat } from './seat.ts';

/** The wheel over the middle of the grid for five seconds, there and back. */
export async function scrollFrames(seat: Seat, by: { readonly dx: number; readonly dy: number }): Promise<Frames> {
  const { page } = seat;
  const { left, top, right, bottom } = await seat.field();
  await page.mouse.move((left + right) / 2, (top + bottom) / 2);
  const frames = await seat.framesOf(() => turnWheel(page.mouse, by));
  if (frames.scrolled < 1_000)
    throw new Error(`The wheel moved the grid by ${frames.scrolled} px only: nothing was measured.`);
  return frames;
}
