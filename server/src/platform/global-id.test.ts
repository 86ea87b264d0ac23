import { decodeGlobalID } from '@pothos/plugin-relay';
import { describe, expect, it, vi } from 'vitest';
import { decodeId, encodeId, keyOf, keyOrNone, noSuchKey } from './global-id.ts';

const key = '2f0c0d3e-5f1b-4c3a-9d57-0a8b6c1e4d21';
function written(text: string): string {
  return Buffer.from(text).toString('base64');
}

const malformed = [
  '',
  'a',
  'ab',
  '====',
  'Booking:1',
  written('Booking'),
  written(':x'),
  written('Booking:'),
  written('Booking::x'),
  written('1x:y'),
  written('\0:y'),
  'x'.repeat(201),
  `${written('Booking:x')} `,
  '\u{1f600}',
];

describe('a global id', () => {
  it('names what the library that writes it says', () => {
    for (const text of [`Booking:${key}`, 'Role:admin', 'A:b:c', 'Tenant:é\n:x'])
      expect(decodeId(written(text)), text).toEqual(decodeGlobalID(written(text)));
    expect(keyOf('Booking', encodeId('Booking', key))).toBe(key);
    expect(keyOf('Room', encodeId('Booking', key))).toBeNull();
  });

  it('that is malformed names nothing, as the library says too, and no error is made for it', () => {
    const stacks = vi.spyOn(Error, 'captureStackTrace');
    for (const id of malformed) {
      expect(decodeId(id), id).toEqual({ typename: '', id: '' });
      expect(keyOrNone('Booking', id)).toBe(noSuchKey);
    }
    const made = stacks.mock.calls.length;
    stacks.mockRestore();
    expect(made).toBe(0);
    for (const id of malformed.filter((text) => text.length <= 200))
      expect(() => decodeGlobalID(id), id).toThrow('Invalid global ID');
  });
});
