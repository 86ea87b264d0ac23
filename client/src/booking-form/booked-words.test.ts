import { expect, it } from 'vitest';
import { bookedWords, hasLapsed } from './booked-words.ts';

const room = { id: 'r1', name: 'Room 1', capacity: 20 };
const one = { reference: 'BK-1', clientName: 'Acme', status: 'CONFIRMED' as const, room };
const off = { ...one, status: 'CANCELLED' as const, room: null };

it('what is sent again is told as it is by now, and never as booked where it is cancelled', () => {
  expect(bookedWords({ bookings: [one], repeated: true, deleted: 0 })).toBe('BK-1 for Acme is booked');
  expect(bookedWords({ bookings: [off], repeated: true, deleted: 0 })).toBe(
    'Already sent. The booking has since been cancelled.',
  );
  expect(bookedWords({ bookings: [off, one, off], repeated: true, deleted: 0 })).toBe(
    'Already sent: 2 of 3 bookings are cancelled.',
  );
  expect(bookedWords({ bookings: [off, { ...off, status: 'REJECTED' }], repeated: true, deleted: 1 })).toBe(
    'Already sent: 1 of 3 bookings is cancelled, 1 rejected, 1 deleted.',
  );
  expect(bookedWords({ bookings: [], repeated: true, deleted: 1 })).toBe(
    'Already sent. The booking has since been deleted.',
  );
});

it('what was made just now is booked or requested', () => {
  expect(bookedWords({ bookings: [one, one], repeated: false, deleted: 0 })).toBe('2 bookings for Acme are booked');
  expect(bookedWords({ bookings: [{ ...off, status: 'PENDING' }], repeated: false, deleted: 0 })).toBe(
    'BK-1 for Acme is requested',
  );
  expect(hasLapsed({ bookings: [one], repeated: false, deleted: 0 })).toBe(false);
});
