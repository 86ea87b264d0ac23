import { describe, expect, it } from 'vitest';
import { NewestVersions } from './newest-wins.ts';

function booking(version: number, fields: object = {}) {
  return { __typename: 'Booking', id: 'b1', version, ...fields };
}

describe('what is known of an entity', () => {
  it('is never replaced by an older version, wherever it hides in an answer', () => {
    const newest = new NewestVersions();
    newest.learn({ calendarChanged: { ghost: null, occupancies: [{ booking: booking(6, { status: 'CANCELLED' }) }] } });
    const late = newest.learn({ calendar: { ghosts: [booking(5, { status: 'PENDING' })] } });
    expect(late).toEqual({ calendar: { ghosts: [booking(6, { status: 'CANCELLED' })] } });
  });

  it('is replaced by a newer one', () => {
    const newest = new NewestVersions();
    newest.learn(booking(1, { status: 'PENDING' }));
    expect(newest.learn(booking(2, { status: 'CONFIRMED' }))).toEqual(booking(2, { status: 'CONFIRMED' }));
    expect(newest.versionOf('b1')).toBe(2);
  });

  it('is put together from several answers of one version', () => {
    const newest = new NewestVersions();
    newest.learn(booking(3, { status: 'CONFIRMED' }));
    newest.learn(booking(3, { clientPhone: '555' }));
    expect(newest.learn(booking(2, { status: 'PENDING', clientPhone: '444' }))).toEqual(
      booking(3, { status: 'CONFIRMED', clientPhone: '555' }),
    );
  });

  it('adds nothing to an answer that was not asked for', () => {
    const newest = new NewestVersions();
    newest.learn(booking(3, { status: 'CONFIRMED', clientPhone: '555' }));
    expect(newest.learn(booking(2, { status: 'PENDING' }))).toEqual(booking(3, { status: 'CONFIRMED' }));
  });

  it('leaves what has no version as it is', () => {
    const newest = new NewestVersions();
    const room = { __typename: 'Room', id: 'r1', name: 'Honesty', parts: [] };
    expect(newest.learn({ rooms: [room, null] })).toEqual({ rooms: [room, null] });
  });
});
