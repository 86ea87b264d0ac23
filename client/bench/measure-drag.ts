import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from './caller.ts';
import { carry, type Point } from './hand.ts';
import { moveBooking } from './mover.ts';
import type { Frames, Seat } from './seat.ts';
import type { Booking, Room, TakenRooms } from './taken-rooms.ts';

/** Where a hand takes hold of it: the middle of its bar, if that is in the field. */
async function gripOf(seat: Seat, booking: string): Promise<Point | null> {
  const box = await seat.page
    .locator(`${seat.grid.landmarks.bar}[data-booking="${booking}"]`)
    .first()
    .boundingBox({ timeout: 500 })
    .catch(() => null);
  const { left, top, right, bottom } = await seat.field();
  if (!box) return null;
  const grip = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  return grip.x > left && grip.x < right && grip.y > top && grip.y < bottom ? grip : null;
}

/** Takes a bar by its middle, carries it about for three seconds, and lets it go back with Esc. */
export async function dragFrames(seat: Seat, { booking }: { booking: Booking }): Promise<Frames> {
  const { mouse, keyboard } = seat.page;
  const grip = await gripOf(seat, booking.id);
  if (!grip) throw new Error(`The bar of ${booking.id} is not in the field.`);
  await mouse.move(grip.x, grip.y);
  await mouse.down();
  await mouse.move(grip.x + 12, grip.y + 12);
  const field = await seat.field();
  const frames = await seat.framesOf(() => carry(mouse, field));
  await keyboard.press('Escape');
  await mouse.up();
  if (frames.previews < frames.deltas.length * 0.8)
    throw new Error(
      `Only ${frames.previews} of ${frames.deltas.length} frames showed what is dragged: nothing was measured.`,
    );
  return frames;
}

export type Drop = {
  readonly total: number;
  /** From the hand to the next paint, as the browser reports it. */ readonly reported: number;
};

/** Carries a bar to another room, straight down or up, and lets it go there; afterwards it is put back over HTTP. */
export async function drop(
  seat: Seat,
  caller: Caller,
  { room, booking, target }: { room: Room; booking: Booking; target: Room },
): Promise<Drop> {
  const { page } = seat;
  const grip = await gripOf(seat, booking.id);
  const row = await page.locator(`[data-room="${target.id}"]`).first().boundingBox();
  if (!grip || !row) throw new Error(`${booking.id} or ${target.name} is not in sight.`);
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  const y = row.y + row.height / 2;
  for (let step = 1; step <= 10; step++) {
    await page.mouse.move(grip.x, grip.y + ((y - grip.y) * step) / 10);
    await delay(20);
  }
  const [dropped, home] = [`drop of ${booking.id}`, `home of ${booking.id}`];
  await seat.arm(dropped, { kind: 'in', booking: booking.id, room: target.id });
  const saved = page.waitForResponse((one) => one.request().postData()?.includes('rescheduleBooking') ?? false);
  await page.mouse.up();
  const [{ at }, response] = await Promise.all([seat.painted(dropped), saved]);
  const answer = await response.text();
  if (!answer.includes('"RescheduleBookingPayload"')) throw new Error(`The drop was refused: ${answer}`);
  await seat.arm(home, { kind: 'in', booking: booking.id, room: room.id });
  await moveBooking(caller, { bookingId: booking.id, roomId: room.id });
  await seat.painted(home);
  const { up, reported } = await page.evaluate(() => {
    const { inputs, events } = window.stopwatch;
    const released = inputs['pointerup'] ?? 0;
    // Not reported at all: sooner than can be told apart.
    return {
      up: released,
      reported: Math.max(
        0,
        ...events.filter(({ start }) => Math.abs(start - released) < 1).map(({ duration }) => duration),
      ),
    };
  });
  return { total: at - up, reported };
}

/** Bars in the field, each with a room in sight that could take them as well. */
export async function findDrops(
  seat: Seat,
  taken: TakenRooms,
  count: number,
): Promise<{ room: Room; booking: Booking; target: Room }[]> {
  const inSight = await roomsInField(seat, taken);
  const found: { room: Room; booking: Booking; target: Room }[] = [];
  for (const { room, booking } of taken.movable()) {
    const target = inSight.find(
      (other) => other !== room && !found.some((one) => one.target === other) && taken.isFree(other, booking),
    );
    if (inSight.includes(room) && target && (await gripOf(seat, booking.id))) found.push({ room, booking, target });
    if (found.length === count) break;
  }
  return found;
}

/** Plain rooms whose rows are wholly in the field. */
export async function roomsInField(seat: Seat, taken: TakenRooms): Promise<Room[]> {
  const { top, bottom } = await seat.field();
  const { row, room } = seat.grid.landmarks;
  const names = new Set(
    await seat.page.evaluate(
      ([rows, name, from, to]) =>
        [...document.querySelectorAll(rows)].flatMap((element) => {
          const box = element.getBoundingClientRect();
          const found = element.getAttribute(name.attribute);
          return box.top > from && box.bottom < to && found ? [found] : [];
        }),
      [row, room, top, bottom] as const,
    ),
  );
  return taken.rooms.filter(({ id, name }) => names.has(id) || names.has(name));
}
