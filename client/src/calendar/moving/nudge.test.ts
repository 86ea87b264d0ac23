import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { minuteMs, type Interval } from '../../time/interval.ts';
import { nudge, type NudgeWorld } from './nudge.ts';

/** Summer time of an hour, of half an hour, and none: each with Sundays on which clocks change, or might. */
const zones: readonly (readonly [zone: string, sundays: readonly string[]])[] = [
  ['Europe/Vienna', ['2026-03-29', '2026-10-25']],
  ['Australia/Lord_Howe', ['2026-04-05', '2026-10-04']],
  ['Africa/Johannesburg', ['2026-03-29']],
];

describe.each(zones)('in %s', (ZONE, SUNDAYS) => {
  const at = (wall: string) => Temporal.ZonedDateTime.from(`${wall}[${ZONE}]`).epochMilliseconds;
  const during = (start: string, end: string): Interval => ({ start: at(start), end: at(end) });
  const wall = (instant: number) =>
    Temporal.Instant.fromEpochMilliseconds(instant)
      .toZonedDateTimeISO(ZONE)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' });
  const words = ({ start, end }: Interval) => `${wall(start)} ${wall(end)}`;

  const world: NudgeWorld = { timeZone: ZONE, rooms: ['r1', 'r2', 'r3'], byDays: false };
  const course = during('2026-11-17T07:30', '2026-11-18T16:30');

  /** A key, with `Shift+` and `Ctrl+` before it. */
  function pressed(interval: Interval, keys: string, change: Partial<NudgeWorld> = {}): string {
    const key = keys.split('+').at(-1)!;
    return words(
      nudge(
        { roomId: 'r2', interval },
        { key, shiftKey: keys.includes('Shift+'), ctrlKey: keys.includes('Ctrl+') },
        { ...world, ...change },
      )!.interval,
    );
  }

  const plain = (key: string) => ({ key, shiftKey: false, ctrlKey: false });

  describe('an arrow', () => {
    it('moves by a quarter of an hour, whatever it begins on', () => {
      expect(pressed(course, 'ArrowRight')).toBe('2026-11-17T07:45 2026-11-18T16:45');
      expect(pressed(course, 'ArrowLeft')).toBe('2026-11-17T07:15 2026-11-18T16:15');
      expect(pressed(during('2026-11-17T07:40', '2026-11-17T09:00'), 'ArrowRight')).toBe(
        '2026-11-17T07:55 2026-11-17T09:15',
      );
    });

    it('moves by a day with Ctrl, and where quarters of an hour cannot be seen', () => {
      expect(pressed(course, 'Ctrl+ArrowRight')).toBe('2026-11-18T07:30 2026-11-19T16:30');
      expect(pressed(course, 'ArrowLeft', { byDays: true })).toBe('2026-11-16T07:30 2026-11-17T16:30');
    });

    it('moves to the next room and no time, and stops at the first and the last', () => {
      const to = (roomId: string | null, key: string) => {
        const next = nudge({ roomId, interval: course }, plain(key), world)!;
        expect(next.interval).toEqual(course);
        return next.roomId;
      };
      expect(['r1', 'r2', 'r3'].map((room) => to(room, 'ArrowDown'))).toEqual(['r2', 'r3', 'r3']);
      expect(['r1', 'r2', 'r3'].map((room) => to(room, 'ArrowUp'))).toEqual(['r1', 'r1', 'r2']);
    });

    it('gives a ghost the first room, and moves it in the tray', () => {
      expect(nudge({ roomId: null, interval: course }, plain('ArrowDown'), world)).toEqual({
        roomId: 'r1',
        interval: course,
      });
      expect(nudge({ roomId: null, interval: course }, plain('ArrowRight'), world)!.roomId).toBeNull();
    });

    it('leaves the room where no other is shown', () => {
      expect(nudge({ roomId: 'r2', interval: course }, plain('ArrowDown'), { ...world, rooms: [] })).toEqual({
        roomId: 'r2',
        interval: course,
      });
    });

    it('and its opposite lead back', () => {
      for (const [there, back] of [
        ['ArrowRight', 'ArrowLeft'],
        ['ArrowDown', 'ArrowUp'],
      ] as const) {
        for (const byDays of [false, true]) {
          const next = nudge({ roomId: 'r2', interval: course }, plain(there), { ...world, byDays })!;
          expect(nudge(next, plain(back), { ...world, byDays })).toEqual({ roomId: 'r2', interval: course });
        }
      }
    });
  });

  describe('an arrow with Shift', () => {
    it('moves the end across, and the start up and down', () => {
      expect(pressed(course, 'Shift+ArrowRight')).toBe('2026-11-17T07:30 2026-11-18T16:45');
      expect(pressed(course, 'Shift+ArrowLeft')).toBe('2026-11-17T07:30 2026-11-18T16:15');
      expect(pressed(course, 'Shift+ArrowDown')).toBe('2026-11-17T07:45 2026-11-18T16:30');
      expect(pressed(course, 'Shift+ArrowUp')).toBe('2026-11-17T07:15 2026-11-18T16:30');
      expect(pressed(course, 'Ctrl+Shift+ArrowRight')).toBe('2026-11-17T07:30 2026-11-19T16:30');
      expect(
        nudge({ roomId: 'r2', interval: course }, { key: 'ArrowDown', shiftKey: true, ctrlKey: false }, world)!.roomId,
      ).toBe('r2');
    });

    it('leaves at least a quarter of an hour', () => {
      const quarter = during('2026-11-17T07:30', '2026-11-17T07:45');
      for (const keys of ['Shift+ArrowLeft', 'Shift+ArrowDown', 'Ctrl+Shift+ArrowLeft', 'Ctrl+Shift+ArrowDown']) {
        expect(pressed(quarter, keys)).toBe(words(quarter));
      }
    });
  });

  it('other keys make nothing of it', () => {
    for (const key of ['Enter', 'Home', 'a', ' '])
      expect(nudge({ roomId: 'r2', interval: course }, plain(key), world)).toBeNull();
  });

  describe.each(SUNDAYS)('where the clocks change, on %s', (date) => {
    const before = Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
    const after = Temporal.PlainDate.from(date).add({ days: 1 }).toString();

    it('a day is the same time on the wall', () => {
      const saturday = during(`${before}T07:30`, `${before}T16:30`);
      expect(pressed(saturday, 'Ctrl+ArrowRight')).toBe(`${date}T07:30 ${date}T16:30`);
      expect(pressed(during(`${date}T07:30`, `${date}T16:30`), 'Ctrl+ArrowLeft')).toBe(words(saturday));
      expect(pressed(saturday, 'Ctrl+Shift+ArrowRight')).toBe(`${before}T07:30 ${date}T16:30`);
    });

    it('a course keeps its days and times over it', () => {
      expect(pressed(during(`${before}T07:30`, `${date}T16:30`), 'ArrowRight')).toBe(`${before}T07:45 ${date}T16:45`);
      expect(pressed(during(`${before}T07:30`, `${date}T16:30`), 'Ctrl+ArrowRight')).toBe(
        `${date}T07:30 ${after}T16:30`,
      );
    });

    it('quarters of an hour go on through the night, one by one, and never turn it round', () => {
      let now = { roomId: 'r2', interval: during(`${date}T00:30`, `${date}T01:30`) };
      for (let presses = 0; presses < 16; presses++) {
        const next = nudge(now, plain('ArrowRight'), world)!;
        expect(next.interval.start - now.interval.start).toBe(15 * minuteMs);
        expect(next.interval.end).toBeGreaterThan(next.interval.start);
        now = { roomId: 'r2', interval: next.interval };
      }
    });
  });
});
