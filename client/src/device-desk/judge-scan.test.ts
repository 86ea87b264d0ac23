import { describe, expect, it } from 'vitest';
import type { Basket } from './basket.ts';
import { judgeToday } from './judge-today.ts';
import { judgeScan, type JudgedRequest, type ScannedDevice } from './judge-scan.ts';

const x515 = { id: 'c-x515', name: 'ASUS X515', kind: 'LAPTOP' as const };
const vivo = { id: 'c-vivo', name: 'ASUS VIVO', kind: 'LAPTOP' as const };
const desktop = { id: 'c-desktop', name: 'Desktop PC', kind: 'DESKTOP' as const };

function device(id: string, facts: Partial<ScannedDevice> = {}): ScannedDevice {
  return {
    id,
    serialNumber: id.toUpperCase(),
    name: id,
    status: 'AVAILABLE',
    category: x515,
    downtime: null,
    current: null,
    plans: [],
    ...facts,
  };
}
function request(id: string, facts: Partial<JudgedRequest> = {}): JudgedRequest {
  return { id, kind: 'LAPTOP', category: null, quantity: 3, assigned: 0, assignments: [], ...facts };
}
function selected(deviceId: string, requestId: string): Basket[number] {
  return { act: 'assign', deviceId, serialNumber: deviceId, requestId };
}

const laptops = request('r-laptops');
const desktops = request('r-desktops', { kind: 'DESKTOP', quantity: 1 });
const none: Basket = [];

describe('a scan at a request', () => {
  it('that no device bears is unknown, and one that several bear is for somebody to choose', () => {
    expect(judgeScan([], { requests: [laptops], basket: none })).toEqual({ type: 'unknown' });
    const both = [device('x1'), device('x2')];
    expect(judgeScan(both, { requests: [laptops], basket: none })).toEqual({ type: 'several', devices: both });
  });

  it('that fits is selected for the request that is open', () => {
    expect(judgeScan([device('x1')], { requests: [laptops, desktops], basket: none })).toMatchObject({
      type: 'select',
      requestId: 'r-laptops',
      isOther: false,
    });
  });

  it('of the same device again says so, and it stays selected', () => {
    const basket = [selected('x1', 'r-laptops')];
    expect(judgeScan([device('x1')], { requests: [laptops], basket }).type).toBe('already-selected');
  });

  it('of more than is wanted is refused, counting what is assigned and what is selected', () => {
    const requests = [request('r', { assigned: 1 })];
    const basket = [selected('x1', 'r'), selected('x2', 'r')];
    expect(judgeScan([device('x3')], { requests, basket })).toMatchObject({ type: 'not-needed', requestId: 'r' });
    expect(judgeScan([device('x3')], { requests, basket: basket.slice(1) }).type).toBe('select');
  });

  it('of another kind is selected for the other request of the booking that it fits', () => {
    const context = { requests: [laptops, desktops], basket: none };
    expect(judgeScan([device('d1', { category: desktop })], context)).toMatchObject({
      type: 'select',
      requestId: 'r-desktops',
      isOther: true,
    });
    expect(judgeScan([device('d1', { category: desktop })], { ...context, requests: [laptops] }).type).toBe('unfit');
  });

  it('of another category does not fit a request by category; any device fits one for any', () => {
    const byCategory = request('r', { kind: null, category: vivo });
    expect(judgeScan([device('x1')], { requests: [byCategory], basket: none }).type).toBe('unfit');
    const any = request('r', { kind: null });
    expect(judgeScan([device('d1', { category: desktop })], { requests: [any], basket: none }).type).toBe('select');
  });

  it('of what is planned for somebody else then says for whom and until when', () => {
    const until = '2027-03-02T14:00:00Z';
    const plans = [{ endsAt: until, downtime: null, assignment: { booking: { clientName: 'Acme' } } }];
    expect(judgeScan([device('x1', { plans })], { requests: [laptops], basket: none })).toMatchObject({
      type: 'taken',
      client: 'Acme',
      until,
      isOut: false,
    });
    const busy = [{ endsAt: until, downtime: null, assignment: null }];
    expect(judgeScan([device('x1', { plans: busy })], { requests: [laptops], basket: none })).toMatchObject({
      type: 'taken',
      client: null,
    });
  });

  it('of what is to be repaired then says so, and names no booking', () => {
    const plans = [{ endsAt: null, downtime: { kind: 'MAINTENANCE' }, assignment: null }];
    expect(judgeScan([device('x1', { plans })], { requests: [laptops], basket: none })).toMatchObject({
      type: 'taken',
      isDown: true,
      until: null,
    });
  });

  it('of what is late says with whom it is, although it takes nothing any more', () => {
    const current = {
      state: 'OUT' as const,
      dueAt: '2027-03-01T14:00:00Z',
      late: true,
      booking: { clientName: 'Acme' },
    };
    expect(judgeScan([device('x1', { current })], { requests: [laptops], basket: none })).toMatchObject({
      type: 'taken',
      client: 'Acme',
      isOut: true,
    });
  });

  it('of what is out elsewhere now and back by then is selected', () => {
    const current = {
      state: 'OUT' as const,
      dueAt: '2027-03-01T14:00:00Z',
      late: false,
      booking: { clientName: 'Acme' },
    };
    expect(judgeScan([device('x1', { current })], { requests: [laptops], basket: none }).type).toBe('select');
  });

  it('of what is assigned here is selected for the hand-out; what is out here is said to be', () => {
    const assignment = { id: 'a1', handedOutAt: null, device: { id: 'x1' } };
    const planned = request('r', { assigned: 3, assignments: [{ ...assignment, state: 'PLANNED' }] });
    expect(judgeScan([device('x1')], { requests: [planned], basket: none })).toMatchObject({
      type: 'select-hand-out',
      assignmentId: 'a1',
    });
    const since = '2027-03-02T05:40:00Z';
    const out = request('r', { assignments: [{ ...assignment, state: 'OUT', handedOutAt: since }] });
    expect(judgeScan([device('x1')], { requests: [out], basket: none })).toMatchObject({ type: 'out-here', since });
    const returned = request('r', { assignments: [{ ...assignment, state: 'RETURNED' }] });
    expect(judgeScan([device('x1')], { requests: [returned], basket: none }).type).toBe('select');
  });

  it('of what is in maintenance, lost or retired is refused before anything else is looked at', () => {
    const downtime = { id: 't1', kind: 'LOST' as const, startsAt: '2027-02-01T08:00:00Z', note: null };
    const context = { requests: [desktops], basket: none };
    expect(judgeScan([device('x1', { downtime })], context)).toMatchObject({ type: 'down', downtime });
    expect(judgeScan([device('x1', { status: 'RETIRED' })], context).type).toBe('retired');
    const selected: Basket = [{ act: 'assign', deviceId: 'x1', serialNumber: 'X1', requestId: 'r' }];
    expect(judgeScan([device('x1', { downtime })], { ...context, basket: selected }).type, 'though selected').toBe(
      'down',
    );
  });
});

it('a scan in the list of what goes out today drops what was put into maintenance since it was selected', () => {
  const downtime = { id: 't1', kind: 'MAINTENANCE' as const, startsAt: '2027-02-01T08:00:00Z', note: null };
  const basket: Basket = [{ act: 'hand-out', deviceId: 'x1', serialNumber: 'X1', assignmentId: 'a1' }];
  const at = { list: 'to-hand-out' as const, assignments: [], now: 0, timeZone: 'Africa/Johannesburg' };
  expect(judgeToday('x1', [device('x1', { downtime })], at)(basket)).toMatchObject({
    tone: 'refused',
    lostDeviceId: 'x1',
  });
  expect(judgeToday('x1', [device('x1')], at)(basket)).toMatchObject({ tone: 'same' });
});
