import type { Caller } from './client.ts';

export type Room = {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly capacity: number;
  readonly position: number;
  readonly active: boolean;
  readonly longTerm: boolean;
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
  readonly equipment: readonly string[];
  readonly parts: readonly { readonly position: number }[];
};

const roomFields =
  'id name version capacity position active longTerm setupMinutes teardownMinutes equipment parts { position }';

/** What a mutation of rooms answered: its payload, or one of its typed refusals. */
export type RoomOutcome = {
  readonly __typename: string;
  readonly message?: string;
  readonly room?: Room;
  readonly rooms?: readonly Room[];
  readonly noLongerFit?: readonly { readonly id: string }[];
  readonly noLongerFitCount?: number;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly use?: { readonly count: number; readonly wishCount: number };
};

const useFields = `count conflicts { room { name } startsAt booking { id } } wishes { id } wishCount closures { reason } partsAreFixed`;
const inputs = {
  createRoom: 'CreateRoomInput',
  updateRoom: 'UpdateRoomInput',
  orderRooms: 'OrderRoomsInput',
  deactivateRoom: 'RoomRefInput',
  reactivateRoom: 'RoomRefInput',
};
const more: Partial<Record<keyof typeof inputs, string>> = {
  createRoom: '... on InvalidInputError { fields { path message } }',
  updateRoom: `... on InvalidInputError { fields { path message } } ... on StaleRoomError { room { ${roomFields} } }`,
  orderRooms: '... on InvalidInputError { fields { path message } }',
  deactivateRoom: `... on RoomInUseError { use { ${useFields} } }`,
};

const payloadMore: Partial<Record<keyof typeof inputs, string>> = { updateRoom: 'noLongerFit { id } noLongerFitCount' };

function payloadOf(name: keyof typeof inputs): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`;
}

/** Calls a mutation of rooms; errors outside its union fail the test. */
export async function callRooms(
  caller: Caller,
  name: keyof typeof inputs,
  input: Readonly<Record<string, unknown>>,
): Promise<RoomOutcome> {
  return (
    await caller.get<{ result: RoomOutcome }>(
      `mutation ($input: ${inputs[name]}!) { result: ${name}(input: $input) { __typename
       ... on ${payloadOf(name)} { ${name === 'orderRooms' ? 'rooms' : 'room'} { ${roomFields} } ${payloadMore[name] ?? ''} } ... on Error { message } ${more[name] ?? ''} } }`,
      { input },
    )
  ).result;
}

export async function rooms(caller: Caller, includeInactive = false): Promise<readonly Room[]> {
  return (
    await caller.get<{ rooms: readonly Room[] }>(
      `query ($all: Boolean) { rooms(includeInactive: $all) { ${roomFields} } }`,
      { all: includeInactive },
    )
  ).rooms;
}
