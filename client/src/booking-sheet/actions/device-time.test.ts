import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { deviceTimeOf } from './device-time.ts';

const booking = { startsAt: '2027-03-01T05:30:00Z', endsAt: '2027-03-05T14:30:00Z' };

test('what leaves the building is wanted to the end of its day of return, if that is later', () => {
  const end = (returnOn: string | null) =>
    new Date(
      deviceTimeOf({ ...booking, offSite: returnOn === null ? null : { returnOn } }, 'Africa/Johannesburg').end,
    ).toISOString();
  expect(end(null)).toBe('2027-03-05T14:30:00.000Z');
  expect(end('2027-03-08')).toBe('2027-03-08T22:00:00.000Z');
  expect(end('2027-03-04')).toBe('2027-03-05T14:30:00.000Z');
});
