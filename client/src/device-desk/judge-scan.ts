import type { AssignmentState, DeviceKind, DeviceStatus, DowntimeKind } from '../graphql/generated/graphql.ts';
import { countFor, isInBasket, type Basket } from './basket.ts';
import { fits, type Wanted } from './desk-facts.ts';

type Use = {
  readonly state: AssignmentState;
  readonly dueAt: string;
  readonly late: boolean;
  readonly booking: { readonly clientName: string } | null;
};

/** A device that bears a scanned code, with what takes it while the request wants it. */
export type ScannedDevice = {
  readonly id: string;
  readonly serialNumber: string;
  readonly name: string;
  readonly status: DeviceStatus | null;
  readonly category: { readonly id: string; readonly name: string; readonly kind: DeviceKind };
  readonly downtime: {
    readonly id: string;
    readonly kind: DowntimeKind;
    readonly startsAt: string;
    readonly note: string | null;
  } | null;
  readonly current: Use | null;
  readonly plans: readonly {
    readonly endsAt: string | null;
    readonly downtime: object | null;
    readonly assignment: { readonly booking: { readonly clientName: string } | null } | null;
  }[];
};

export type JudgedRequest = Wanted & {
  readonly id: string;
  readonly assigned: number;
  readonly assignments: readonly JudgedAssignment[];
};

type JudgedAssignment = {
  readonly id: string;
  readonly state: AssignmentState;
  readonly handedOutAt: string | null;
  readonly device: { readonly id: string };
};

/** What a scan means at a request; `docs/users.md` has the same table in words. */
export type ScanVerdict<Device extends ScannedDevice = ScannedDevice> =
  | { readonly type: 'unknown' }
  | { readonly type: 'several'; readonly devices: readonly Device[] }
  | { readonly type: 'select'; readonly device: Device; readonly requestId: string; readonly isOther: boolean }
  | { readonly type: 'select-hand-out'; readonly device: Device; readonly assignmentId: string }
  | { readonly type: 'already-selected'; readonly device: Device }
  | { readonly type: 'not-needed'; readonly device: Device; readonly requestId: string }
  | { readonly type: 'unfit'; readonly device: Device }
  | {
      readonly type: 'taken';
      readonly device: Device;
      readonly client: string | null;
      readonly until: string | null;
      readonly isOut: boolean;
      /** A downtime begins while the device would be used. */
      readonly isDown: boolean;
    }
  | { readonly type: 'out-here'; readonly device: Device; readonly assignmentId: string; readonly since: string | null }
  | { readonly type: 'down'; readonly device: Device; readonly downtime: NonNullable<Device['downtime']> }
  | { readonly type: 'retired'; readonly device: Device };

type JudgeContext = {
  /** All requests of the booking, the one that is open on the screen first. */
  readonly requests: readonly JudgedRequest[];
  readonly basket: Basket;
};

function onBooking(requests: readonly JudgedRequest[], deviceId: string): JudgedAssignment | undefined {
  return requests
    .flatMap(({ assignments }) => assignments)
    .find(({ device, state }) => device.id === deviceId && (state === 'PLANNED' || state === 'OUT'));
}

/** Says what one device means here. Never the first of a list: several are for somebody to choose from. */
function judgeDevice<Device extends ScannedDevice>(
  device: Device,
  { requests, basket }: JudgeContext,
): ScanVerdict<Device> {
  const assignment = onBooking(requests, device.id);
  if (assignment?.state === 'OUT')
    return { type: 'out-here', device, assignmentId: assignment.id, since: assignment.handedOutAt };
  // Also of what is selected: it may have been put into maintenance since.
  if (device.status === 'RETIRED') return { type: 'retired', device };
  if (device.downtime) return { type: 'down', device, downtime: device.downtime };
  if (isInBasket(basket, device.id)) return { type: 'already-selected', device };
  if (assignment) return { type: 'select-hand-out', device, assignmentId: assignment.id };
  const taken = takenBy(device);
  if (taken) return { type: 'taken', device, ...taken };
  const fitting = requests.filter((request) => fits(request, device));
  const [first] = fitting;
  if (!first) return { type: 'unfit', device };
  const open = fitting.find(({ id, quantity, assigned }) => assigned + countFor(basket, id) < quantity);
  return open
    ? { type: 'select', device, requestId: open.id, isOther: open.id !== requests[0]?.id }
    : { type: 'not-needed', device, requestId: first.id };
}

function takenBy({ current, plans }: ScannedDevice) {
  // What is late takes nothing any more, and is in a hand all the same.
  if (current?.late) return { client: current.booking?.clientName ?? null, until: null, isOut: true, isDown: false };
  const [first] = plans;
  if (!first) return null;
  const isOut = current !== null && current.dueAt === first.endsAt;
  return {
    client: first.assignment?.booking?.clientName ?? null,
    until: first.endsAt,
    isOut,
    isDown: first.downtime !== null,
  };
}

export function judgeScan<Device extends ScannedDevice>(
  devices: readonly Device[],
  context: JudgeContext,
): ScanVerdict<Device> {
  const [device] = devices;
  if (!device) return { type: 'unknown' };
  return devices.length > 1 ? { type: 'several', devices } : judgeDevice(device, context);
}
