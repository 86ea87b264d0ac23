import { Client, makeErrorResult, makeResult, type Exchange } from 'urql';
import { filter, map, pipe } from 'wonka';
import { describe, expect, it } from 'vitest';
import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import type { Move } from './move.ts';
import { sendMove } from './send-move.ts';

const room = { id: '4', name: 'Honesty' };
const before: BookingBarFragment = {
  id: 'b1',
  reference: 'b1',
  version: 3,
  kind: 'ROOM',
  status: 'CONFIRMED',
  clientName: 'Acacia Mills',
  startsAt: '2026-11-17T10:00:00.000Z',
  endsAt: '2026-11-17T12:00:00.000Z',
  tenant: { id: 't', code: 'TECH' },
  room,
  requestedRoom: null,
  numLearners: 11,
  numFacilitators: 1,
  coffeeTeaStation: false,
  morningCatering: 'NONE',
  lunchCatering: 'NONE',
  devicesNeeded: 0,
  devicesAssigned: 0,
  deviceTypePreference: 'ANY',
  notes: null,
};
const dropped = { startsAt: '2026-11-18T10:00:00.000Z', endsAt: '2026-11-18T12:00:00.000Z' };
const elsewhere = { startsAt: '2026-11-19T10:00:00.000Z', endsAt: '2026-11-19T12:00:00.000Z' };
const move: Move = {
  booking: before,
  interval: { start: Date.parse(dropped.startsAt), end: Date.parse(dropped.endsAt) },
  roomId: '4',
  from: { interval: { start: Date.parse(before.startsAt), end: Date.parse(before.endsAt) }, roomId: '4' },
  assigns: false,
  undoes: false,
  acknowledgeOverCapacity: false,
};

/** Sends the move over a line that gives these answers; an error where it gives none. */
async function send({ mutation, query }: { mutation?: object; query?: object }) {
  const asked: string[] = [];
  const network: Exchange = () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind !== 'teardown'),
      map((operation) => {
        asked.push(operation.kind);
        const data = operation.kind === 'mutation' ? mutation : query;
        return data ? makeResult(operation, { data }) : makeErrorResult(operation, new Error('no answer'));
      }),
    );
  const client = new Client({ url: 'http://nowhere.invalid', preferGetMethod: false, exchanges: [network] });
  const sent = await sendMove(client, move);
  const came = 'booking' in sent ? `version ${sent.booking.version}` : sent.trouble.__typename;
  return { asked, came };
}

function stale(booking: object) {
  return { rescheduleBooking: { __typename: 'StaleBookingError', message: 'was changed', booking } };
}

describe('a drop whose answer is lost', () => {
  it('came about where the booking itself says so, and is not sent again', async () => {
    const query = { booking: { ...before, ...dropped, version: 4 } };
    expect(await send({ query })).toEqual({ asked: ['mutation', 'query'], came: 'version 4' });
  });

  it('is told as unanswered where the booking stands as before, or elsewhere, or cannot be asked', async () => {
    const unanswered = { asked: ['mutation', 'query'], came: 'Unanswered' };
    expect(await send({ query: { booking: before } })).toEqual(unanswered);
    expect(await send({ query: { booking: { ...before, ...elsewhere, version: 4 } } })).toEqual(unanswered);
    expect(await send({ query: { booking: null } })).toEqual(unanswered);
    expect(await send({})).toEqual(unanswered);
  });

  it('counts as done when it is tried again and stands there already, and is refused where somebody else moved it', async () => {
    const there = stale({ ...before, ...dropped, version: 4 });
    expect(await send({ mutation: there })).toEqual({ asked: ['mutation'], came: 'version 4' });
    const theirs = stale({ ...before, ...elsewhere, version: 4 });
    expect(await send({ mutation: theirs })).toEqual({ asked: ['mutation'], came: 'StaleBookingError' });
  });
});
