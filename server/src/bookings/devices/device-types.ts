import type {
  DeviceAssignment as AssignmentRow,
  DeviceRequest as RequestRow,
  Rental as RentalRow,
} from '../../generated/prisma/client.ts';
import { degreeOf } from '../../people/rights/policy.ts';
import { builder } from '../../platform/builder.ts';
import type { RequestContext, Viewer } from '../../platform/context.ts';
import { may } from '../../platform/may.ts';
import { guardNode } from '../../platform/node-field.ts';
import { unmasked, withTenant } from '../calendar/calendar-type.ts';
import type { BookingView } from '../occupancy-view.ts';
import { loadBookingView } from './load-device-rows.ts';

export const DeviceRequest = builder.objectRef<RequestRow>('DeviceRequest');
export const DeviceAssignment = builder.objectRef<AssignmentRow>('DeviceAssignment');
export const Rental = builder.objectRef<RentalRow>('Rental');

/** A booking as the viewer may see it; null where it is not theirs to see. */
export async function bookingOf(context: RequestContext, id: string): Promise<BookingView | null> {
  const booking = unmasked(await loadBookingView(context, id), context);
  return booking && withTenant(booking, context);
}

/** Who hands devices over sees to whom, where to and by whom they were taken. */
export function seesContact(viewer: Viewer | null, tenantId: string): boolean {
  return degreeOf(viewer, tenantId) === 'full' || may(viewer, 'device:assign', tenantId);
}

export const needsContact = 'Null for those who have neither booking:read nor device:assign in its division.';

// As Booking.
for (const type of ['DeviceRequest', 'DeviceAssignment', 'Rental'])
  guardNode(
    type,
    ({ viewer }) => may(viewer, 'calendar:read'),
    ({ viewer }, { tenantId }) => degreeOf(viewer, tenantId) !== 'busy',
  );
