import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { placeInStrip, stripDays, stripFrom } from './plan-strip.ts';

const strip = stripFrom('2027-03-01', 'Africa/Johannesburg');

test('the strip begins at midnight in the facility, and lasts four weeks', () => {
  expect(new Date(strip.start).toISOString()).toBe('2027-02-28T22:00:00.000Z');
  expect((strip.end - strip.start) / 86_400_000).toBe(stripDays);
});

test('a span stands where it is, cut off at both ends of the strip', () => {
  expect(placeInStrip('2027-03-07T22:00:00Z', '2027-03-14T22:00:00Z', strip)).toEqual({ left: 25, width: 25 });
  expect(placeInStrip('2027-02-20T00:00:00Z', '2027-03-07T22:00:00Z', strip)).toEqual({ left: 0, width: 25 });
  expect(placeInStrip('2027-03-21T22:00:00Z', null, strip)).toEqual({ left: 75, width: 25 });
});

test('what is outside is not in it', () => {
  expect(placeInStrip('2027-02-20T00:00:00Z', '2027-02-28T22:00:00Z', strip)).toBeNull();
  expect(placeInStrip('2027-03-28T22:00:00Z', null, strip)).toBeNull();
});
