import { expect, test } from 'vitest';
import { changesOf, draftOf, inputOf, mistakesIn } from './room-draft.ts';
import { equipmentWords, turnaroundWords } from './facts/equipment-words.ts';
import { placedBefore } from './placed-before.ts';

const draft = { ...draftOf(null), name: 'Blue', capacity: '12' };

test('only what is another than it was is sent', () => {
  const change = { capacity: '12', name: ' Green ', equipment: ['SOUND', 'SCREEN'] as const, partIds: ['2', '1'] };
  const changed = changesOf(change, { ...draft, partIds: ['1', '2'], equipment: ['SCREEN'] });
  expect(inputOf(changed)).toEqual({ name: 'Green', equipment: ['SOUND', 'SCREEN'] });
});

test('a name that another room has is told while it is typed, however it is written', () => {
  const others = [
    { id: '1', name: 'Deep  Blue', active: true },
    { id: '2', name: 'Old', active: false },
  ];
  expect(mistakesIn({ ...draft, name: ' deep blue' }, others)).toEqual({
    name: 'A room called Deep  Blue already exists.',
  });
  expect(mistakesIn({ ...draft, name: 'OLD' }, others)).toEqual({
    name: 'A room called Old already exists and is retired.',
  });
  expect(mistakesIn(draft, others)).toEqual({});
});

test('counts are whole, and within what the database takes', () => {
  for (const capacity of ['', '0', '5001', '1.5', '-2', 'many'])
    expect(Object.keys(mistakesIn({ ...draft, capacity }, []))).toEqual(['capacity']);
  for (const setupMinutes of ['', '1441', 'x'])
    expect(Object.keys(mistakesIn({ ...draft, setupMinutes }, []))).toEqual(['setupMinutes']);
  expect(Object.keys(mistakesIn({ ...draft, partIds: ['1'] }, []))).toEqual(['partIds']);
});

test('equipment is told in words, the first of it where there is little room', () => {
  expect(equipmentWords(['PROJECTOR', 'SOUND', 'WHITEBOARD'])).toBe('projector, sound, whiteboard');
  expect(equipmentWords(['PROJECTOR', 'SOUND', 'WHITEBOARD'], 2)).toBe('projector, sound + 1');
  expect(turnaroundWords({ setupMinutes: 30, teardownMinutes: 0 })).toBe('30 min setup');
  expect(turnaroundWords({ setupMinutes: 0, teardownMinutes: 0 })).toBe('');
});

test('what is moved stands right before what it was put before, or behind all', () => {
  expect(placedBefore(['a', 'b', 'c', 'd'], ['d'], 'b')).toEqual(['a', 'd', 'b', 'c']);
  expect(placedBefore(['a', 'b', 'c', 'd'], ['a'], null)).toEqual(['b', 'c', 'd', 'a']);
  expect(placedBefore(['a', 'b', 'c', 'd'], ['d', 'a'], 'c')).toEqual(['b', 'd', 'a', 'c']);
});
