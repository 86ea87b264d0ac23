import { expect, test } from 'vitest';
import { roomLines, sampleList } from './room-lines.ts';

test.each(['Library, 12', 'Library 12', 'Library (12 seats)', 'Library\t12', '  Library ; 12 people', 'Library: 12'])(
  'a room is read from %o',
  (text) => {
    expect(roomLines(text)).toEqual([{ line: 1, room: { name: 'Library', capacity: 12 }, problem: null }]);
  },
);

test('a name may end in a number of its own, and empty lines count for nothing', () => {
  expect(roomLines('Room 4, 12\n\nA302, 4\n').map(({ line, room }) => [line, room?.name, room?.capacity])).toEqual([
    [1, 'Room 4', 12],
    [3, 'A302', 4],
  ]);
});

test.each([
  ['Library', /has no seats/],
  ['Library, 0', /no number of seats/],
  ['Library, 1,200', /no number of seats/],
  ['Library, 50000', /no number of seats/],
  ['library , 3', /There is a room called library already/],
])('what cannot be read is said, and never guessed: %s', (text, problem) => {
  const [line] = roomLines(
    text,
    ['Library'].filter(() => text.startsWith('library')),
  );
  expect(line?.room).toBeNull();
  expect(line?.problem).toMatch(problem);
});

test('a room that stands in the list twice is one too many', () => {
  expect(roomLines('Library, 12\nLIBRARY, 14').map(({ problem }) => problem !== null)).toEqual([false, true]);
});

test('the list of the sample can be read whole', () => {
  const lines = roomLines(sampleList);
  expect(lines).toHaveLength(20);
  expect(lines.filter(({ problem }) => problem !== null)).toEqual([]);
});
