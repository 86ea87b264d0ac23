import { expect, it } from 'vitest';
import { byBooking } from './by-booking.ts';

it('notifications of one booking stand together where the newest of them stands; an act of several stands alone', () => {
  const line = (id: string, booking: string | null, count = 1) =>
    ({
      id,
      counts: booking ? [{ type: 'ROOM_ASSIGNED', count }] : [],
      items: booking ? [{ booking: { id: booking } }] : [],
    }) as never;
  const groups = byBooking([
    line('5', 'a'),
    line('4', null),
    line('3', 'b'),
    line('2', 'a'),
    line('1', null),
    line('0', 'a', 3),
  ]);
  expect(groups.map(({ lines }) => lines.map(({ id }) => id).join(' '))).toEqual(['5 2', '4', '3', '1', '0']);
});
