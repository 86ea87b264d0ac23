import type { DeviceAssignment as AssignmentRow } from '../../generated/prisma/client.ts';
import { DeviceCondition } from '../../generated/prisma/enums.ts';
import { User } from '../../people/schema.ts';
import { builder } from '../../platform/builder.ts';
import type { RequestContext } from '../../platform/context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { Device, deviceOf } from '../../resources/devices/device-type.ts';
import { Booking } from '../booking-type.ts';
import { bookingOf, DeviceAssignment, DeviceRequest, needsContact, Rental, seesContact } from './device-types.ts';
import { loadAssignment, loadAssignmentSpan, loadDeviceRequest, loadPerson, loadRental } from './load-device-rows.ts';

const AssignmentState = builder.enumType('AssignmentState', {
  description: 'Where an assignment is between the store and the store.',
  values: {
    PLANNED: { description: 'Neither handed out nor released.' },
    OUT: { description: 'Handed out and not yet back.' },
    RETURNED: { description: 'Back, in the condition that it names.' },
    RELEASED: { description: 'Given up before it was handed out.' },
  } as const,
});

function stateOfAssignment({ releasedAt, returnedAt, handedOutAt }: AssignmentRow) {
  if (releasedAt !== null) return 'RELEASED';
  if (returnedAt !== null) return 'RETURNED';
  return handedOutAt === null ? 'PLANNED' : 'OUT';
}

/** @throws NotFoundError for a row that was removed meanwhile */
async function spanOf(context: RequestContext, id: string) {
  const span = await loadAssignmentSpan(context, id);
  if (span === null) throw new NotFoundError('device assignment');
  return span;
}

builder.node(DeviceAssignment, {
  description: 'One device, given to one request. It never changes its device: another one is another assignment.',
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, context) => loadAssignment(context, id),
  fields: (t) => {
    const person = (name: 'handedOutBy' | 'returnedBy', description: string) =>
      t.field({
        type: User,
        nullable: true,
        description,
        resolve: (assignment, _args, context) => {
          const key = assignment[name];
          return key === null ? null : loadPerson(context, key);
        },
      });
    const privately = (name: 'takenBy' | 'note', description: string) =>
      t.string({
        nullable: true,
        description: `${description} ${needsContact}`,
        resolve: (assignment, _args, { viewer }) =>
          seesContact(viewer, assignment.tenantId) ? assignment[name] : null,
      });
    return {
      device: t.field({
        type: Device,
        description: 'Which one was given.',
        resolve: ({ deviceId }, _args, context) => deviceOf(context, deviceId),
      }),
      booking: t.field({
        type: Booking,
        nullable: true,
        description: 'For whom. Null where it is not the viewer’s to see.',
        resolve: ({ bookingId }, _args, context) => bookingOf(context, bookingId),
      }),
      request: t.field({
        type: DeviceRequest,
        nullable: true,
        description: 'What it serves. Null where it is not the viewer’s to see.',
        resolve: ({ requestId }, _args, context) => loadDeviceRequest(context, requestId),
      }),
      rental: t.field({
        type: Rental,
        nullable: true,
        description: 'Under which it leaves the building; null in the house.',
        resolve: ({ rentalId }, _args, context) => (rentalId === null ? null : loadRental(context, rentalId)),
      }),
      state: t.field({ type: AssignmentState, description: 'Where it is now.', resolve: stateOfAssignment }),
      startsAt: t.field({
        type: 'DateTime',
        description:
          'From when on it takes the device: the later of the start of the booking and the moment it was assigned, or the hand-out if that came earlier.',
        resolve: async ({ id }, _args, context) => (await spanOf(context, id)).startsAt,
      }),
      dueAt: t.field({
        type: 'DateTime',
        description:
          'When it is due: the end of the booking; under a rental the end of its day of return, if later; earlier where it was given until then only.',
        resolve: async ({ id }, _args, context) => (await spanOf(context, id)).dueAt,
      }),
      late: t.boolean({
        description: 'It is out, and was due before now.',
        resolve: async (assignment, _args, context) =>
          stateOfAssignment(assignment) === 'OUT' && (await spanOf(context, assignment.id)).dueAt <= context.clock(),
      }),
      handedOutAt: t.expose('handedOutAt', { type: 'DateTime', nullable: true, description: 'Null before that.' }),
      handedOutBy: person('handedOutBy', 'Who gave it out. Null before that, and for what was written past this API.'),
      takenBy: privately('takenBy', 'Who took it along, in words.'),
      returnedAt: t.expose('returnedAt', { type: 'DateTime', nullable: true, description: 'Null before that.' }),
      returnedBy: person('returnedBy', 'Who took it back. Null before that, and for what was written past this API.'),
      condition: t.expose('condition', {
        type: DeviceCondition,
        nullable: true,
        description: 'How it came back; null before that.',
      }),
      takenAway: t.boolean({
        description: 'It came back before it was due and the request wants another one: swapped, damaged or lost.',
        resolve: ({ takenAwayAt }) => takenAwayAt !== null,
      }),
      note: privately('note', 'What was noted at its return: damage, missing accessories.'),
      version: t.exposeInt('version', { description: 'Counts its changes, from 1.' }),
    };
  },
});
