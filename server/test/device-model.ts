import type pg from 'pg';
import { hours, later, local } from './factories.ts';

/** What a random sequence does, by the places of things in its list. */
export type DeviceStep =
  | { readonly what: 'move'; readonly booking: number; readonly start: number; readonly length: number }
  | { readonly what: 'cancel'; readonly booking: number }
  | { readonly what: 'reopen'; readonly booking: number }
  | { readonly what: 'want'; readonly booking: number; readonly quantity: number }
  | { readonly what: 'assign'; readonly booking: number; readonly device: number }
  | {
      readonly what: 'release' | 'handOut' | 'giveBack' | 'swap' | 'undo';
      readonly booking: number;
      readonly device: number;
      readonly to: number;
      readonly damaged: boolean;
    }
  | { readonly what: 'beginDowntime'; readonly device: number; readonly start: number; readonly length: number }
  | { readonly what: 'endDowntime'; readonly device: number };

type Assignment = {
  device: number;
  handed: boolean;
  returned: number | null;
  released: boolean;
  takenAway: boolean;
};
type Booking = { start: number; end: number; status: string; wanted: number; assignments: Assignment[] };
type Downtime = { device: number; start: number; end: number; ended: boolean };

const morning = local('2027-03-02', '00:00');
/** When everything of a sequence is done; all hours are of the same day and later. */
const nowHour = 10;
export function hourOf(hour: number): Date {
  return later(morning, hours(hour));
}

/** What the rules say of a sequence, one step after another: which constraint refuses a step, or none, and what is then so. */
export class DeviceModel {
  readonly bookings: Booking[];
  readonly downtimes: Downtime[] = [];

  constructor(bookings: readonly { readonly start: number; readonly length: number; readonly wanted: number }[]) {
    this.bookings = bookings.map(({ start, length, wanted }) => ({
      start,
      end: start + length,
      status: 'PENDING',
      wanted,
      assignments: [],
    }));
  }

  /** Takes the step if it may, and gives back the constraints of which one refuses it; none where it is taken. */
  take(step: DeviceStep): ReadonlySet<string> {
    const saved = JSON.stringify([this.bookings, this.downtimes]);
    const refusals = this.#try(step);
    if (refusals.size > 0) {
      const [bookings, downtimes] = JSON.parse(saved) as [Booking[], Downtime[]];
      this.bookings.splice(0, Infinity, ...bookings);
      this.downtimes.splice(0, Infinity, ...downtimes);
    }
    return refusals;
  }

  #try(step: DeviceStep): Set<string> {
    const refusals = new Set<string>();
    if ('booking' in step) {
      const booking = this.bookings[step.booking] as Booking;
      this.#changeBooking(booking, step, refusals);
    } else if (step.what === 'beginDowntime') {
      if (step.start <= nowHour && this.#isInHand(step.device)) refusals.add('no_downtime_in_a_hand');
      this.downtimes.push({ device: step.device, start: step.start, end: step.start + step.length, ended: false });
    } else {
      const downtime = this.downtimes
        .filter(({ device, ended }) => device === step.device && !ended)
        .toSorted((a, b) => b.start - a.start)[0];
      if (downtime) Object.assign(downtime, { ended: true, end: Math.min(downtime.end, nowHour) });
    }
    if (this.#overlaps()) refusals.add('no_overlapping_device_assignments');
    return refusals;
  }

  #changeBooking(booking: Booking, step: Extract<DeviceStep, { booking: number }>, refusals: Set<string>): void {
    if (step.what === 'move') Object.assign(booking, { start: step.start, end: step.start + step.length });
    else if (step.what === 'cancel') booking.status = 'CANCELLED';
    else if (step.what === 'reopen') booking.status = 'PENDING';
    else if (step.what === 'want') {
      if (step.quantity < standing(booking)) refusals.add('no_more_than_requested');
      if (booking.wanted !== step.quantity) {
        booking.wanted = step.quantity;
        this.#confirm(booking);
      }
    } else if (step.what === 'assign') this.#assign(booking, step.device, refusals);
    else this.#changeAssignment(booking, step, refusals);
  }

  #assign(booking: Booking, device: number, refusals: Set<string>): Assignment {
    if (booking.assignments.some((one) => one.device === device && !one.released && one.returned === null))
      refusals.add('device_once_a_booking');
    const assignment = { device, handed: false, returned: null, released: false, takenAway: false };
    booking.assignments.push(assignment);
    if (standing(booking) > booking.wanted) refusals.add('no_more_than_requested');
    else this.#confirm(booking);
    return assignment;
  }

  #changeAssignment(booking: Booking, step: Extract<DeviceStep, { to: number }>, refusals: Set<string>): void {
    if (step.what === 'undo') return this.#undo(booking, step.device, refusals);
    const assignment = booking.assignments.find(
      (one) => one.device === step.device && !one.released && one.returned === null,
    );
    if (!assignment) return;
    if (step.what === 'release') {
      if (assignment.handed) refusals.add('released_before_handed_out');
      assignment.released = true;
    } else if (step.what === 'handOut') {
      if (!assignment.handed) this.#handOut(booking, assignment, refusals);
    } else if (step.what === 'giveBack') {
      if (!assignment.handed) refusals.add('returned_after_handed_out');
      assignment.returned = nowHour;
      assignment.takenAway = step.damaged && nowHour < booking.end && booking.status !== 'CANCELLED';
    } else if (!assignment.handed) {
      assignment.released = true;
      this.#assign(booking, step.to, refusals);
    }
  }

  /** What was done last to the newest assignment of a device is taken back, as it was, and confirms nothing. */
  #undo(booking: Booking, device: number, refusals: Set<string>): void {
    const newest = booking.assignments.findLast((one) => one.device === device);
    if (!newest) return;
    const stood = !newest.released && !newest.takenAway;
    if (newest.released) newest.released = false;
    else if (newest.returned !== null) {
      if (this.#isInHand(device)) refusals.add('one_hand_at_a_time');
      if (this.#isDownNow(device)) refusals.add('devices_in_maintenance_stay_in');
      Object.assign(newest, { returned: null, takenAway: false });
    } else if (newest.handed) newest.handed = false;
    else newest.released = true;
    const ofDevice = booking.assignments.filter(
      (one) => one.device === device && !one.released && one.returned === null,
    );
    if (ofDevice.length > 1) refusals.add('device_once_a_booking');
    const stands = !newest.released && !newest.takenAway;
    if (stands && !stood && standing(booking) > booking.wanted) refusals.add('no_more_than_requested');
  }

  #isDownNow(device: number): boolean {
    return this.downtimes.some((one) => one.device === device && one.start <= nowHour && !one.ended);
  }

  #handOut(booking: Booking, assignment: Assignment, refusals: Set<string>): void {
    if (this.#isInHand(assignment.device)) refusals.add('one_hand_at_a_time');
    if (this.#isDownNow(assignment.device)) refusals.add('devices_in_maintenance_stay_in');
    if (!['PENDING', 'CONFIRMED'].includes(booking.status) || nowHour >= booking.end)
      refusals.add('handed_out_while_it_stands');
    assignment.handed = true;
  }

  #isInHand(device: number): boolean {
    return this.bookings.some(({ assignments }) =>
      assignments.some((one) => one.device === device && one.handed && one.returned === null),
    );
  }

  /** Nothing is open any more, and something stands. */
  #confirm(booking: Booking): void {
    if (booking.status === 'PENDING' && standing(booking) === booking.wanted && booking.wanted > 0)
      booking.status = 'CONFIRMED';
  }

  /** What takes a device, from hour to hour. */
  taken(): { device: number; from: number; to: number }[] {
    return [
      ...this.bookings.flatMap((booking) =>
        booking.assignments.flatMap(({ device, handed, returned, released }) =>
          released || (!handed && booking.status === 'CANCELLED')
            ? []
            : {
                device,
                from: handed ? Math.min(booking.start, nowHour) : booking.start,
                to: Math.min(booking.end, returned ?? Infinity),
              },
        ),
      ),
      ...this.downtimes.map(({ device, start, end }) => ({ device, from: start, to: end })),
    ].filter(({ from, to }) => from < to);
  }

  #overlaps(): boolean {
    const taken = this.taken();
    return taken.some((one, index) =>
      taken.some(
        (other, place) => place > index && other.device === one.device && one.from < other.to && other.from < one.to,
      ),
    );
  }

  /** What is still wanted of each booking. */
  open(): number[] {
    return this.bookings.map((booking) => (booking.status === 'CANCELLED' ? 0 : booking.wanted - standing(booking)));
  }
}

function standing(booking: Booking): number {
  return booking.assignments.filter(({ released, takenAway }) => !released && !takenAway).length;
}

/** The keys of what a sequence is about, in the order of the model. */
export type Keys = {
  readonly bookings: readonly string[];
  readonly requests: readonly string[];
  readonly devices: readonly string[];
};

/** The statements of a step, as the desk or a booking's action would send them. */
export async function write(
  client: pg.ClientBase,
  step: DeviceStep,
  { bookings, requests, devices }: Keys,
): Promise<void> {
  const at = hourOf(nowHour);
  const run = (text: string, ...values: unknown[]) => client.query(text, values);
  if (step.what === 'beginDowntime') {
    await run(
      `insert into device_downtimes (device_id, kind, starts_at, expected_end, made_at) values ($1, 'MAINTENANCE', $2, $3, $4)`,
      devices[step.device],
      hourOf(step.start),
      hourOf(step.start + step.length),
      at,
    );
    return;
  }
  if (step.what === 'endDowntime') {
    await run(
      `update device_downtimes set ended_at = $2 where id = (select id from device_downtimes where device_id = $1 and ended_at is null order by starts_at desc limit 1)`,
      devices[step.device],
      at,
    );
    return;
  }
  const booking = bookings[step.booking];
  if (step.what === 'undo') await undo(client, booking, devices[step.device], at);
  else if (step.what === 'move')
    await run(
      'update bookings set starts_at = $2, ends_at = $3 where id = $1',
      booking,
      hourOf(step.start),
      hourOf(step.start + step.length),
    );
  else if (step.what === 'cancel') await run(`update bookings set status = 'CANCELLED' where id = $1`, booking);
  else if (step.what === 'reopen') await run(`update bookings set status = 'PENDING' where id = $1`, booking);
  else if (step.what === 'want')
    await run('update bookings set devices_needed = $2 where id = $1', booking, step.quantity);
  else if (step.what === 'assign') await assign(client, requests[step.booking], devices[step.device]);
  else {
    const standing = `where booking_id = $1 and device_id = $2 and released_at is null and returned_at is null`;
    const values = [booking, devices[step.device], at];
    if (step.what === 'release') await run(`update device_assignments set released_at = $3 ${standing}`, ...values);
    else if (step.what === 'handOut')
      await run(`update device_assignments set handed_out_at = $3 ${standing} and handed_out_at is null`, ...values);
    else if (step.what === 'giveBack')
      await run(
        `update device_assignments set returned_at = $3, condition = $4 ${standing}`,
        ...values,
        step.damaged ? 'DAMAGED' : 'GOOD',
      );
    else {
      const { rowCount } = await run(
        `update device_assignments set released_at = $3 ${standing} and handed_out_at is null`,
        ...values,
      );
      if (rowCount) await assign(client, requests[step.booking], devices[step.to]);
    }
  }
}

async function assign(client: pg.ClientBase, request: string | undefined, device: string | undefined): Promise<void> {
  await client.query(
    `insert into device_assignments (tenant_id, booking_id, request_id, device_id, not_before) select tenant_id, booking_id, id, $2, $3 from device_requests where id = $1`,
    [request, device, hourOf(0)],
  );
}

/** As the desk undoes: the newest of what was done to an assignment, under the cause that confirms nothing. */
async function undo(client: pg.ClientBase, ...values: unknown[]): Promise<void> {
  await client.query(`select set_config('app.cause', 'undoDeviceMove', true)`);
  await client.query(
    `update device_assignments a set
       released_at = case when a.released_at is null and a.returned_at is null and a.handed_out_at is null then $3::timestamptz end,
       handed_out_at = case when a.released_at is not null or a.returned_at is not null then a.handed_out_at end,
       returned_at = null, condition = null, taken_away_at = null
     where a.id = (select m.assignment_id from device_moves m join device_assignments n on n.id = m.assignment_id
       where m.kind = 'ASSIGNED' and n.booking_id = $1 and n.device_id = $2 order by m.sequence desc limit 1)`,
    values,
  );
}
