import { describe, expect, it } from 'vitest';
import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { barText, closureText, iconCount } from './bar-text.ts';

function booking(fields: Partial<BookingBarFragment> = {}): BookingBarFragment {
  return {
    id: 'b',
    reference: 'b',
    version: 1,
    kind: 'ROOM',
    status: 'CONFIRMED',
    clientName: 'Khula Training Partners',
    startsAt: '',
    endsAt: '',
    room: null,
    tenant: { id: 't', code: 'TECH' },
    requestedRoom: null,
    numLearners: 20,
    numFacilitators: 1,
    coffeeTeaStation: false,
    morningCatering: 'NONE',
    lunchCatering: 'NONE',
    devicesNeeded: 0,
    devicesAssigned: 0,
    deviceTypePreference: 'ANY',
    notes: null,
    ...fields,
  };
}

const full = booking({
  coffeeTeaStation: true,
  morningCatering: 'PASTRY',
  lunchCatering: 'IN_HOUSE',
  devicesNeeded: 12,
  devicesAssigned: 0,
  notes: 'Whiteboard',
});
function shown(width: number, of = full, extra = '') {
  return Object.entries(barText(width, of, extra)).flatMap(([part, is]) => (is ? [part] : []));
}

describe('a bar', () => {
  it('is its edge alone below 26 px, names the client from there, and people only from 60', () => {
    const short = booking({ clientName: 'K' });
    expect([shown(25), shown(25, short)]).toEqual([[], []]);
    expect([shown(26), shown(40)]).toEqual([['client'], ['client']]);
    expect([shown(59), shown(59, short)].flat()).not.toContain('people');
    expect(shown(80, short)).toEqual(['sign', 'client', 'people']);
    expect(shown(400)).toEqual(['sign', 'client', 'people', 'icons']);
  });

  it('never says less when it is wider, and people before icons', () => {
    const names = ['K', 'Khula', 'Khula Training Partners', 'The Very Long Name of an Institute for Further Education'];
    for (const clientName of names) {
      for (const of of [
        booking({ clientName }),
        { ...full, clientName },
        { ...full, clientName, numLearners: 120, numFacilitators: 12 },
      ]) {
        for (const extra of ['', 'Room 24']) {
          let before: readonly string[] = [];
          for (let width = 0; width <= 500; width++) {
            const now = shown(width, of, extra);
            expect(['', 'client', 'sign client', 'sign client people', 'sign client people icons']).toContain(
              now.join(' '),
            );
            expect(before.filter((part) => !now.includes(part))).toEqual([]);
            before = now;
          }
        }
      }
    }
  });

  it('leaves a name room before it puts anything beside it', () => {
    const long = { ...full, clientName: 'x'.repeat(40) };
    const firstWith = (part: string, extra = '') =>
      Array.from({ length: 500 }, (_, width) => width).find((width) => shown(width, long, extra).includes(part))!;
    expect(firstWith('sign')).toBeGreaterThan(44 + 17);
    expect(firstWith('people')).toBeGreaterThan(64 + 30);
    expect(firstWith('icons')).toBeGreaterThan(104 + 30 + 5 * 17);
    expect(firstWith('icons', 'Room 24')).toBeGreaterThan(firstWith('icons'));
  });

  it('has no icons where there are none, but the name of the wall it takes', () => {
    expect(shown(500, booking())).toEqual(['sign', 'client', 'people']);
    expect(shown(500, booking(), 'Room 24')).toEqual(['sign', 'client', 'people', 'icons']);
  });
});

it('icons: one for each wish, food once, devices with their number', () => {
  expect(iconCount(booking())).toBe(0);
  expect(iconCount(booking({ notes: '' }))).toBe(0);
  expect(iconCount(full)).toBe(5);
  expect(iconCount(booking({ coffeeTeaStation: true }))).toBe(1);
});

it('a closed bar says why where there is room for some of it, else that it is closed, and shows its sign as long as it can', () => {
  const repair = { reason: 'The projector is being replaced' };
  expect([12, 21, 22, 84, 85, 141, 142, 400].map((width) => closureText(width, repair))).toEqual([
    null,
    null,
    'sign',
    'sign',
    'closed',
    'closed',
    'all',
    'all',
  ]);
  expect(closureText(112, { reason: 'AC' })).toBe('all');
});
