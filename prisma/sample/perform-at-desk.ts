import { assignDevices } from '../../server/src/device-desk/handing/assign-devices.ts';
import { handOutDevices } from '../../server/src/device-desk/handing/hand-out-devices.ts';
import { returnDevices } from '../../server/src/device-desk/handing/return-devices.ts';
import type { Context } from '../../server/src/platform/context.ts';
import { findPickableDevices } from '../../server/src/resources/devices/pickable-devices.ts';
import type { Step } from './stories.ts';

type DeskStep = Extract<Step, { action: 'assignDevices' | 'handOutDevices' | 'returnDevices' }>;

/** Performs one step at the device desk, through the action that its page would call. */
export async function performAtDesk(context: Context, bookingId: string, step: DeskStep): Promise<void> {
  if (step.action === 'assignDevices') return assign(context, bookingId, step);
  const assignments = await context.db.prisma.deviceAssignment.findMany({
    where: { bookingId, releasedAt: null, returnedAt: null },
    orderBy: { device: { name: 'asc' } },
    take: step.count,
  });
  if (step.action === 'handOutDevices') {
    await handOutDevices(context, { assignmentIds: assignments.map(({ id }) => id), takenBy: step.takenBy });
    return undefined;
  }
  const { condition, note = null } = step;
  await returnDevices(context, { items: assignments.map(({ deviceId }) => ({ deviceId, condition, note })) });
  return undefined;
}

async function assign(
  context: Context,
  bookingId: string,
  { quantity, count, until }: Extract<DeskStep, { action: 'assignDevices' }>,
): Promise<void> {
  const request = await context.db.prisma.deviceRequest.findFirstOrThrow({
    where: { bookingId, quantity },
    include: { booking: { select: { startsAt: true } } },
  });
  const free = await findPickableDevices(context, { from: request.booking.startsAt, to: until }, request);
  await assignDevices(context, { requestId: request.id, deviceIds: free.slice(0, count).map(({ id }) => id) });
}
