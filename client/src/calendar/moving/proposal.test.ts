import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../time/interval.ts';
import { rangeOf } from '../../time/range.ts';
import { fineSnapStep, snapStep } from '../../time/snap.ts';
import { timeScale, type ShownHours } from '../../time/time-scale.ts';
import { propose, type Grip, type Manner } from './proposal.ts';
import { johannesburg } from '../../../test/facility.ts';

/** Summer time of an hour, of half an hour, and none: each with Sundays on which clocks change, or might. */
const zones: readonly (readonly [zone: string, sundays: readonly string[]])[] = [
  ['Europe/Vienna', ['2026-03-29', '2026-10-25']],
  ['Australia/Lord_Howe', ['2026-04-05', '2026-10-04']],
  ['Africa/Johannesburg', ['2026-03-29']],
];

describe.each(zones)('in %s', (ZONE, SUNDAYS) => {
  const opening = johannesburg;
  const at = (wall: string) => Temporal.ZonedDateTime.from(`${wall}[${ZONE}]`).epochMilliseconds;
  const during = (start: string, end: string): Interval => ({ start: at(start), end: at(end) });
  const wall = (instant: number) =>
    Temporal.Instant.fromEpochMilliseconds(instant)
      .toZonedDateTimeISO(ZONE)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' });
  const words = ({ start, end }: Interval) => `${wall(start)} ${wall(end)}`;

  /** Monday 16 to Sunday 22 November, unless another day is named. */
  const week = (date = '2026-11-18', hours: ShownHours = 'open'): Manner => ({
    scale: timeScale(rangeOf('week', date, ZONE, opening).days, hours),
    timeZone: ZONE,
    step: snapStep,
    axis: null,
    magnet: 0,
  });

  const dayShare = 1 / 7;
  const hourShare = dayShare / 12;
  const minuteShare = hourShare / 60;

  /** Pulled so far over the axis, within its own row. */
  function pull(grip: Grip, interval: Interval, distance: number, manner: Partial<Manner> = {}): string {
    const grabbed = { grip, interval, roomId: 'r4', at: { roomId: 'r4', fraction: 0.4 } };
    return words(propose(grabbed, { roomId: 'r4', fraction: 0.4 + distance }, { ...week(), ...manner }).interval);
  }

  const morning = during('2026-11-17T10:00', '2026-11-17T12:00');
  const course = during('2026-11-17T07:30', '2026-11-19T16:30');

  describe('what is not moved', () => {
    const held = [
      morning,
      during('2026-11-17T10:07', '2026-11-17T11:52'),
      during('2026-11-13T05:20', '2026-11-17T12:00'),
      during('2026-11-16T20:10', '2026-11-17T06:40'),
      during('2026-11-21T20:00', '2026-11-25T12:00'),
    ];

    it.each(['move', 'start', 'end', 'assign'] as const)('stays to the millisecond as it was: %s', (grip) => {
      for (const interval of held) {
        for (const roomId of ['r4', null]) {
          const spot = { roomId, fraction: 0.4 };
          expect(propose({ grip, interval, roomId, at: spot }, spot, { ...week(), magnet: hourShare })).toEqual({
            roomId,
            interval,
          });
        }
      }
    });

    it('is not stretched to a step where it is shorter than one', () => {
      const short = during('2026-11-17T10:00', '2026-11-17T10:10');
      expect(pull('end', short, 0)).toBe(words(short));
      expect(pull('start', short, 0)).toBe(words(short));
    });
  });

  describe('moving', () => {
    it('follows the pointer by quarters of an hour, or by five minutes', () => {
      expect(pull('move', morning, hourShare + 7 * minuteShare)).toBe('2026-11-17T11:00 2026-11-17T13:00');
      expect(pull('move', morning, hourShare + 8 * minuteShare)).toBe('2026-11-17T11:15 2026-11-17T13:15');
      expect(pull('move', morning, hourShare + 8 * minuteShare, { step: fineSnapStep })).toBe(
        '2026-11-17T11:10 2026-11-17T13:10',
      );
      expect(pull('move', morning, -hourShare - 8 * minuteShare)).toBe('2026-11-17T08:45 2026-11-17T10:45');
    });

    it('stays where it was, off its quarter or in closed hours, until the pointer has come to another', () => {
      expect(pull('move', during('2026-11-17T10:05', '2026-11-17T11:50'), 2 * minuteShare)).toBe(
        '2026-11-17T10:05 2026-11-17T11:50',
      );
      expect(pull('move', during('2026-11-17T05:00', '2026-11-17T10:00'), 5 * minuteShare)).toBe(
        '2026-11-17T05:00 2026-11-17T10:00',
      );
      expect(pull('move', during('2026-11-17T20:00', '2026-11-17T22:00'), -5 * minuteShare)).toBe(
        '2026-11-17T20:00 2026-11-17T22:00',
      );
    });

    it('begins on a quarter, whatever it began on', () => {
      expect(pull('move', during('2026-11-17T10:07', '2026-11-17T11:52'), hourShare)).toBe(
        '2026-11-17T11:00 2026-11-17T12:45',
      );
    });

    it('goes over the night as if there were none', () => {
      expect(pull('move', during('2026-11-16T18:00', '2026-11-16T18:30'), 2 * hourShare)).toBe(
        '2026-11-17T08:00 2026-11-17T08:30',
      );
      expect(pull('move', during('2026-11-17T08:00', '2026-11-17T10:00'), -2 * hourShare)).toBe(
        '2026-11-16T18:00 2026-11-16T20:00',
      );
    });

    it('keeps the days and the time of day of a course', () => {
      expect(pull('move', course, dayShare)).toBe('2026-11-18T07:30 2026-11-20T16:30');
      expect(pull('move', course, -dayShare)).toBe('2026-11-16T07:30 2026-11-18T16:30');
    });

    it('does not carry a start out of what is shown', () => {
      expect(pull('move', morning, -3 * dayShare)).toBe('2026-11-16T07:00 2026-11-16T09:00');
    });

    it('takes along what begins before the range, both ways', () => {
      const since = during('2026-11-13T08:00', '2026-11-18T12:00');
      expect(pull('move', since, dayShare)).toBe('2026-11-14T08:00 2026-11-19T12:00');
      expect(pull('move', since, hourShare)).toBe('2026-11-13T09:00 2026-11-18T13:00');
      expect(pull('move', since, -hourShare)).toBe('2026-11-13T07:00 2026-11-18T11:00');
    });

    it('takes along what begins in closed hours, by days', () => {
      expect(pull('move', during('2026-11-17T05:00', '2026-11-17T10:00'), dayShare)).toBe(
        '2026-11-18T05:00 2026-11-18T10:00',
      );
      expect(pull('move', during('2026-11-17T20:00', '2026-11-17T22:00'), dayShare)).toBe(
        '2026-11-18T20:00 2026-11-18T22:00',
      );
      expect(pull('move', during('2026-11-17T20:00', '2026-11-17T22:00'), -dayShare)).toBe(
        '2026-11-16T20:00 2026-11-16T22:00',
      );
    });

    it('brings what begins at closing time into open hours by as much as it is pulled', () => {
      expect(pull('move', during('2026-11-17T19:00', '2026-11-17T22:00'), -hourShare)).toBe(
        '2026-11-17T18:00 2026-11-17T21:00',
      );
    });
  });

  describe('the beginning of what is moved', () => {
    const { scale } = week();
    /** Half a step of rounding, and what floating point leaves. */
    const rounding = 7.5 * minuteShare + 1e-9;

    it('follows the pointer over open hours, and never runs ahead of it from closed ones', () => {
      for (const { start: midnight, open, close } of scale.days) {
        for (let hour = 0; hour < 24; hour++) {
          const start = midnight + hour * 3_600_000;
          for (const distance of [
            -2 * dayShare,
            -dayShare - hourShare,
            -5 * hourShare,
            -hourShare,
            hourShare,
            5 * hourShare,
            dayShare + hourShare,
            2 * dayShare,
          ]) {
            const place = scale.place(start);
            // Nothing begins at the last close of all: there it stays a step before.
            if (place + distance < 0 || place + distance > 1 - rounding) continue;
            const grabbed = {
              grip: 'move' as const,
              interval: { start, end: start + 7_200_000 },
              roomId: 'r4',
              at: { roomId: 'r4', fraction: place },
            };
            const { interval } = propose(grabbed, { roomId: 'r4', fraction: place + distance }, week());
            const went = (scale.place(interval.start) - place) / distance;
            const off = rounding / Math.abs(distance);
            const least = start >= open && start < close ? 1 - off : 0;
            expect(
              went >= least && went <= 1 + off,
              `${wall(start)} by ${Math.round(distance / hourShare)} h to ${wall(interval.start)}`,
            ).toBe(true);
          }
        }
      }
    });

    it('is rounded onto the border of a day as the opening, not as the close of the day before', () => {
      const first = during('2026-11-17T07:00', '2026-11-17T12:00');
      expect(pull('move', first, -5 * minuteShare)).toBe(words(first));
      expect(pull('move', during('2026-11-16T18:00', '2026-11-16T23:00'), 57 * minuteShare)).toBe(words(first));
    });
  });

  describe('between rooms', () => {
    const move = (
      to: { roomId: string | null; fraction: number },
      axis: Manner['axis'] = null,
      from: string | null = 'r4',
    ) => {
      const { roomId, interval } = propose(
        { grip: 'move', interval: morning, roomId: 'r4', at: { roomId: from, fraction: 0.4 } },
        to,
        { ...week(), axis },
      );
      return [roomId, words(interval)];
    };
    const later = '2026-11-17T11:00 2026-11-17T13:00';

    it('goes to the room under the pointer, and stays in its own over none', () => {
      expect(move({ roomId: 'r7', fraction: 0.4 })).toEqual(['r7', words(morning)]);
      expect(move({ roomId: 'r7', fraction: 0.4 + hourShare })).toEqual(['r7', later]);
      expect(move({ roomId: null, fraction: 0.4 + hourShare })).toEqual(['r4', later]);
    });

    it('keeps to one axis where it is told to', () => {
      expect(move({ roomId: 'r7', fraction: 0.4 + hourShare }, 'rooms')).toEqual(['r7', words(morning)]);
      expect(move({ roomId: 'r7', fraction: 0.4 + hourShare }, 'time')).toEqual(['r4', later]);
    });

    it('stays in the folded wall as long as it is in the row where it was held', () => {
      const wall = { grip: 'move' as const, interval: morning, roomId: 'r24', at: { roomId: 'r5', fraction: 0.4 } };
      expect(propose(wall, { roomId: 'r5', fraction: 0.4 + hourShare }, week()).roomId).toBe('r24');
      expect(propose(wall, { roomId: 'r7', fraction: 0.4 }, week()).roomId).toBe('r7');
    });
  });

  describe('the same time on another day', () => {
    const magnet = 30 * minuteShare;
    const early = during('2026-11-18T07:00', '2026-11-18T12:00');

    it('draws what comes near it, from both sides and no further off', () => {
      expect(pull('move', course, dayShare + 29 * minuteShare, { magnet })).toBe('2026-11-18T07:30 2026-11-20T16:30');
      expect(pull('move', course, dayShare - 29 * minuteShare, { magnet })).toBe('2026-11-18T07:30 2026-11-20T16:30');
      expect(pull('move', course, dayShare + 38 * minuteShare, { magnet })).toBe('2026-11-18T08:15 2026-11-20T17:15');
    });

    it('is kept to the minute, where moving alone would round it', () => {
      expect(pull('move', during('2026-11-17T07:40', '2026-11-17T09:00'), 2 * dayShare, { magnet })).toBe(
        '2026-11-19T07:40 2026-11-19T09:00',
      );
    });

    it('does not hold back what is moved on its own day', () => {
      expect(pull('move', course, 15 * minuteShare, { magnet })).toBe('2026-11-17T07:45 2026-11-19T16:45');
      expect(pull('move', morning, -20 * minuteShare, { magnet })).toBe('2026-11-17T09:45 2026-11-17T11:45');
    });

    it('draws nothing where there is no magnet', () => {
      expect(pull('move', course, dayShare + 15 * minuteShare)).toBe('2026-11-18T07:45 2026-11-20T16:45');
    });

    it('draws over the border of its day too: a little too far to the left of opening time is not the evening before', () => {
      expect(pull('move', early, -dayShare + 20 * minuteShare, { magnet })).toBe('2026-11-17T07:00 2026-11-17T12:00');
      expect(pull('move', early, -dayShare - 20 * minuteShare, { magnet })).toBe('2026-11-17T07:00 2026-11-17T12:00');
    });
  });

  describe('pulling at an end', () => {
    it('leaves the other one, the room, and what was not asked for', () => {
      const to = { roomId: 'r7', fraction: 0.4 + hourShare };
      const held = { interval: morning, roomId: 'r4', at: { roomId: 'r4', fraction: 0.4 } };
      expect(propose({ ...held, grip: 'end' }, to, week())).toEqual({
        roomId: 'r4',
        interval: during('2026-11-17T10:00', '2026-11-17T13:00'),
      });
      expect(propose({ ...held, grip: 'start' }, to, week())).toEqual({
        roomId: 'r4',
        interval: during('2026-11-17T11:00', '2026-11-17T12:00'),
      });
      expect(propose({ ...held, grip: 'end' }, to, { ...week(), axis: 'rooms' })).toEqual({
        roomId: 'r4',
        interval: morning,
      });
    });

    it('goes by quarters of an hour, or by five minutes', () => {
      expect(pull('end', morning, 8 * minuteShare)).toBe('2026-11-17T10:00 2026-11-17T12:15');
      expect(pull('end', morning, 8 * minuteShare, { step: fineSnapStep })).toBe('2026-11-17T10:00 2026-11-17T12:10');
      expect(pull('start', morning, -8 * minuteShare)).toBe('2026-11-17T09:45 2026-11-17T12:00');
      expect(pull('start', morning, -8 * minuteShare, { step: fineSnapStep })).toBe(
        '2026-11-17T09:50 2026-11-17T12:00',
      );
    });

    it('leaves at least one step', () => {
      expect(pull('end', morning, -dayShare)).toBe('2026-11-17T10:00 2026-11-17T10:15');
      expect(pull('start', morning, dayShare)).toBe('2026-11-17T11:45 2026-11-17T12:00');
      expect(pull('end', morning, -dayShare, { step: fineSnapStep })).toBe('2026-11-17T10:00 2026-11-17T10:05');
      expect(pull('start', morning, dayShare, { step: fineSnapStep })).toBe('2026-11-17T11:55 2026-11-17T12:00');
    });

    it('ends at the close of a day, and begins at the opening of one', () => {
      expect(pull('end', morning, 7 * hourShare)).toBe('2026-11-17T10:00 2026-11-17T19:00');
      expect(pull('start', morning, -3 * hourShare)).toBe('2026-11-17T07:00 2026-11-17T12:00');
    });

    it('is rounded onto the border of a day as its close for an end, as its opening for a start', () => {
      expect(pull('end', morning, 7 * hourShare + 5 * minuteShare)).toBe('2026-11-17T10:00 2026-11-17T19:00');
      expect(pull('start', morning, -3 * hourShare - 5 * minuteShare)).toBe('2026-11-17T07:00 2026-11-17T12:00');
    });

    it('goes over the night as if there were none', () => {
      expect(pull('end', during('2026-11-17T15:00', '2026-11-17T19:00'), hourShare)).toBe(
        '2026-11-17T15:00 2026-11-18T08:00',
      );
      expect(pull('start', during('2026-11-17T07:00', '2026-11-17T12:00'), -hourShare)).toBe(
        '2026-11-16T18:00 2026-11-17T12:00',
      );
    });

    it('takes an end in closed hours for what it is drawn as: the close of its day', () => {
      const late = during('2026-11-17T15:00', '2026-11-17T21:00');
      expect(pull('end', late, hourShare)).toBe('2026-11-17T15:00 2026-11-18T08:00');
      expect(pull('end', late, -hourShare)).toBe('2026-11-17T15:00 2026-11-17T18:00');
    });

    it('takes a start in closed hours for what it is drawn as: the opening of its day', () => {
      const early = during('2026-11-17T05:00', '2026-11-17T12:00');
      expect(pull('start', early, hourShare)).toBe('2026-11-17T08:00 2026-11-17T12:00');
      expect(pull('start', early, -hourShare)).toBe('2026-11-16T18:00 2026-11-17T12:00');
    });

    it('takes ends out of the range for what they are drawn as: the edges of the range', () => {
      const long = during('2026-11-13T08:00', '2026-11-25T12:00');
      expect(pull('start', long, hourShare)).toBe('2026-11-16T08:00 2026-11-25T12:00');
      expect(pull('end', long, -hourShare)).toBe('2026-11-13T08:00 2026-11-22T18:00');
    });
  });

  describe('drawing a new one', () => {
    const draw = (from: number, to: number, step = snapStep) => {
      const grabbed = {
        grip: 'create' as const,
        interval: { start: 0, end: 0 },
        roomId: 'r4',
        at: { roomId: 'r4', fraction: from },
      };
      const { roomId, interval } = propose(grabbed, { roomId: 'r7', fraction: to }, { ...week(), step });
      expect(roomId).toBe('r4');
      return words(interval);
    };
    const tuesday = (hour: number, minute = 0) => dayShare + (hour - 7) * hourShare + minute * minuteShare;

    it('covers all that was passed over, from left to right and from right to left', () => {
      expect(draw(tuesday(9, 14), tuesday(10, 46))).toBe('2026-11-17T09:00 2026-11-17T11:00');
      expect(draw(tuesday(10, 46), tuesday(9, 14))).toBe('2026-11-17T09:00 2026-11-17T11:00');
      expect(draw(tuesday(9, 14), tuesday(10, 46), fineSnapStep)).toBe('2026-11-17T09:10 2026-11-17T10:50');
      expect(draw(tuesday(9), tuesday(11))).toBe('2026-11-17T09:00 2026-11-17T11:00');
    });

    it('is one step where the pointer did not move', () => {
      expect(draw(tuesday(9, 7), tuesday(9, 7))).toBe('2026-11-17T09:00 2026-11-17T09:15');
      expect(draw(tuesday(9), tuesday(9), fineSnapStep)).toBe('2026-11-17T09:00 2026-11-17T09:05');
      expect(draw(dayShare, dayShare)).toBe('2026-11-17T07:00 2026-11-17T07:15');
    });

    it('goes over several days, both ways', () => {
      expect(draw(tuesday(15), 2 * dayShare + tuesday(10))).toBe('2026-11-17T15:00 2026-11-19T10:00');
      expect(draw(2 * dayShare + tuesday(10), tuesday(15))).toBe('2026-11-17T15:00 2026-11-19T10:00');
    });

    it('ends at the close of the day before where it ends on the border of a day', () => {
      expect(draw(tuesday(15), 2 * dayShare)).toBe('2026-11-17T15:00 2026-11-17T19:00');
      expect(draw(2 * dayShare, tuesday(15))).toBe('2026-11-17T15:00 2026-11-17T19:00');
      expect(draw(dayShare, 2 * dayShare)).toBe('2026-11-17T07:00 2026-11-17T19:00');
    });

    it('stays in what is shown', () => {
      expect(draw(tuesday(9), -0.3)).toBe('2026-11-16T07:00 2026-11-17T09:00');
      expect(draw(6.5 * dayShare, 1.3)).toBe('2026-11-22T13:00 2026-11-22T19:00');
    });
  });

  describe('a ghost', () => {
    const held = { grip: 'assign' as const, interval: morning, roomId: null, at: { roomId: null, fraction: 0.4 } };

    it('keeps its time over a room: which room and when are two decisions', () => {
      expect(propose(held, { roomId: 'r7', fraction: 0.9 }, week())).toEqual({ roomId: 'r7', interval: morning });
      expect(propose(held, { roomId: 'r7', fraction: 0.9 }, { ...week(), axis: 'rooms' })).toEqual({
        roomId: 'r7',
        interval: morning,
      });
    });

    it('moves in time in the tray, and over rooms where it keeps to time', () => {
      const later = during('2026-11-17T11:00', '2026-11-17T13:00');
      expect(propose(held, { roomId: null, fraction: 0.4 + hourShare }, week())).toEqual({
        roomId: null,
        interval: later,
      });
      expect(propose(held, { roomId: 'r7', fraction: 0.4 + hourShare }, { ...week(), axis: 'time' })).toEqual({
        roomId: null,
        interval: later,
      });
      expect(propose(held, { roomId: null, fraction: 0.4 + hourShare }, { ...week(), axis: 'rooms' })).toEqual({
        roomId: null,
        interval: morning,
      });
    });
  });

  describe.each(SUNDAYS)('the week until %s, when the clocks change', (date) => {
    const sunday = Temporal.PlainDate.from(date);
    const on = (daysBefore: number, time: string) => `${sunday.subtract({ days: daysBefore }).toString()}T${time}`;

    it('moves by days from any open hour to the same hour of the wall', () => {
      for (const time of ['07:00', '12:15', '18:45']) {
        for (let from = 6; from >= 0; from--) {
          for (let to = 6; to >= 0; to--) {
            const moved = pull('move', during(on(from, time), on(from, '19:30')), (from - to) * dayShare, week(date));
            expect(moved).toBe(`${on(to, time)} ${on(to, '19:30')}`);
          }
        }
      }
    });

    it('moves a course of some days onto the change and off it', () => {
      expect(pull('move', during(on(3, '07:30'), on(1, '16:30')), dayShare, week(date))).toBe(
        `${on(2, '07:30')} ${on(0, '16:30')}`,
      );
      expect(pull('move', during(on(2, '07:30'), on(0, '16:30')), -dayShare, week(date))).toBe(
        `${on(3, '07:30')} ${on(1, '16:30')}`,
      );
    });

    it('takes along by days what begins out of sight, at its hour of the wall, though the clocks change on the way', () => {
      // Over a change that is in sight, and over one that is not: the bar is moved within the week after it.
      const before = during(on(9, '08:00'), on(0, '12:00'));
      expect(pull('move', before, 4 * dayShare, week(date))).toBe(`${on(5, '08:00')} ${on(-4, '12:00')}`);
      const since = during(on(2, '08:00'), on(-2, '12:00'));
      const after = week(on(-3, '00:00').slice(0, 10));
      expect(pull('move', since, 3 * dayShare, after)).toBe(`${on(-1, '08:00')} ${on(-5, '12:00')}`);
      expect(pull('move', since, 3 * dayShare + hourShare, after)).toBe(`${on(-1, '09:00')} ${on(-5, '13:00')}`);
      expect(pull('move', during(on(2, '08:00'), on(-6, '12:00')), -2 * dayShare, after)).toBe(
        `${on(4, '08:00')} ${on(-4, '12:00')}`,
      );
    });

    it('leaves the end that is out of sight when the other is pulled, and takes it from the edge when it is pulled itself', () => {
      const since = during(on(2, '08:00'), on(-2, '12:00'));
      const after = week(on(-3, '00:00').slice(0, 10));
      expect(pull('end', since, dayShare, after)).toBe(`${on(2, '08:00')} ${on(-3, '12:00')}`);
      expect(pull('start', since, hourShare, after)).toBe(`${on(-1, '08:00')} ${on(-2, '12:00')}`);
    });

    it('draws to the same hour of the wall where all hours are shown, though the day is spread otherwise', () => {
      const all = { ...week(date, 'all'), magnet: dayShare / 24 };
      expect(pull('move', during(on(1, '12:00'), on(1, '14:00')), dayShare, all)).toBe(
        `${on(0, '12:00')} ${on(0, '14:00')}`,
      );
    });

    it('pulls an end over it', () => {
      expect(pull('end', during(on(1, '08:00'), on(1, '16:00')), dayShare, week(date))).toBe(
        `${on(1, '08:00')} ${on(0, '16:00')}`,
      );
      expect(pull('start', during(on(0, '08:00'), on(0, '16:00')), -dayShare, week(date))).toBe(
        `${on(1, '08:00')} ${on(0, '16:00')}`,
      );
    });

    it('draws an hour of the night as one hour, whatever the clock shows', () => {
      const scale = timeScale(rangeOf('day', date, ZONE, opening).days, 'all');
      const { start, end } = scale.shown[0]!;
      const hour = 3_600_000 / (end - start);
      for (let from = 0; from < 5; from++) {
        const grabbed = {
          grip: 'create' as const,
          interval: { start: 0, end: 0 },
          roomId: 'r4',
          at: { roomId: 'r4', fraction: from * hour },
        };
        const { interval } = propose(grabbed, { roomId: 'r4', fraction: (from + 1) * hour }, { ...week(date), scale });
        expect(interval).toEqual({ start: start + from * 3_600_000, end: start + (from + 1) * 3_600_000 });
      }
    });
  });
});
