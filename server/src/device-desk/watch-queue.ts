import { inVisibleTenants } from '../bookings/queries.ts';
import { followEvents } from '../bookings/calendar/follow-events.ts';
import { isOpen } from '../bookings/calendar/watch-calendar.ts';
import type { DeviceRequest, Device, Rental } from '../generated/prisma/client.ts';
import { visibilityOf } from '../people/rights/load-viewer.ts';
import { mustBeAllowed } from '../people/rights/policy.ts';
import type { RequestContext, Viewer } from '../platform/context.ts';
import { withVisibility } from '../platform/database/visibility.ts';
import type { DomainEvent } from '../platform/outbox/domain-event.ts';
import { RightsChangedError } from '../platform/outbox/errors.ts';
import type { Position } from '../platform/outbox/event-cursor.ts';
import { seesInventory } from '../resources/devices/device-rights.ts';

export type QueueChange = {
  readonly position: Position;
  readonly requests: readonly DeviceRequest[];
  /** That are there no longer. */
  readonly removedRequestIds: readonly string[];
  readonly devices: readonly Device[];
  readonly rentals: readonly Rental[];
  readonly conflictsChanged: boolean;
  /** The viewer whose rights decided what was sent. */
  readonly viewer: Viewer;
};

const ofRequest = 'device_request_changed';
const ofRental = 'rental_changed';
const ofDevice = 'device_changed';

/** How many events are sent at once: more of them come one after the other. */
const atOnce = 200;

/** A booking that moves or is cancelled says nothing of its requests, and they stand differently afterwards. */
function meets(event: DomainEvent): boolean {
  return event.tenantId !== null || event.type === ofDevice;
}

function concerns(event: DomainEvent, viewer: Viewer): boolean {
  return event.tenantId === null ? seesInventory(viewer) : isOpen(event, viewer);
}

/**
 * Follows the desk: requests, devices and rentals that changed, as they are now.
 * @throws NotAllowedError once the session has ended or the right is gone; RightsChangedError once rights are others, as
 * what was shown until then may have to go
 */
export async function* watchQueue(
  context: RequestContext,
  after: Position,
  signal: AbortSignal,
): AsyncGenerator<QueueChange> {
  for await (const burst of followEvents(context, after, { meets, concerns }, signal)) {
    const { events, viewer, before, from, to } = burst;
    mustBeAllowed(viewer, 'device:read');
    if (before !== null) throw new RightsChangedError();
    if (events.length === 0) yield { ...nothing, position: to, viewer };
    for (let start = 0; start < events.length; start += atOnce) {
      const some = events.slice(start, start + atOnce);
      const isLast = start + atOnce >= events.length;
      const change = await withVisibility(visibilityOf(viewer), () => changeOf(context, some));
      const position = isLast ? to : (some.at(-1)?.position ?? from);
      yield { ...change, position, viewer };
    }
  }
}

const nothing = { requests: [], removedRequestIds: [], devices: [], rentals: [], conflictsChanged: false };

async function changeOf(context: RequestContext, events: readonly DomainEvent[]) {
  const { prisma } = context.db;
  const subjectsOf = (type: string) => [
    ...new Set(events.filter((event) => event.type === type).map(({ subject }) => subject)),
  ];
  const [requestIds, deviceIds, rentalIds] = [subjectsOf(ofRequest), subjectsOf(ofDevice), subjectsOf(ofRental)];
  const bookingIds = events
    .filter(({ type, tenantId }) => tenantId !== null && type !== ofRequest && type !== ofRental)
    .map(({ subject }) => subject);
  const requests = await prisma.deviceRequest.findMany({
    where: { OR: [{ id: { in: requestIds } }, { bookingId: { in: bookingIds } }], ...inVisibleTenants(context) },
  });
  const devices = deviceIds.length === 0 ? [] : await prisma.device.findMany({ where: { id: { in: deviceIds } } });
  const rentals =
    rentalIds.length === 0
      ? []
      : await prisma.rental.findMany({ where: { id: { in: rentalIds }, ...inVisibleTenants(context) } });
  const there = new Set(requests.map(({ id }) => id));
  return {
    requests,
    removedRequestIds: requestIds.filter((id) => !there.has(id)),
    devices,
    rentals,
    conflictsChanged: requests.length + devices.length + rentals.length + requestIds.length > 0,
  };
}
