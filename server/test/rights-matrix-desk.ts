import type { Call } from './rights-matrix.ts';

const atTheDesk = 'signIn    | no | no | yes | no | yes | yes | no | yes | no | no';
const ofInventory = 'signIn    | no | no | yes | no | yes | no | no | yes | no | no';

/** Rows of the device desk's writes, by hand as the others. */
export const deskRows: Readonly<Record<string, readonly [cells: string, call?: Call]>> = {
  'Mutation.assignDevices': [atTheDesk, { at: 'input.requestId', of: 'request', given: { deviceIds: 'spare' } }],
  'Mutation.releaseDevices': [atTheDesk, { at: 'input.assignmentIds.0', of: 'assignment' }],
  'Mutation.swapDevice': [atTheDesk, { at: 'input.assignmentId', of: 'assignment', given: { deviceId: 'spare' } }],
  'Mutation.handOutDevices': [atTheDesk, { at: 'input.assignmentIds.0', of: 'assignment' }],
  'Mutation.returnDevices': [atTheDesk, { at: 'input.items.0.deviceId', of: 'device' }],
  'Mutation.lendDevices': [
    atTheDesk,
    { at: 'input.tenantId', of: 'tenant', given: { deviceIds: 'spare', until: '2031-03-02T08:00:00Z' } },
  ],
  // Somebody else moved it.
  'Mutation.undoDeviceMove': [
    'signIn    | no | no | nothingDone | no | nothingDone | nothingDone | no | nothingDone | no | no',
    { at: 'input.moveId', of: 'move' },
  ],
  'Mutation.startDowntime': [atTheDesk, { at: 'input.deviceIds.0', of: 'device' }],
  'Mutation.updateDowntime': [
    atTheDesk,
    { at: 'input.downtimeId', of: 'downtime', given: { note: 'Its fan rattles' } },
  ],
  'Mutation.endDowntimes': [atTheDesk, { at: 'input.downtimeIds.0', of: 'downtime' }],
  'Mutation.createDeviceCategory': [ofInventory, { at: 'input.name', of: 'name' }],
  'Mutation.updateDeviceCategory': [
    ofInventory,
    { at: 'input.categoryId', of: 'category', given: { accessories: ['bag'] } },
  ],
  'Mutation.createDevices': [
    ofInventory,
    { at: 'input.devices.0.serialNumber', of: 'name', given: { devices: 'new' } },
  ],
  'Mutation.updateDevice': [ofInventory, { at: 'input.deviceId', of: 'device', given: { notes: 'A key sticks' } }],
  'Mutation.retireDevices': [ofInventory, { at: 'input.deviceIds.0', of: 'device' }],
  'Mutation.reactivateDevices': [ofInventory, { at: 'input.deviceIds.0', of: 'device' }],
};
