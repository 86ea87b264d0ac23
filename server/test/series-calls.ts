import { bookingInput, bookingFields, type Booking, type Outcome } from './booking-calls.ts';
import type { Caller } from './client.ts';
import { roomId, type TenantCode } from './factories.ts';

export type Series = {
  readonly id: string;
  readonly rule: string;
  readonly bookings: readonly Booking[];
  readonly leftOut: readonly { readonly date: string; readonly startsAt: string | null }[];
};

export type SeriesOutcome = Outcome & {
  readonly booked?: number;
  readonly leftOut?: readonly string[];
  readonly series?: Series | null;
  readonly skipped?: readonly { readonly booking: Booking; readonly reason: string }[];
  readonly segments?: readonly {
    readonly index: number;
    readonly date: string;
    readonly conflicts: readonly { readonly booking: { readonly clientName: string } | null }[];
    readonly alternatives: readonly { readonly room: { readonly position: number } }[];
  }[];
};

const series = `series { id rule bookings { ${bookingFields} } leftOut { date startsAt } }`;
const changed = `booking { ${bookingFields} } bookings { ${bookingFields} } skipped { booking { ${bookingFields} } reason } ${series}`;
const payloads = {
  createSeries: `bookings { ${bookingFields} } booked leftOut`,
  rescheduleSeries: changed,
  updateSeries: changed,
  cancelSeries: changed,
  handOverSeries: changed,
  restoreSeriesDate: `booking { ${bookingFields} } ${series}`,
};
export type SeriesMutation = keyof typeof payloads;

const placing: readonly SeriesMutation[] = ['createSeries', 'rescheduleSeries', 'restoreSeriesDate'];
function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function seriesDocument(name: SeriesMutation): string {
  return `mutation ($input: ${capitalized(name)}Input!) { result: ${name}(input: $input) {
  __typename ... on ${capitalized(name)}Payload { ${payloads[name]} } ... on Error { message } ... on InvalidInputError { fields { path message } } ... on NotAllowedError { permission }
  ${name === 'rescheduleSeries' ? '... on DeviceTakenError { devices { serialNumber } }' : ''}
  ${placing.includes(name) ? '... on RoomTakenError { segments { index date conflicts { booking { clientName } } alternatives { room { position } } } }' : ''} } }`;
}

/** Calls a mutation of series; errors outside its union fail the test. */
export async function callSeries(
  caller: Caller,
  name: SeriesMutation,
  input: Readonly<Record<string, unknown>>,
): Promise<SeriesOutcome> {
  return (await caller.get<{ result: SeriesOutcome }>(seriesDocument(name), { input })).result;
}

export type Repeated = {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly rule: Readonly<Record<string, unknown>>;
  readonly room?: number;
  readonly tenant?: TenantCode;
  readonly more?: Readonly<Record<string, unknown>>;
};

/** A complete createSeries input: what a test does not care about is filled in. */
export function seriesInput({ startsAt, endsAt, rule, room, tenant, more }: Repeated) {
  const { segments: _segments, ...request } = bookingInput({ startsAt, endsAt, ...(tenant ? { tenant } : {}) });
  return {
    ...request,
    first: { startsAt, endsAt, ...(room === undefined ? {} : { roomId: roomId(room) }) },
    rule,
    ...more,
  };
}

export function repeat(caller: Caller, wanted: Repeated): Promise<SeriesOutcome> {
  return callSeries(caller, 'createSeries', seriesInput(wanted));
}
