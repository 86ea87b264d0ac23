import { getNamedType, isUnionType } from 'graphql';
import { schema } from '../src/schema.ts';
import type { Caller } from './client.ts';

type Device = { readonly id: string; readonly serialNumber: string };
type Assignment = {
  readonly id: string;
  readonly state: string;
  readonly takenAway: boolean;
  readonly version: number;
  readonly takenBy: string | null;
  readonly note: string | null;
  readonly condition: string | null;
  readonly device: Device;
  readonly rental: { readonly id: string; readonly number: string; readonly dueOn: string } | null;
};
type Request = {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly assigned: number;
  readonly assignments: readonly Assignment[];
};
type Downtime = {
  readonly id: string;
  readonly kind: string;
  readonly startsAt: string;
  readonly expectedEnd: string | null;
  readonly endedAt: string | null;
  readonly note: string | null;
};

/** What a write at the desk answered: its payload, or one of its refusals. */
export type DeskOutcome = {
  readonly __typename: string;
  readonly message?: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly permission?: string;
  readonly status?: string;
  readonly request?: Request;
  readonly assignments?: readonly Assignment[];
  readonly devices?: readonly Device[];
  readonly inStore?: readonly Device[];
  readonly found?: readonly Device[];
  readonly alternatives?: readonly Device[];
  readonly clashes?: readonly {
    readonly device: Device;
    readonly startsAt: string;
    readonly endsAt: string | null;
    readonly booking: { readonly id: string } | null;
  }[];
  readonly unfit?: readonly { readonly device: Device; readonly reason: string }[];
  readonly downtimes?: readonly Downtime[];
  readonly downtime?: Downtime;
  readonly booking?: { readonly id: string; readonly status: string; readonly kind: string; readonly version: number };
  readonly category?: { readonly id: string; readonly name: string; readonly version: number };
  readonly moves?: readonly { readonly id: string; readonly kind: string; readonly undoes: string | null }[];
  readonly node?: { readonly id: string };
};

const device = 'id serialNumber';
const assignment = `id state takenAway version takenBy note condition device { ${device} } rental { id number dueOn }`;
const request = `id state version assigned assignments { ${assignment} }`;
const downtime = 'id kind startsAt expectedEnd endedAt note';
const moves = 'moves { id kind undoes }';

const payloads = {
  assignDevices: `request { ${request} } ${moves}`,
  releaseDevices: `assignments { ${assignment} } ${moves}`,
  swapDevice: `request { ${request} } ${moves}`,
  handOutDevices: `assignments { ${assignment} } ${moves}`,
  returnDevices: `assignments { ${assignment} } inStore { ${device} } found { ${device} } ${moves}`,
  lendDevices: `booking { id status kind version } ${moves}`,
  undoDeviceMove: `devices { ${device} } ${moves}`,
  startDowntime: `downtimes { ${downtime} } ${moves}`,
  updateDowntime: `downtime { ${downtime} } ${moves}`,
  endDowntimes: `downtimes { ${downtime} } ${moves}`,
  createDevices: `devices { ${device} } ${moves}`,
  updateDevice: `device { ${device} } ${moves}`,
  retireDevices: `devices { ${device} } ${moves}`,
  reactivateDevices: `devices { ${device} } ${moves}`,
  createDeviceCategory: 'category { id name version }',
  updateDeviceCategory: 'category { id name version }',
};
export type DeskMutation = keyof typeof payloads;

const refusals: Readonly<Record<string, string>> = {
  InvalidInputError: 'fields { path message }',
  NotAllowedError: 'permission',
  WrongStatusError: 'status',
  DeviceTakenError: `devices { ${device} } alternatives { ${device} } clashes { device { ${device} } startsAt endsAt booking { id } }`,
  DeviceUnfitError: `unfit: devices { device { ${device} } reason }`,
  DeviceInUseError: `assignments { ${assignment} }`,
  RequestFilledError: `request { ${request} }`,
  StaleDeviceDataError: 'node { id }',
};

function documentOf(name: DeskMutation): string {
  const field = schema.getMutationType()?.getFields()[name];
  const union = field && getNamedType(field.type);
  const members = isUnionType(union) ? union.getTypes().map((type) => type.name) : [];
  const capitalized = name.charAt(0).toUpperCase() + name.slice(1);
  const spreads = members.flatMap((member) => {
    const selected = refusals[member];
    return selected === undefined ? [] : [`... on ${member} { ${selected} }`];
  });
  return `mutation ($input: ${capitalized}Input!) { result: ${name}(input: $input) {
    __typename ... on Error { message } ... on ${capitalized}Payload { ${payloads[name]} } ${spreads.join(' ')} } }`;
}

/** Calls a write at the desk; errors outside its union fail the test. */
export async function callDesk(
  caller: Caller,
  name: DeskMutation,
  input: Readonly<Record<string, unknown>>,
): Promise<DeskOutcome> {
  return (await caller.get<{ result: DeskOutcome }>(documentOf(name), { input })).result;
}
