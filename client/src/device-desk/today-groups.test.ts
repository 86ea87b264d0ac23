import { expect, test } from 'vitest';
import { groupByBooking } from './today-groups.ts';

function assignment(
  serialNumber: string,
  bookingId: string | null,
  startsAt = '2027-03-02T06:00:00Z',
  room = 'Courage',
) {
  return {
    id: serialNumber,
    dueAt: '2027-03-02T14:00:00Z',
    device: { serialNumber },
    booking: bookingId === null ? null : { id: bookingId, clientName: bookingId, startsAt, room: { name: room } },
  };
}

test('a list of today goes by start and room, and by serial number within a booking: 2 before 10', () => {
  const groups = groupByBooking([
    assignment('X10', 'late', '2027-03-02T08:00:00Z'),
    assignment('X10', 'second', undefined, 'Room 10'),
    assignment('X2', 'second', undefined, 'Room 10'),
    assignment('V1', null),
    assignment('X1', 'first', undefined, 'Room 2'),
  ]);
  expect(groups.map(({ id, assignments }) => [id, assignments.map(({ id: serial }) => serial)])).toEqual([
    ['first', ['X1']],
    ['second', ['X2', 'X10']],
    ['late', ['X10']],
    ['', ['V1']],
  ]);
});
