import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import type { ScannedDevice, ScanVerdict } from './judge-scan.ts';
import { scanTone, scanWords } from './scan-words.ts';

const device: ScannedDevice = {
  id: 'x3',
  serialNumber: 'X515-3',
  name: 'X515-3',
  status: 'AVAILABLE',
  category: { id: 'c', name: 'ASUS X515', kind: 'LAPTOP' },
  downtime: null,
  current: null,
  plans: [],
};
const context = {
  code: 'x515-3',
  requests: [
    { id: 'r1', kind: 'DESKTOP' as const, category: null, quantity: 12, assigned: 7 },
    { id: 'r2', kind: null, category: { id: 'c', name: 'ASUS X515' }, quantity: 3, assigned: 0 },
  ],
  selectedFor: () => 1,
  now: Date.parse('2027-03-02T06:00:00Z'),
  timeZone: 'Africa/Johannesburg',
};
const out = { device, client: 'Acme', until: '2027-03-02T14:00:00Z', isOut: true, isDown: false };
const downtime = { id: 't', kind: 'MAINTENANCE' as const, startsAt: '2027-03-01T06:00:00Z', note: 'Broken hinge.' };

// Each line of the table of scans, as somebody at the desk reads and hears it.
const table: readonly (readonly [ScanVerdict, string, 'done' | 'same' | 'refused'])[] = [
  [{ type: 'unknown' }, 'No device has the code x515-3.', 'refused'],
  [{ type: 'several', devices: [device, device] }, '2 devices are called x515-3. Choose one.', 'refused'],
  [{ type: 'select', device, requestId: 'r1', isOther: false }, 'X515-3 selected, 8 of 12.', 'done'],
  [{ type: 'select', device, requestId: 'r2', isOther: true }, 'X515-3 selected for the 3 ASUS X515, 1 of 3.', 'done'],
  [{ type: 'select-hand-out', device, assignmentId: 'a' }, 'X515-3 selected to hand out.', 'done'],
  [{ type: 'already-selected', device }, 'X515-3 is already selected.', 'same'],
  [{ type: 'not-needed', device, requestId: 'r1' }, 'X515-3 is not needed: 8 of 12.', 'refused'],
  [{ type: 'unfit', device }, 'X515-3 is ASUS X515. This booking needs 12 desktops and 3 ASUS X515.', 'refused'],
  [{ type: 'taken', ...out }, 'X515-3 is out with Acme until 16:00.', 'refused'],
  [
    { type: 'taken', ...out, client: null, isOut: false },
    'X515-3 is planned for another booking until 16:00.',
    'refused',
  ],
  [{ type: 'taken', ...out, isOut: false, isDown: true }, 'X515-3 is due for maintenance until 16:00.', 'refused'],
  [
    { type: 'out-here', device, assignmentId: 'a', since: '2027-03-02T05:40:00Z' },
    'X515-3 is out since 07:40.',
    'same',
  ],
  [{ type: 'down', device, downtime }, 'X515-3 is in maintenance since Mon 08:00: Broken hinge.', 'refused'],
  [
    { type: 'down', device, downtime: { ...downtime, kind: 'LOST', note: null } },
    'X515-3 is lost since Mon 08:00.',
    'refused',
  ],
  [{ type: 'retired', device }, 'X515-3 is retired.', 'refused'],
];

test.each(table)('%o is told as "%s"', (verdict, words, tone) => {
  expect(scanWords(verdict, context)).toBe(words);
  expect(scanTone(verdict)).toBe(tone);
});
