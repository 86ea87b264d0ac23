import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { contains, hourMs, intersection, minuteMs, overlaps, type Interval } from '../../time/interval.ts';
import { rangeOf } from '../../time/range.ts';
import { timeScale, type ShownHours } from '../../time/time-scale.ts';
import { barUnder, freeAt, moveFocus, slotOf, trayRow, type Focus, type FocusWorld, type PlacedBar } from './focus.ts';
import { johannesburg } from '../../../test/facility.ts';

const zone = 'Europe/Vienna';
const opening = johannesburg;
function at(wall: string) {
  return Temporal.ZonedDateTime.from(`${wall}[${zone}]`).epochMilliseconds;
}
function wall(instant: number) {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}
function bar(key: string, start: string, end: string): PlacedBar {
  return {
    key,
    interval: { start: at(start), end: at(end) },
  };
}

type Setting = {
  readonly date?: string;
  readonly hours?: ShownHours;
  readonly slot?: number;
};

/** Monday 16 to Sunday 22 November, unless another day is named; an arrow goes by hours. */
function world(
  bars: Readonly<Record<string, readonly PlacedBar[]>>,
  { date = '2026-11-18', hours = 'open', slot = hourMs }: Setting = {},
): FocusWorld {
  return {
    scale: timeScale(rangeOf('week', date, zone, opening).days, hours),
    timeZone: zone,
    slot,
    rows: [trayRow, 'r1', 'r2', 'group', ...Array.from({ length: 20 }, (_, index) => `r${index + 3}`)],
    barsIn: (row) => bars[row] ?? [],
  };
}

function press(from: Focus, key: string, inWorld: FocusWorld, ctrlKey = false): Focus {
  return moveFocus(from, { key, ctrlKey }, inWorld)!;
}

/** Where a key leads within row r1: the bar, or the time of the empty slot. */
function led(
  from: string,
  key: string,
  bars: readonly PlacedBar[] = [],
  setting: Setting & { ctrlKey?: boolean } = {},
): string {
  const here = world({ r1: bars }, setting);
  const to = press({ row: 'r1', at: at(from) }, key, here, setting.ctrlKey);
  return barUnder(here, to)?.key ?? wall(to.at);
}

describe('an arrow', () => {
  it('goes from slot to slot', () => {
    expect(led('2026-11-17T09:00', 'ArrowRight')).toBe('2026-11-17T10:00');
    expect(led('2026-11-17T09:00', 'ArrowLeft')).toBe('2026-11-17T08:00');
    expect(led('2026-11-17T09:20', 'ArrowRight')).toBe('2026-11-17T10:00');
    expect(led('2026-11-17T09:20', 'ArrowLeft')).toBe('2026-11-17T08:00');
    expect(led('2026-11-17T09:00', 'ArrowRight', [], { slot: 15 * minuteMs })).toBe('2026-11-17T09:15');
  });

  it('goes over the closed night from the last slot of a day to the first of the next', () => {
    expect(led('2026-11-17T18:00', 'ArrowRight')).toBe('2026-11-18T07:00');
    expect(led('2026-11-18T07:00', 'ArrowLeft')).toBe('2026-11-17T18:00');
    expect(led('2026-11-17T22:00', 'ArrowRight')).toBe('2026-11-18T07:00');
    expect(led('2026-11-17T23:00', 'ArrowRight', [], { hours: 'all' })).toBe('2026-11-18T00:00');
    expect(led('2026-11-18T00:00', 'ArrowLeft', [], { hours: 'all' })).toBe('2026-11-17T23:00');
  });

  it('stays at the edges of the range', () => {
    expect(led('2026-11-16T07:00', 'ArrowLeft')).toBe('2026-11-16T07:00');
    expect(led('2026-11-22T18:00', 'ArrowRight')).toBe('2026-11-22T18:00');
    expect(led('2026-11-16T00:00', 'ArrowLeft', [], { hours: 'all' })).toBe('2026-11-16T00:00');
    expect(led('2026-11-22T23:00', 'ArrowRight', [], { hours: 'all' })).toBe('2026-11-22T23:00');
  });

  it('takes the shorter slot that is left at the end of a day', () => {
    const setting = { slot: 5 * hourMs };
    expect(led('2026-11-17T12:00', 'ArrowRight', [], setting)).toBe('2026-11-17T17:00');
    expect(led('2026-11-17T17:00', 'ArrowRight', [], setting)).toBe('2026-11-18T07:00');
    expect(led('2026-11-18T07:00', 'ArrowLeft', [], setting)).toBe('2026-11-17T17:00');
  });
});

describe('a bar', () => {
  const course = bar('course', '2026-11-17T07:30', '2026-11-19T16:30');

  it('counts as one, however long it is', () => {
    expect(led('2026-11-17T07:00', 'ArrowRight', [course])).toBe('course');
    expect(led('2026-11-18T12:00', 'ArrowRight', [course])).toBe('2026-11-19T16:30');
    expect(led('2026-11-18T12:00', 'ArrowLeft', [course])).toBe('2026-11-17T07:00');
    expect(led('2026-11-19T16:30', 'ArrowLeft', [course])).toBe('course');
  });

  it('is come upon at its start, from either side', () => {
    const here = world({ r1: [course] });
    expect(press({ row: 'r1', at: at('2026-11-17T07:00') }, 'ArrowRight', here).at).toBe(course.interval.start);
    expect(press({ row: 'r1', at: at('2026-11-19T16:30') }, 'ArrowLeft', here).at).toBe(course.interval.start);
  });

  it('leads to the next one that begins as it ends, and back', () => {
    const next = bar('next', '2026-11-19T16:30', '2026-11-19T18:00');
    expect(led('2026-11-17T07:30', 'ArrowRight', [course, next])).toBe('next');
    expect(led('2026-11-19T16:30', 'ArrowLeft', [course, next])).toBe('course');
  });

  it('that is short is not jumped over inside its slot, nor what is left of the slot', () => {
    const bars = [
      bar('first', '2026-11-17T09:05', '2026-11-17T09:15'),
      bar('second', '2026-11-17T09:30', '2026-11-17T09:45'),
    ];
    const here = world({ r1: bars });
    const along = (from: string, key: string) => {
      const stops: string[] = [];
      for (let focus: Focus = { row: 'r1', at: at(from) }; stops.length < 7; focus = press(focus, key, here))
        stops.push(barUnder(here, focus)?.key ?? wall(focus.at));
      return stops;
    };
    const stops = [
      '2026-11-17T08:00',
      '2026-11-17T09:00',
      'first',
      '2026-11-17T09:15',
      'second',
      '2026-11-17T09:45',
      '2026-11-17T10:00',
    ];
    expect(along('2026-11-17T08:00', 'ArrowRight')).toEqual(stops);
    expect(along('2026-11-17T10:00', 'ArrowLeft')).toEqual(stops.toReversed());
  });

  it('that begins with its slot is not jumped over from what is left of it', () => {
    const short = bar('short', '2026-11-17T09:00', '2026-11-17T09:30');
    expect(led('2026-11-17T09:00', 'ArrowRight', [short])).toBe('2026-11-17T09:30');
    expect(led('2026-11-17T09:30', 'ArrowLeft', [short])).toBe('short');
  });

  it('in the last slot of all is reached, and stays', () => {
    const last = bar('last', '2026-11-22T18:30', '2026-11-22T19:00');
    expect(led('2026-11-22T18:00', 'ArrowRight', [last])).toBe('last');
    expect(led('2026-11-22T18:30', 'ArrowRight', [last])).toBe('last');
  });

  it('in closed hours is reached from what stands before it and after it', () => {
    const [day, evening] = [
      bar('day', '2026-11-17T15:00', '2026-11-17T19:00'),
      bar('evening', '2026-11-17T20:00', '2026-11-17T22:00'),
    ];
    expect(led('2026-11-17T18:00', 'ArrowRight', [evening])).toBe('evening');
    expect(led('2026-11-18T07:00', 'ArrowLeft', [day, evening])).toBe('evening');
    expect(led('2026-11-17T20:00', 'ArrowLeft', [day, evening])).toBe('day');
    expect(led('2026-11-17T20:00', 'ArrowRight', [day, evening])).toBe('2026-11-18T07:00');
    expect(led('2026-11-17T15:00', 'ArrowRight', [day, evening])).toBe('evening');
  });

  it('that began before the range holds the first slot, and one that goes on after it the last', () => {
    const [since, on] = [
      bar('since', '2026-11-13T08:00', '2026-11-16T12:00'),
      bar('on', '2026-11-22T15:00', '2026-11-25T12:00'),
    ];
    expect(led('2026-11-16T13:00', 'ArrowLeft', [since, on])).toBe('2026-11-16T12:00');
    expect(led('2026-11-16T12:00', 'ArrowLeft', [since, on])).toBe('since');
    expect(led('2026-11-16T07:00', 'ArrowLeft', [since, on])).toBe('since');
    expect(led('2026-11-22T15:00', 'ArrowRight', [since, on])).toBe('on');
  });
});

describe('by days', () => {
  it('goes to the same time of day', () => {
    expect(led('2026-11-17T09:20', 'ArrowRight', [], { ctrlKey: true })).toBe('2026-11-18T09:20');
    expect(led('2026-11-17T09:20', 'ArrowLeft', [], { ctrlKey: true })).toBe('2026-11-16T09:20');
  });

  it('goes to the same time on the wall where the clocks change', () => {
    for (const [date, before] of [
      ['2026-03-29', '2026-03-28'],
      ['2026-10-25', '2026-10-24'],
    ] as const) {
      expect(led(`${before}T09:00`, 'ArrowRight', [], { date, ctrlKey: true })).toBe(`${date}T09:00`);
      expect(led(`${date}T09:00`, 'ArrowLeft', [], { date, ctrlKey: true })).toBe(`${before}T09:00`);
    }
  });

  it('stays where there is no further day', () => {
    expect(led('2026-11-22T09:00', 'ArrowRight', [], { ctrlKey: true })).toBe('2026-11-22T09:00');
    expect(led('2026-11-16T09:00', 'ArrowLeft', [], { ctrlKey: true })).toBe('2026-11-16T09:00');
  });
});

describe('from row to row', () => {
  const here = world({});
  const row = (from: string, key: string, ctrlKey = false) => {
    const to = press({ row: from, at: at('2026-11-17T09:20') }, key, here, ctrlKey);
    return [to.row, wall(to.at)];
  };

  it('keeps the time, and stays at the top and at the bottom', () => {
    const time = '2026-11-17T09:20';
    expect(row('r2', 'ArrowDown')).toEqual(['group', time]);
    expect(row('group', 'ArrowUp')).toEqual(['r2', time]);
    expect(row('r1', 'ArrowUp')).toEqual([trayRow, time]);
    expect(row(trayRow, 'ArrowUp')).toEqual([trayRow, time]);
    expect(row('r22', 'ArrowDown')).toEqual(['r22', time]);
  });

  it('turns pages, and stops at the last one', () => {
    expect(row('r1', 'PageDown')[0]).toBe('r10');
    expect(row('r10', 'PageUp')[0]).toBe('r1');
    expect(row('r20', 'PageDown')[0]).toBe('r22');
    expect(row('r2', 'PageUp')[0]).toBe(trayRow);
  });

  it('goes to the ends of the row, and with Ctrl to the corners of the calendar', () => {
    expect(row('r2', 'Home')).toEqual(['r2', '2026-11-16T07:00']);
    expect(row('r2', 'End')).toEqual(['r2', '2026-11-22T18:00']);
    expect(row('r2', 'Home', true)).toEqual([trayRow, '2026-11-16T07:00']);
    expect(row('r2', 'End', true)).toEqual(['r22', '2026-11-22T18:00']);
  });

  it('is led nowhere by other keys', () => {
    expect(moveFocus({ row: 'r1', at: at('2026-11-17T09:00') }, { key: 'Enter', ctrlKey: false }, here)).toBeNull();
  });
});

describe('in the tray', () => {
  const waiting = [
    bar('g1', '2026-11-14T08:00', '2026-11-16T12:00'),
    bar('g2', '2026-11-17T08:00', '2026-11-17T12:00'),
    bar('g3', '2026-11-17T08:00', '2026-11-18T12:00'),
    bar('g4', '2026-11-17T08:00', '2026-11-17T09:00'),
    bar('g5', '2026-11-22T18:30', '2026-11-22T19:30'),
  ];
  const here = world({ [trayRow]: waiting });
  const keyAt = (focus: Focus) => barUnder(here, focus)?.key;

  it('goes through all that wait, also those that begin at one moment, and stops at the ends', () => {
    const seen: (string | undefined)[] = [];
    let focus: Focus = { row: trayRow, at: at('2026-11-16T07:00') };
    for (let count = 0; count < waiting.length + 1; count++) {
      seen.push(keyAt(focus));
      focus = press(focus, 'ArrowRight', here);
    }
    expect(seen).toEqual(['g1', 'g2', 'g3', 'g4', 'g5', 'g5']);
    for (let count = 0; count < waiting.length; count++) focus = press(focus, 'ArrowLeft', here);
    expect(keyAt(focus)).toBe('g1');
  });

  it('is entered at the one that began last', () => {
    expect(keyAt(press({ row: 'r1', at: at('2026-11-20T09:00') }, 'ArrowUp', here))).toBe('g4');
    expect(keyAt(press({ row: 'r1', at: at('2026-11-16T09:00') }, 'ArrowUp', here))).toBe('g1');
  });

  it('is left at the time of the one it was on', () => {
    expect(press({ row: trayRow, at: at('2026-11-17T08:00'), ghost: 'g3' }, 'ArrowDown', here)).toEqual({
      row: 'r1',
      at: at('2026-11-17T08:00'),
    });
  });

  it('has the first that waits at its beginning, and the last at its end', () => {
    const together = world({
      [trayRow]: [
        bar('g1', '2026-11-16T07:00', '2026-11-16T09:00'),
        bar('g2', '2026-11-16T07:00', '2026-11-16T08:00'),
        bar('g3', '2026-11-22T18:30', '2026-11-22T19:30'),
      ],
    });
    const from: Focus = { row: trayRow, at: at('2026-11-16T07:00'), ghost: 'g2' };
    expect(barUnder(together, press(from, 'End', together))?.key).toBe('g3');
    expect(barUnder(together, press(from, 'Home', together))?.key).toBe('g1');
  });

  it('stays on what is there when the one it was on has gone, and where nobody waits', () => {
    expect(keyAt({ row: trayRow, at: at('2026-11-18T08:00'), ghost: 'gone' })).toBe('g4');
    const empty = world({});
    const focus = { row: trayRow, at: at('2026-11-18T08:00') };
    expect(press(focus, 'ArrowRight', empty)).toEqual(focus);
    expect(barUnder(empty, focus)).toBeNull();
  });
});

describe('a slot', () => {
  it('is as long as can be seen', () => {
    expect([200, 48, 24, 12, 6, 4, 2, 1, 0.1].map((pixels) => slotOf(pixels) / minuteMs)).toEqual([
      15, 15, 30, 60, 120, 180, 360, 720, 720,
    ]);
  });

  it.each(['2026-11-22', '2026-03-29', '2026-10-25'])(
    'is one of those that fill what is shown of the day without a gap: %s',
    (date) => {
      for (const hours of ['open', 'all'] as const) {
        for (const slot of [15 * minuteMs, hourMs, 2 * hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs]) {
          const here = world({}, { date, hours, slot });
          for (const { start, end } of here.scale.shown) {
            let from = start;
            while (from < end) {
              const own: Interval = freeAt(here, { row: 'r1', at: from });
              expect(own).toEqual({ start: from, end: Math.min(end, from + slot) });
              expect(freeAt(here, { row: 'r1', at: own.end - 1 })).toEqual(own);
              from = own.end;
            }
          }
        }
      }
    },
  );

  it('is only what those who stand there leave of it', () => {
    const here = world({
      r1: [bar('first', '2026-11-17T09:05', '2026-11-17T09:15'), bar('second', '2026-11-17T09:30', '2026-11-17T10:30')],
      [trayRow]: [bar('g1', '2026-11-17T09:05', '2026-11-17T09:15')],
    });
    const free = (time: string, row = 'r1') => {
      const { start, end } = freeAt(here, { row, at: at(`2026-11-17T${time}`) });
      return `${wall(start).slice(11)} ${wall(end).slice(11)}`;
    };
    expect(['08:20', '09:00', '09:20', '10:40', '11:00'].map((time) => free(time))).toEqual([
      '08:00 09:00',
      '09:00 09:05',
      '09:15 09:30',
      '10:30 11:00',
      '11:00 12:00',
    ]);
    expect(free('09:20', 'r2')).toBe('09:00 10:00');
    expect(free('09:20', trayRow)).toBe('09:00 10:00');
  });

  it('offers nothing that is taken, also where the focus came down from a bar in closed hours', () => {
    const here = world({
      r1: [bar('late', '2026-11-17T16:00', '2026-11-17T19:00'), bar('early', '2026-11-18T07:00', '2026-11-18T09:30')],
    });
    expect(freeAt(here, { row: 'r1', at: at('2026-11-17T20:00') })).toEqual({
      start: at('2026-11-18T09:30'),
      end: at('2026-11-18T10:00'),
    });
  });
});

/** The same numbers each time, and no pattern in them. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 7919;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const slotLengths = [30 * minuteMs, hourMs, 3 * hourMs, 12 * hourMs];

/** A row as it comes: short and long, with gaps and without. */
function anyRow(seed: number, { scale }: FocusWorld): readonly PlacedBar[] {
  const roll = dice(seed);
  const bars: PlacedBar[] = [];
  const from = scale.shown[0]!.start;
  let start = from + (roll(3) === 0 ? -roll(40) * hourMs : roll(200) * 5 * minuteMs);
  while (start < scale.shown.at(-1)!.end) {
    const end = start + [5, 15, 25, 60, 240, 600, 2400][roll(7)]! * minuteMs;
    if (end > from) bars.push({ key: `b${bars.length}`, interval: { start, end } });
    start = end + (roll(2) === 0 ? 0 : roll(150) * 5 * minuteMs);
  }
  return bars;
}

/** Where the key leads, one after the other, until it leads no further. */
function walk(from: Focus, key: 'ArrowRight' | 'ArrowLeft', here: FocusWorld): readonly Focus[] {
  const stops = [from];
  while (stops.length < 2000) {
    const next = press(stops.at(-1)!, key, here);
    if (next.at === stops.at(-1)!.at) return stops;
    stops.push(next);
  }
  throw new Error(`${key} leads round and round`);
}

describe.each([
  { name: 'all hours', hours: 'all', closed: true },
  { name: 'open hours', hours: 'open', closed: false },
  { name: 'open hours, with bars that lie in closed ones', hours: 'open', closed: true },
] as const)('walking along a row: $name', ({ hours, closed }) => {
  const settings = Array.from({ length: 48 }, (_, seed) => {
    const setting = {
      date: ['2026-11-18', '2026-03-29', '2026-10-25'][seed % 3]!,
      hours,
      slot: slotLengths[seed % 4]!,
    };
    const empty = world({}, setting);
    const bars = anyRow(seed, empty).filter(
      ({ interval }) => closed || empty.scale.shown.some((open) => overlaps(open, interval)),
    );
    const here = world({ r1: bars }, setting);
    return {
      bars,
      here,
      stops: walk(press({ row: 'r1', at: empty.scale.shown[0]!.start }, 'Home', here), 'ArrowRight', here),
    };
  });

  it('visits each bar once and ends', () => {
    for (const { bars, here, stops } of settings) {
      expect(stops.flatMap((focus) => barUnder(here, focus)?.key ?? [])).toEqual(bars.map(({ key }) => key));
    }
  });

  it('goes back the way it came', () => {
    for (const { here, stops } of settings) {
      expect(walk(stops.at(-1)!, 'ArrowLeft', here)).toEqual(stops.toReversed());
      expect(press(stops[0]!, 'End', here)).toEqual(stops.at(-1));
    }
  });

  it('stands on all that is free, and on nothing that is taken, between the bars', () => {
    for (const { bars, here, stops } of settings) {
      const free = stops.filter((focus) => !barUnder(here, focus)).map((focus) => freeAt(here, focus));
      for (const [index, one] of free.entries()) {
        expect(one.start).toBeLessThan(one.end);
        expect(one.end).toBeLessThanOrEqual(free[index + 1]?.start ?? Infinity);
        expect(bars.filter(({ interval }) => overlaps(interval, one))).toEqual([]);
      }
      const length = ({ start, end }: Interval) => end - start;
      const taken = here.scale.shown.flatMap((open) =>
        bars.flatMap(({ interval }) => intersection(open, interval) ?? []),
      );
      const total = (some: readonly Interval[]) => some.reduce((sum, one) => sum + length(one), 0);
      expect(total(free) + total(taken)).toBe(total(here.scale.shown));
    }
  });
});

describe('wherever keys lead', () => {
  const along = ['ArrowRight', 'ArrowRight', 'ArrowLeft'];
  const keys = [...along, ...along, ...along, 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];

  /** A hundred presses and more, on rows and a tray that are as full as they get. */
  function stroll(seed: number): { here: FocusWorld; places: readonly Focus[] } {
    const roll = dice(seed);
    const setting = { date: '2026-10-25', hours: seed % 2 ? 'all' : 'open', slot: slotLengths[seed % 4]! } as const;
    const empty = world({}, setting);
    const here = world(
      Object.fromEntries(empty.rows.map((row, index) => [row, anyRow(seed + index * 100, empty)])),
      setting,
    );
    const places: Focus[] = [{ row: 'r1', at: here.scale.shown[0]!.start }];
    for (let presses = 0; presses < 120; presses++)
      places.push(press(places.at(-1)!, keys[roll(keys.length)]!, here, roll(3) === 0));
    return { here, places };
  }

  const strolls = Array.from({ length: 60 }, (_, seed) => stroll(seed));

  it('is within the range, in a row that there is', () => {
    for (const { here, places } of strolls) {
      const range = { start: here.scale.days[0]!.start, end: here.scale.days.at(-1)!.end };
      expect(places.filter(({ row, at: moment }) => !contains(range, moment) || !here.rows.includes(row))).toEqual([]);
    }
  });

  it('is a bar, or a place that is free and shown', () => {
    for (const { here, places } of strolls) {
      const empty = places.filter((focus) => focus.row !== trayRow && !barUnder(here, focus));
      const wrong = empty.filter((focus) => {
        const free = freeAt(here, focus);
        return !contains(free, focus.at) || here.barsIn(focus.row).some(({ interval }) => overlaps(interval, free));
      });
      expect(wrong.map(({ row, at: moment }) => `${row} ${wall(moment)}`)).toEqual([]);
    }
  });
});
