import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { calendarSearch, mostZoom, noDrawer, withoutBlanks, type CalendarSearch } from './calendar-search.ts';

const full: Required<CalendarSearch> = {
  view: 'month',
  date: '2026-11-17',
  zoom: 2.25,
  at: '2026-11-17T10:15',
  hours: 'all',
  rows: 'compact',
  group: 'seats',
  folded: 'seats-10,seats-more',
  tenant: 'TECH',
  offices: 'hidden',
  tray: 'all',
  ended: 'shown',
  booking: 'b1',
  act: 'CONFIRM',
  closure: 'c1',
  new: true,
  close: true,
  plan: true,
  from: '2026-11-17T05:30:00.000Z',
  to: '2026-11-17T14:30:00.000Z',
  room: 'r4',
  copy: 'b2',
  show: 'r5',
};

describe('an address', () => {
  it('is read as it was written', () => {
    expect(calendarSearch(full)).toEqual(full);
    expect(calendarSearch(JSON.parse(JSON.stringify(full)))).toEqual(full);
    for (const view of ['day', 'month'] as const) expect(calendarSearch({ view })).toEqual({ view });
    for (const rows of ['comfortable', 'compact'] as const) expect(calendarSearch({ rows })).toEqual({ rows });
    for (const group of ['seats', 'kind'] as const) expect(calendarSearch({ group })).toEqual({ group });
    for (const tray of ['folded', 'all'] as const) expect(calendarSearch({ tray })).toEqual({ tray });
  });

  it('says nothing of what is as usual', () => {
    expect(calendarSearch({})).toEqual({});
    expect(
      calendarSearch({
        view: 'week',
        zoom: 1,
        hours: 'open',
        rows: 'default',
        group: 'none',
        tray: 'open',
        offices: 'shown',
        ended: 'hidden',
        new: false,
      }),
    ).toEqual({});
  });

  it('holds a zoom that can be drawn', () => {
    expect(calendarSearch({ zoom: mostZoom })).toEqual({ zoom: mostZoom });
    for (const zoom of [mostZoom + 0.01, 1, 0.5, 0, -2, Number.NaN, Infinity, 'wide', null, undefined, {}, true])
      expect(calendarSearch({ zoom })).toEqual({});
  });

  it('holds days and times that there are', () => {
    for (const date of ['2026-02-30', '2026-13-01', '17.11.2026', 'today', '', 20_261_117, null])
      expect(calendarSearch({ date })).toEqual({});
    for (const at of ['2026-11-17', '2026-02-30T10:15', '2026-11-17T10:15:00Z', '2026-11-17T1015', 'now', 5])
      expect(calendarSearch({ at })).toEqual({});
  });

  it('drops what it does not know', () => {
    for (const key of Object.keys(full)) {
      for (const junk of ['', null, undefined, {}, [], Number.NaN, false])
        expect(calendarSearch({ [key]: junk })).toEqual({});
    }
    for (const key of [
      'view',
      'hours',
      'rows',
      'group',
      'offices',
      'tray',
      'ended',
      'new',
      'close',
      'date',
      'at',
      'zoom',
      'from',
      'to',
    ]) {
      expect(calendarSearch({ [key]: '<script>' })).toEqual({});
    }
    expect(calendarSearch({ utm_source: 'mail', view: 'day' })).toEqual({ view: 'day' });
  });

  it('holds the beginning and the end of a new booking only as instants: a form cannot begin with half of one', () => {
    for (const junk of ['2026-11-17', '1', 'room 5', '2026-11-17T05:30'])
      expect(calendarSearch({ new: true, from: junk, to: junk })).toEqual({ new: true });
  });
});

it('a change takes away what it leaves blank', () => {
  expect(withoutBlanks({ ...full, booking: undefined, zoom: undefined })).toEqual(
    calendarSearch({ ...full, booking: null, zoom: 1 }),
  );
});

it('a drawer that is closed leaves nothing of itself in the address', () => {
  const drawers = {
    booking: 'b1',
    act: 'CONFIRM',
    closure: 'c1',
    new: true,
    close: true,
    from: full.from,
    to: full.to,
    room: 'r4',
    copy: 'b2',
  } as const;
  expect(calendarSearch({ ...drawers, ...noDrawer })).toEqual({});
  expect(Object.keys(drawers).toSorted()).toEqual(Object.keys(noDrawer).toSorted());
});
