import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import {
  endInstantOf,
  intervalErrors,
  localEndOf,
  localInterval,
  midnightWords,
  moveDays,
  moveEnd,
  moveStart,
  utcInterval,
} from './local-interval.ts';

const zone = 'Africa/Johannesburg';
const when = localInterval('2026-11-17T05:30:00Z', '2026-11-18T14:30:00Z', zone);
const now = Date.parse('2026-11-16T10:00:00Z');

test('a form shows the wall of the facility and sends the same instants back', () => {
  expect(when.from).toEqual({ date: '2026-11-17', time: '07:30' });
  expect(when.to).toEqual({ date: '2026-11-18', time: '16:30' });
  expect(utcInterval(when, zone)).toEqual({ startsAt: '2026-11-17T05:30:00Z', endsAt: '2026-11-18T14:30:00Z' });
});

test('the end follows the start until somebody touches it', () => {
  const moved = moveStart(when, { date: '2026-11-24', time: '08:00' });
  expect(moved.to).toEqual({ date: '2026-11-25', time: '16:30' });
  const touched = moveEnd(moved, { date: '2026-11-26', time: '12:00' });
  expect(moveStart(touched, { date: '2026-11-20', time: '08:00' }).to).toEqual({ date: '2026-11-26', time: '12:00' });
});

test('a day that is being typed does not tear the end along', () => {
  const emptied = moveStart(when, { date: '', time: '07:30' });
  expect(emptied.to).toEqual(when.to);
  expect(intervalErrors(emptied, zone, now)).toEqual({ startsAt: 'Enter a day and a time.' });
});

test('a day that is typed key by key takes the end along once it is whole', () => {
  const type = (...dates: string[]) => dates.reduce((typed, date) => moveStart(typed, { date, time: '07:30' }), when);
  // "03152027" into a field of the browser: a month that begins with a nought is none yet, and a year has one digit first.
  expect(type('', '2026-03-17', '2026-03-15', '0002-03-15', '0020-03-15', '0202-03-15', '2027-03-15').to).toEqual({
    date: '2027-03-16',
    time: '16:30',
  });
  // From the 31st to another month: in between there is no such day.
  expect(type('2026-10-31', '', '2026-11-15').to).toEqual({ date: '2026-11-16', time: '16:30' });
  expect(type('20271-03-15', '2027-03-15').to).toEqual({ date: '2027-03-16', time: '16:30' });
  expect(type('', '2026-03-17')).not.toHaveProperty('lastStart');
});

test('moving by days keeps both times on the wall, also where clocks change in between', () => {
  const autumn = localInterval('2026-10-24T05:30:00Z', '2026-10-24T14:30:00Z', 'Europe/Vienna');
  expect(utcInterval(moveDays(autumn, 1), 'Europe/Vienna')).toEqual({
    startsAt: '2026-10-25T06:30:00Z',
    endsAt: '2026-10-25T15:30:00Z',
  });
});

test('a time that the clock skips is refused in words', () => {
  const spring = { ...when, from: { date: '2027-03-28', time: '02:30' }, to: { date: '2027-03-28', time: '09:00' } };
  expect(intervalErrors(spring, 'Europe/Vienna', now)).toEqual({
    startsAt: 'This time doesn’t exist on that day, because the clocks change.',
  });
  expect(utcInterval(spring, 'Europe/Vienna')).toBeNull();
});

test('only the end counts as past: the walk-in of 07:30 is entered at 07:40', () => {
  const today = localInterval('2026-11-16T05:30:00Z', '2026-11-16T14:30:00Z', zone);
  expect(intervalErrors(today, zone, now)).toEqual({});
  expect(intervalErrors(today, zone, Date.parse('2026-11-16T14:30:00Z'))).toEqual({
    endsAt: 'This has already ended.',
  });
});

test('reversed and endless intervals are refused at their end', () => {
  expect(intervalErrors(moveEnd(when, when.from), zone, now)).toEqual({ endsAt: 'The end must come after the start.' });
  const endless = moveEnd(when, { date: '2027-11-20', time: '07:30' });
  expect(intervalErrors(endless, zone, now)).toEqual({ endsAt: 'A booking can last 366 days at most.' });
});

test('an end of 00:00 is the end of that day, and is shown as that', () => {
  const evening = { ...when, from: { date: '2026-11-17', time: '18:00' }, to: { date: '2026-11-17', time: '00:00' } };
  expect(intervalErrors(evening, zone, now)).toEqual({});
  expect(utcInterval(evening, zone)).toEqual({ startsAt: '2026-11-17T16:00:00Z', endsAt: '2026-11-17T22:00:00Z' });
  expect(localInterval('2026-11-17T16:00:00Z', '2026-11-17T22:00:00Z', zone)).toMatchObject({
    from: evening.from,
    to: evening.to,
  });
  expect(localInterval('2026-11-16T22:00:00Z', '2026-11-17T22:00:00Z', zone)).toMatchObject({
    from: { date: '2026-11-17', time: '00:00' },
    to: { date: '2026-11-17', time: '00:00' },
  });
  expect(midnightWords(evening.to)).toBe('00:00 is midnight at the end of Tue 17 Nov.');
  expect([midnightWords({ date: '', time: '00:00' }), midnightWords(when.to)]).toEqual([undefined, undefined]);
});

test('a day ends where the next one begins, also where the clock skips midnight, strikes it twice, or makes the day longer', () => {
  const ends = [
    ['Africa/Cairo', '2027-04-29', '2027-04-29T22:00:00Z'], // There is no 00:00 on the 30th.
    ['America/Havana', '2026-10-31', '2026-11-01T04:00:00Z'], // 00:00 of the 1st comes twice: the first ends the 31st.
    ['Europe/Vienna', '2026-10-25', '2026-10-25T23:00:00Z'],
    ['Australia/Lord_Howe', '2027-04-04', '2027-04-04T13:30:00Z'],
  ] as const;
  for (const [timeZone, date, instant] of ends) {
    expect(endInstantOf({ date, time: '00:00' }, timeZone), timeZone).toBe(instant);
    expect(localEndOf(instant, timeZone), timeZone).toEqual({ date, time: '00:00' });
  }
});
