import { expect, test } from 'vitest';
import { landingPath } from './landing-path.ts';

const itStaff = ['calendar:read', 'booking:read-operational', 'device:read', 'device:assign', 'device:lend'];
const rentalAdmin = [...itStaff, 'room:assign', 'booking:create'];

test('those who hand out devices and place no bookings begin at the desk, everybody else at the calendar', () => {
  expect(landingPath(undefined, itStaff)).toBe('/device-desk');
  expect(landingPath(undefined, rentalAdmin)).toBe('/calendar');
  expect(landingPath(undefined, ['*'])).toBe('/calendar');
  expect(landingPath(undefined, ['calendar:read', 'device:read'])).toBe('/calendar');
});

test('who came for a page goes to it; the address of the house alone is no page', () => {
  expect(landingPath('/notifications?unread=true', itStaff)).toBe('/notifications?unread=true');
  expect(landingPath('/calendar?date=2027-03-02', itStaff)).toBe('/calendar?date=2027-03-02');
  expect(landingPath('/calendar', itStaff)).toBe('/device-desk');
});
