import { inputBounds } from '../platform/limit-row.ts';

const shownWhole = 'It is shown whole, in lists and on forms.';
const lockedTogether = 'Each is locked, checked and written in one transaction.';

export const deskBounds = inputBounds({
  accessories: { value: 20, unit: 'accessories of a device category', reason: 'Each is asked for at every return.' },
  deviceNote: { value: 2_000, unit: 'characters of a note about a device', reason: 'It is read whole, in a drawer.' },
  deviceText: {
    value: 200,
    unit: 'characters of a name, place, supplier or account of a device, and of who takes it',
    reason: shownWhole,
  },
  deskAssignments: { value: 2_000, unit: 'assignments of one write at the desk', reason: lockedTogether },
  deskDevices: { value: 500, unit: 'devices of one write at the desk', reason: lockedTogether },
  lowStock: { value: 100_000, unit: 'devices of a low-stock threshold', reason: 'More was mistyped.' },
  serialNumber: { value: 100, unit: 'characters of a serial number', reason: shownWhole },
});
