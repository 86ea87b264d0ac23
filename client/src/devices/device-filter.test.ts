import { expect, test } from 'vitest';
import { figureFilters, filterOf, filtersOfState, isFigureListed, isFiltered, stateChoice } from './device-filter.ts';
import { devicesSearch } from './devices-search.ts';

test('the address becomes the filter, and nothing else does', () => {
  const search = devicesSearch({
    state: 'OFFSITE',
    late: true,
    idle: 60,
    category: 'c1',
    place: 'Shelf 2',
    search: 'x5',
    device: 'd1',
  });
  expect(filterOf(search)).toEqual({
    status: ['OFFSITE'],
    late: true,
    idleDays: 60,
    categoryId: 'c1',
    place: 'Shelf 2',
    search: 'x5',
  });
  expect(isFiltered(search)).toBe(true);
  expect(isFiltered(devicesSearch({ device: 'd1', add: true }))).toBe(false);
});

test('what an address cannot mean is left out of it', () => {
  expect(filterOf(devicesSearch({ state: 'GONE', idle: -3, late: 'yes', downtime: 7, category: '' }))).toEqual({});
});

test('overdue is what is late in a hand, in a room or off-site; not a repair that takes long', () => {
  expect(filterOf(devicesSearch({ late: true }))).toEqual({ late: true, status: ['ASSIGNED', 'OFFSITE'] });
  expect(filterOf(devicesSearch({ late: true, downtime: 'MAINTENANCE' }))).toEqual({
    late: true,
    downtime: ['MAINTENANCE'],
  });
});

test('a status and a kind of downtime are one choice', () => {
  for (const choice of ['', 'AVAILABLE', 'downtime:LOST'] as const)
    expect(stateChoice(filtersOfState(choice))).toBe(choice);
});

test('a figure is marked where its list is shown', () => {
  expect(isFigureListed('total', {})).toBe(true);
  expect(isFigureListed('total', { category: 'c1' })).toBe(true);
  expect(isFigureListed('lost', figureFilters.lost.filters)).toBe(true);
  expect(isFigureListed('total', figureFilters.lost.filters)).toBe(false);
});
