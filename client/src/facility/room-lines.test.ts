import { expect, test } from 'vitest';
import { roomLines } from './room-lines.ts';
import { sampleList, sampleRooms, sampleRoomsIn } from './sample-rooms.ts';

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
  ['Library, 0', /not a number of seats/],
  ['Library, 1,200', /not a number of seats/],
  ['Library, 50000', /not a number of seats/],
  ['library , 3', /A room called library already exists/],
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

test('the list of the sample can be read whole, and brings equipment, setup times and the folded wall along', () => {
  const lines = roomLines(sampleList);
  expect(lines.filter(({ problem }) => problem !== null)).toEqual([]);
  const written = lines.flatMap(({ room }) => room ?? []);
  expect(sampleRoomsIn(written)).toEqual(sampleRooms);
  expect(sampleRoomsIn(written.slice(3))).toHaveLength(sampleRooms.length - 3);
});

test('a room that is written by hand beside it is not furnished, nor are those around it', () => {
  expect(sampleRoomsIn([{ name: 'Success', capacity: 10 }])).toHaveLength(1);
  expect(sampleRoomsIn([{ name: 'Success', capacity: 11 }])).toBeNull();
  expect(
    sampleRoomsIn([
      { name: 'Success', capacity: 10 },
      { name: 'Library', capacity: 12 },
    ]),
  ).toBeNull();
});
