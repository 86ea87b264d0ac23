import type { Caller } from './caller.ts';
import { type Booking, onDay } from './taken-rooms.ts';

const reschedule = `
  mutation ($input: RescheduleBookingInput!) {
    rescheduleBooking(input: $input) { __typename ... on Error { message } }
  }`;

/** Moments of the machine's clock. */
export type Sent = { readonly sentAt: number; readonly answeredAt: number };

/** Takes one booking to the Sunday and back, over HTTP. */
export class Mover {
  readonly booking: Booking;
  readonly #caller: Caller;
  readonly #sunday: string;
  #isAway = false;
  #isBusy = false;

  constructor(caller: Caller, booking: Booking, sunday: string) {
    this.booking = booking;
    this.#caller = caller;
    this.#sunday = sunday;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  async move(): Promise<Sent> {
    const { startsAt, endsAt } = this.#isAway ? this.booking : onDay(this.booking, this.#sunday);
    this.#isBusy = true;
    try {
      const sent = await moveBooking(this.#caller, { bookingId: this.booking.id, startsAt, endsAt });
      this.#isAway = !this.#isAway;
      return sent;
    } finally {
      this.#isBusy = false;
    }
  }

  async goHome(): Promise<void> {
    if (this.#isAway) await this.move();
  }
}

export type Move = {
  readonly bookingId: string;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly roomId?: string;
};

/** @throws when it is refused */
export async function moveBooking(caller: Caller, input: Move): Promise<Sent> {
  const sentAt = Date.now();
  const { rescheduleBooking: answer } = await caller.ask<{
    rescheduleBooking: { __typename: string; message?: string };
  }>(reschedule, { input });
  if (answer.message !== undefined) throw new Error(`${answer.__typename}: ${answer.message}`);
  return { sentAt, answeredAt: Date.now() };
}
