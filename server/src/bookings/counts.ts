import { z } from 'zod';
import { figure } from '../platform/limit-row.ts';
import { bookingBounds } from './booking-bounds.ts';

export function count(label: string) {
  return z
    .number()
    .int(`${label} must be a whole number.`)
    .min(0, `${label} cannot be negative.`)
    .max(bookingBounds.bookingCount.value, `${label} can be at most ${figure(bookingBounds.bookingCount)}.`);
}

/** Setup or teardown, with the bounds of a room. */
export function minutes(label: string) {
  return z
    .number()
    .int(`${label} must be in whole minutes.`)
    .min(0, `${label} cannot be negative.`)
    .max(bookingBounds.turnaroundMinutes.value, `${label} can be at most one day.`);
}
