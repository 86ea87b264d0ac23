import { DeviceConnection } from '../resources/devices/devices.graphql.ts';
import { categoryOf, DeviceCategory } from '../resources/devices/device-type.ts';
import { countDevicesByState, type DeviceFigures } from '../resources/devices/device-figures.ts';
import { Device } from '../resources/devices/device-type.ts';
import { DeviceAssignment, DeviceRequest, Rental } from '../bookings/devices/device-types.ts';
import { loadDeviceRequest } from '../bookings/devices/load-device-rows.ts';
import { builder } from '../platform/builder.ts';
import { pageWords } from '../platform/connection-page.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { idOf } from '../platform/named-ids.ts';
import { countOf, placedConnection, placedPageInput, withCount } from '../platform/placed-page.ts';
import './subscriptions.ts';
import './suggestions.graphql.ts';
import './writes.graphql.ts';
import { countAssignments, type DeskList as DeskListName, findAssignments } from './find-assignments.ts';
import { countPickable, findPickableFor } from './find-pickable.ts';
import { countRequests, findRequests, type RequestList } from './find-requests.ts';
import { findRentals } from './find-rentals.ts';
import { cursorOfQueue } from './queue-cursor.ts';

const DeskList = builder.enumType('DeskList', {
  description: 'What the day brings at the desk.',
  values: {
    TO_HAND_OUT: { description: 'Planned for a booking that runs or begins today, and still in the store.' },
    OUT: { description: 'Handed out and not yet back.' },
    TO_BRING_BACK: { description: 'Out, and due until tonight.' },
    LATE: { description: 'Out, and due before now.' },
  } satisfies Record<DeskListName, object>,
});

const DeviceQueueTab = builder.enumType('DeviceQueueTab', {
  description: 'A list of requests at the desk.',
  values: {
    PENDING: {
      description: 'Those for which something is still wanted: confirmed bookings first, then by their start.',
    },
    OFF_SITE: { description: 'Those whose devices leave the building, by their day of return.' },
    CONFLICTS: {
      description: 'Those that plan a device which is late, and begin within 7 days or have begun.',
    },
    ALL: { description: 'What is not over, and what is over but still out.' },
  } satisfies Record<Exclude<RequestList, 'EVERY'>, object>,
});

const DeviceRequestConnection = builder.connectionObject(
  {
    type: DeviceRequest,
    name: 'DeviceRequestConnection',
    fields: (t) => ({
      totalCount: t.int({ description: 'Of all pages.', resolve: (page) => countOf(page) }),
      cursor: t.field({
        type: 'EventCursor',
        description: 'Where to follow `deviceQueueChanged` from, so that nothing is missed in between.',
        resolve: (_page, _args, context) => cursorOfQueue(context),
      }),
    }),
  },
  { name: 'DeviceRequestEdge' },
);

const DeviceAssignmentConnection = builder.connectionObject(
  {
    type: DeviceAssignment,
    name: 'DeviceAssignmentConnection',
    fields: (t) => ({ totalCount: t.int({ description: 'Of all pages.', resolve: (page) => countOf(page) }) }),
  },
  { name: 'DeviceAssignmentEdge' },
);

const DeviceFiguresRef = builder.objectRef<DeviceFigures>('DeviceFigures');
DeviceFiguresRef.implement({
  description:
    'How many devices do what now, retired ones left out: total = available + inRooms + offSite + maintenance + lost.',
  fields: (t) => ({
    category: t.field({
      type: DeviceCategory,
      nullable: true,
      description: 'Of which category; null for all together.',
      resolve: ({ categoryId }, _args, context) => (categoryId === null ? null : categoryOf(context, categoryId)),
    }),
    total: t.exposeInt('total', { description: 'All of them.' }),
    available: t.exposeInt('available', { description: 'In the store.' }),
    inRooms: t.exposeInt('inRooms', { description: 'Handed out in the building, or planned for a booking that runs.' }),
    offSite: t.exposeInt('offSite', { description: 'Handed out under a rental.' }),
    overdue: t.exposeInt('overdue', {
      description: 'Out after they were due; counted in `inRooms` and `offSite` too.',
    }),
    maintenance: t.exposeInt('maintenance', { description: 'In maintenance or away.' }),
    lost: t.exposeInt('lost', { description: 'Nobody knows where.' }),
    byCategory: t.field({
      type: [DeviceFiguresRef],
      description: 'The same of each category; empty in these.',
      complexity: { field: 1, multiplier: 30 },
      resolve: ({ byCategory }) => [...byCategory],
    }),
  }),
});

const right = { permission: 'device:read' } as const;
const searchArg = {
  description:
    'Words of client, reference, room and serial number: three letters or more from anywhere in a word, fewer from its beginning. All of them must be found.',
};

builder.queryFields((t) => ({
  deviceRequests: t.connection(
    {
      type: DeviceRequest,
      description: `What bookings want of devices, of the divisions whose books the viewer may open. ${pageWords}`,
      authScopes: right,
      args: {
        open: t.arg.boolean({
          defaultValue: true,
          description:
            'Only those for which something is still wanted, as the tab PENDING; false: all there ever were. Not looked at with `tab`.',
        }),
        tab: t.arg({ type: DeviceQueueTab, description: 'One list of the desk, in its order.' }),
        search: t.arg.string(searchArg),
      },
      validate: placedPageInput('requests'),
      resolve: (_root, { open, tab, search, ...args }, context) => {
        cursorOfQueue(context);
        const question = { list: tab ?? (open === false ? 'EVERY' : 'PENDING'), search } as const;
        return withCount(
          placedConnection('requests', args, (page) => findRequests(context, question, page)),
          () => countRequests(context, question),
        );
      },
    },
    DeviceRequestConnection,
  ),
  deviceAssignments: t.connection(
    {
      type: DeviceAssignment,
      description: `A list of the day, of the divisions whose books the viewer may open: by start or due, then by room. ${pageWords}`,
      authScopes: right,
      args: {
        list: t.arg({ type: DeskList, required: true, description: 'Which one.' }),
        search: t.arg.string(searchArg),
      },
      validate: placedPageInput('assignments'),
      resolve: (_root, { list, search, ...args }, context) =>
        withCount(
          placedConnection('assignments', args, (page) => findAssignments(context, list, search, page)),
          () => countAssignments(context, list, search),
        ),
    },
    DeviceAssignmentConnection,
  ),
  rentals: t.connection(
    {
      type: Rental,
      description: `Rentals of which something is planned or out, by their day of return. ${pageWords}`,
      authScopes: right,
      args: {
        overdue: t.arg.boolean({ description: 'Only those whose day of return is over, or is not.' }),
        search: t.arg.string(searchArg),
      },
      validate: placedPageInput('rentals'),
      resolve: (_root, { overdue, search, ...args }, context) =>
        placedConnection('rentals', args, (page) => findRentals(context, { overdue, search }, page)),
    },
    { name: 'RentalConnection' },
    { name: 'RentalEdge' },
  ),
  deviceFigures: t.field({
    type: DeviceFiguresRef,
    description: 'How many devices do what now, all together and by category.',
    authScopes: right,
    complexity: { field: 20, multiplier: 1 },
    resolve: (_root, _args, context) => countDevicesByState(context),
  }),
  pickableDevices: t.connection(
    {
      type: Device,
      description: `Devices that fit a request and that nothing takes from its start to the end of its day of return, by serial number. Empty where there is no such request. ${pageWords}`,
      authScopes: right,
      args: {
        requestId: t.arg.id(idOf('DeviceRequest', { required: true, description: 'Which request is to be filled.' })),
        search: t.arg.string({ description: 'Words of serial number, name and place, likewise.' }),
      },
      validate: placedPageInput('pickable'),
      resolve: async (_root, { requestId, search, ...args }, context) => {
        const request = await loadDeviceRequest(context, keyOrNone('DeviceRequest', requestId));
        return withCount(
          placedConnection('pickable', args, (page) => findPickableFor(context, request, search, page)),
          () => countPickable(context, request, search),
        );
      },
    },
    DeviceConnection,
  ),
}));
