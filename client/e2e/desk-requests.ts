import type { Tool } from './tool.ts';

/** Devices alone, wanted from an hour ago for the next three hours. Gives back the id of their request. */
export async function wantDevices(
  tool: Tool,
  client: string,
  devicesNeeded: number,
  deviceTypePreference: 'LAPTOPS' | 'DESKTOPS',
): Promise<string> {
  const now = Date.now();
  const [startsAt, endsAt] = [-1, 3].map((hours) => new Date(now + hours * 3_600_000).toISOString());
  type Here = { viewer: { tenants: { id: string; code: string }[] } };
  const { viewer } = await tool.query<Here>('{ viewer { tenants { id code } } }');
  const input = {
    kind: 'DEVICES_ONLY',
    clientName: client,
    clientContactPerson: 'P (sample)',
    clientEmail: 'p@client.example',
    clientPhone: '011 555 0100',
    numLearners: 0,
    numFacilitators: 1,
    tenantId: viewer.tenants.find(({ code }) => code === 'TECH')?.id,
    devicesNeeded,
    deviceTypePreference,
    segments: [{ startsAt, endsAt }],
  };
  type Made = { bookings: { deviceRequests: { id: string }[] }[] };
  const selection = 'bookings { deviceRequests { id } }';
  const { bookings } = await tool.write<Made>('createBookings', 'CreateBookingsInput', selection, input);
  return bookings[0]!.deviceRequests[0]!.id;
}

type PlannedDevice = { requestId: string; assignmentId: string; deviceId: string };

const planned = new WeakMap<Tool, Promise<PlannedDevice>>();

/** A device that is planned for a booking that runs: the same one each time that a tool asks for it. */
export function plannedDevice(tool: Tool): Promise<PlannedDevice> {
  const device = planned.get(tool) ?? planDevice(tool);
  planned.set(tool, device);
  return device;
}

async function planDevice(tool: Tool): Promise<PlannedDevice> {
  const requestId = await wantDevices(tool, 'Planned Devices', 1, 'LAPTOPS');
  type Free = { pickableDevices: { edges: { node: { id: string } }[] } };
  const query = 'query ($id: ID!) { pickableDevices(requestId: $id, first: 1) { edges { node { id } } } }';
  const { pickableDevices } = await tool.query<Free>(query, { id: requestId });
  const deviceId = pickableDevices.edges[0]!.node.id;
  type Assigned = { request: { assignments: { id: string }[] } };
  const selection = 'request { assignments { id } }';
  const input = { requestId, deviceIds: [deviceId] };
  const { request } = await tool.write<Assigned>('assignDevices', 'AssignDevicesInput', selection, input);
  return { requestId, assignmentId: request.assignments[0]!.id, deviceId };
}
