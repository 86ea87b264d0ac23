import { keyOfId, roomId, type TenantCode, tenantId } from './factories.ts';
import type { Caller } from './client.ts';

type RoomFacts = { readonly position: number; readonly name: string };

export type Booking = {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly clientName: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly room: RoomFacts | null;
  readonly requestedRoom: RoomFacts | null;
};

type Alternative = {
  readonly room: RoomFacts;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly spareSeats: number;
  readonly reason: string;
};
type Conflict = {
  readonly room: RoomFacts;
  readonly bookedRoom: RoomFacts | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly booking: { readonly id: string; readonly clientName: string } | null;
  readonly closure: { readonly reason: string } | null;
};

/** What a mutation answered: its payload, or one of its typed refusals. */
export type Outcome = {
  readonly __typename: string;
  readonly message?: string;
  readonly booking?: Booking;
  readonly bookings?: readonly Booking[];
  readonly displaced?: readonly Booking[];
  readonly closure?: {
    readonly id: string;
    readonly version: number;
    readonly reason: string;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly closedBy: string;
    readonly rooms: readonly RoomFacts[];
  } | null;
  readonly segments?: readonly {
    readonly index: number;
    readonly startsAt: string;
    readonly conflicts: readonly Conflict[];
    readonly alternatives: readonly Alternative[];
  }[];
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly permission?: string;
  readonly status?: string;
  readonly allowed?: readonly string[];
  readonly stale?: Booking;
  readonly retryAfterMs?: number;
  readonly refusals?: readonly Refusal[];
  /** Of a DeviceTakenError. */
  readonly devices?: readonly Serial[];
  readonly alternatives?: readonly Serial[];
  readonly clashes?: readonly {
    readonly device: Serial;
    readonly startsAt: string;
    readonly endsAt: string | null;
    readonly booking: { readonly id: string } | null;
  }[];
};

type Serial = { readonly serialNumber: string };

type Refusal = {
  readonly index: number;
  readonly bookingId: string;
  readonly kind: string;
  readonly message: string;
  readonly collidesWith: number | null;
  readonly taken: {
    readonly index: number;
    readonly conflicts: readonly Conflict[];
    readonly alternatives: readonly Alternative[];
  } | null;
};

export const bookingFields =
  'id version status clientName startsAt endsAt room { position name } requestedRoom { position name }';
const room = 'room { position name }';
const segment = `index startsAt conflicts { ${room} bookedRoom { position name } startsAt endsAt booking { id clientName } closure { reason } } alternatives { ${room} startsAt endsAt spareSeats reason }`;
const refusals = {
  RoomTakenError: `segments { ${segment} }`,
  DeviceTakenError:
    'devices { serialNumber } alternatives { serialNumber } clashes { device { serialNumber } startsAt endsAt booking { id } }',
  BulkRefusedError: `refusals { index bookingId kind message collidesWith taken { ${segment} } }`,
  InvalidInputError: 'fields { path message }',
  NotAllowedError: 'permission',
  WrongStatusError: 'status allowed',
  StaleBookingError: `stale: booking { ${bookingFields} }`,
  BusyError: 'retryAfterMs',
};

const payloads = {
  createBookings: `bookings { ${bookingFields} }`,
  assignRoom: `booking { ${bookingFields} } displaced { ${bookingFields} }`,
  rescheduleBooking: `booking { ${bookingFields} }`,
  updateBooking: `booking { ${bookingFields} }`,
  unassignRoom: `booking { ${bookingFields} }`,
  confirmBooking: `booking { ${bookingFields} }`,
  rejectBooking: `booking { ${bookingFields} }`,
  cancelBooking: `booking { ${bookingFields} }`,
  finishBooking: `booking { ${bookingFields} }`,
  extendBooking: `booking { ${bookingFields} }`,
  handOverBooking: `booking { ${bookingFields} }`,
  setDeviceRequests: `booking { ${bookingFields} devicesNeeded deviceTypePreference }`,
  assignRooms: `bookings { ${bookingFields} }`,
  confirmBookings: `bookings { ${bookingFields} }`,
  rejectBookings: `bookings { ${bookingFields} }`,
  undoBookingChange: `booking { ${bookingFields} } bookings { ${bookingFields} }`,
  closeRooms: `closure { id version reason startsAt endsAt closedBy rooms { position name } } displaced { ${bookingFields} }`,
  reopenRooms: `closure { id version endsAt }`,
};
export type MutationName = keyof typeof payloads;

const inputs: Partial<Record<MutationName, string>> = {
  unassignRoom: 'BookingReasonInput',
  rejectBooking: 'BookingReasonInput',
  cancelBooking: 'BookingReasonInput',
  confirmBooking: 'BookingRefInput',
  finishBooking: 'BookingRefInput',
  undoBookingChange: 'BookingRefInput',
};
const placing: readonly MutationName[] = [
  'createBookings',
  'assignRoom',
  'rescheduleBooking',
  'extendBooking',
  'undoBookingChange',
  'closeRooms',
];
/** What takes devices along to another time. */
const moving: readonly MutationName[] = ['assignRoom', 'rescheduleBooking', 'extendBooking', 'undoBookingChange'];
const stateless: Partial<Record<MutationName, RegExp>> = {
  createBookings: /WrongStatus|Stale/,
  undoBookingChange: /WrongStatus/,
  setDeviceRequests: /Stale/,
  closeRooms: /Stale/,
  reopenRooms: /WrongStatus|Stale/,
};

const bulk: readonly MutationName[] = ['assignRooms', 'confirmBookings', 'rejectBookings'];

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function documentOf(name: MutationName, payload = payloads[name]): string {
  const errors = Object.entries(refusals).filter(([error]) =>
    error === 'RoomTakenError'
      ? placing.includes(name)
      : error === 'DeviceTakenError'
        ? moving.includes(name)
        : error === 'BulkRefusedError'
          ? bulk.includes(name)
          : bulk.includes(name)
            ? !/WrongStatus|Stale|NotFound/.test(error)
            : stateless[name]?.test(error) !== true,
  );
  const spreads = errors.map(([error, fields]) => `... on ${error} { ${fields} }`).join(' ');
  return `mutation ($input: ${inputs[name] ?? `${capitalized(name)}Input`}!) { result: ${name}(input: $input) {
    __typename ... on ${capitalized(name)}Payload { ${payload} } ... on Error { message } ${spreads} } }`;
}

const documents = Object.fromEntries(
  (Object.keys(payloads) as MutationName[]).map((name) => [name, documentOf(name)]),
) as Record<MutationName, string>;

/** Calls a mutation; errors outside its union fail the test. */
export async function call(
  caller: Caller,
  name: MutationName,
  input: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  return (await caller.get<{ result: Outcome }>(documents[name], { input })).result;
}

export type Wanted = {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly room?: number;
  readonly wish?: number;
  readonly tenant?: TenantCode;
};

/** A complete createBookings input: what a test does not care about is filled in. */
export function bookingInput(
  { startsAt, endsAt, room, wish, tenant }: Wanted,
  more: Readonly<Record<string, unknown>> = {},
) {
  return {
    ...(tenant ? { tenantId: tenantId(tenant) } : {}),
    clientName: 'Sample Client',
    clientContactPerson: 'Thandi Nkosi',
    clientEmail: 'thandi@client.example',
    clientPhone: '+27 11 555 0100',
    numLearners: 2,
    numFacilitators: 1,
    segments: [
      {
        startsAt,
        endsAt,
        ...(room === undefined ? {} : { roomId: roomId(room) }),
        ...(wish === undefined ? {} : { requestedRoomId: roomId(wish) }),
      },
    ],
    ...more,
  };
}

export function book(caller: Caller, wanted: Wanted, more: Readonly<Record<string, unknown>> = {}): Promise<Outcome> {
  return call(caller, 'createBookings', bookingInput(wanted, more));
}

/** The keys of the bookings that were made. */
export function keysOf(outcome: Outcome): string[] {
  return (outcome.bookings ?? []).map((booking) => keyOfId(booking.id));
}
