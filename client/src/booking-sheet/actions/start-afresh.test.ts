import 'temporal-polyfill/global';
import { runHook } from '../../../test/run-hook.ts';
import { createElement, type ReactNode } from 'react';
import { Provider, type Client } from 'urql';
import { fromValue, never } from 'wonka';
import { expect, test } from 'vitest';
import type { BookingDetailsFragment } from '../../graphql/generated/graphql.ts';
import { HereContext } from '../../people/here.tsx';
import { ToastContext } from '../../ui/toaster.tsx';
import { useBookingExtension } from './use-booking-extension.ts';
import { useBookingMove } from './use-booking-move.ts';
import { useRoomAssignment } from './use-room-assignment.ts';

const here = {
  may: () => true,
  viewer: { user: { id: 'u', username: 'boss', displayName: 'Boss' }, tenants: [], permissions: [], via: null },
  facility: {
    name: 'House',
    timeZone: 'Africa/Johannesburg',
    opensAt: '07:00',
    closesAt: '19:00',
    bookableUntil: '2032-01-01',
  },
};
const past = {
  id: 'b',
  version: 3,
  kind: 'ROOM',
  status: 'PENDING',
  clientName: 'Acme',
  startsAt: '2020-11-17T05:30:00Z',
  endsAt: '2020-11-17T14:30:00Z',
  numLearners: 20,
  numFacilitators: 1,
  setupMinutes: 0,
  teardownMinutes: 0,
  setupSetByHand: false,
  teardownSetByHand: false,
  room: null,
  requestedRoom: null,
  seriesId: null,
  actions: [],
} as unknown as BookingDetailsFragment;
const small = { id: 'small', name: 'Leopard', capacity: 6, parts: [], setupMinutes: 0, teardownMinutes: 0 };
const large = { ...small, id: 'large', name: 'Innovation', capacity: 40 };
const panel = { booking: past, rooms: [small, large] as never, onDone() {} };

/** Reads never end, and each change is refused with these words about these fields. */
function refusing(fields: readonly { readonly path: string; readonly message: string }[]) {
  const refusal = { __typename: 'InvalidInputError', message: 'No.', fields };
  const mutations = ['assignRoom', 'rescheduleBooking', 'extendBooking'];
  const data = Object.fromEntries(mutations.map((name) => [name, refusal]));
  const client = { executeQuery: () => never, executeMutation: () => fromValue({ data }), suspense: false };
  return (child: ReactNode) =>
    createElement(
      Provider,
      { value: client as unknown as Client },
      createElement(
        HereContext,
        { value: here as never },
        createElement(ToastContext, { value: () => () => {} }, child),
      ),
    );
}

test('a move that starts afresh has nothing wrong with it, whoever found it', async () => {
  const move = await runHook(() => useBookingMove(panel), refusing([{ path: 'endsAt', message: 'Too late.' }]));
  await move.act(({ changeWhen, when }) => changeWhen({ ...when, to: { ...when.to, date: '2020-11-18' } }));
  await move.act(({ send }) => send(3));
  expect(move.now().placement.errors).toEqual({ endsAt: 'Too late.' });
  await move.act(({ form }) => form.discard());
  expect(move.now().placement.errors).toEqual({});
  expect(move.now().trouble).toBeNull();
  await move.end();
});

test('an assignment that starts afresh has nothing wrong with it', async () => {
  const assignment = await runHook(() => useRoomAssignment(panel), refusing([]));
  await assignment.act(({ pickRoom }) => pickRoom('large'));
  await assignment.act(({ placement }) =>
    placement.changeMinutes({ ...placement.minutes, setupMinutes: 'soon' } as never),
  );
  await assignment.act(({ send }) => send(3));
  expect(Object.keys(assignment.now().placement.errors)).toEqual(['setupMinutes']);
  await assignment.act(({ form }) => form.discard());
  expect(assignment.now().placement.errors).toEqual({});
  await assignment.end();
});

test('an extension that starts afresh has nothing wrong with it', async () => {
  const extension = await runHook(() => useBookingExtension(panel), refusing([]));
  await extension.act(({ send }) => send(3));
  expect(Object.keys(extension.now().errors)).toEqual(['endsAt']);
  await extension.act(({ form }) => form.discard());
  expect(extension.now().errors).toEqual({});
  await extension.end();
});

test('of two ticks that an assignment needs, only the missing one says so', async () => {
  const assignment = await runHook(() => useRoomAssignment(panel), refusing([]));
  await assignment.act(({ pickRoom }) => pickRoom('large'));
  await assignment.act(({ send }) => send(3));
  expect(assignment.now()).toMatchObject({ past: { isPast: true, isMissing: true } });
  // The room that is chosen next is too small, and nobody has been asked about that.
  await assignment.act(({ change }) => change({ roomId: 'small' }));
  expect(assignment.now().over).toMatchObject({ room: small, isMissing: false });
  await assignment.act(({ change }) => change({ acknowledgePast: true }));
  await assignment.act(({ send }) => send(3));
  expect(assignment.now()).toMatchObject({ past: { isMissing: false }, over: { isMissing: true } });
  await assignment.end();
});
