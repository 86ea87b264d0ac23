import { inputBounds } from '../platform/limit-row.ts';

export const roomBounds = inputBounds({
  roomName: {
    value: 100,
    unit: 'characters of the name of a room',
    reason: 'It is shown whole, in lists and on buttons.',
  },
  roomParts: {
    value: 20,
    unit: 'rooms behind a folded wall',
    reason: 'Each of them is locked by every booking of the whole.',
  },
  roomSeats: { value: 5_000, unit: 'seats of a room', reason: 'More was mistyped.' },
});
