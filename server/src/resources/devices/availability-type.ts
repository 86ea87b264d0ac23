import { builder } from '../../platform/builder.ts';
import type { DeviceAvailability } from './availability.ts';

export const DeviceAvailabilityType = builder.objectRef<DeviceAvailability>('DeviceAvailability').implement({
  description:
    'How many devices can still be promised: the figures of the worst moment of a window, over all divisions. total = maintenance + assigned + late + (promised − short) + wider + free.',
  fields: (t) => ({
    total: t.exposeInt('total', { description: 'Devices that are not retired.' }),
    maintenance: t.exposeInt('maintenance', { description: 'In a downtime of any kind.' }),
    assigned: t.exposeInt('assigned', { description: 'Planned or handed out.' }),
    late: t.exposeInt('late', { description: 'Out, or in a downtime, after it was due.' }),
    promised: t.exposeInt('promised', { description: 'What open requests for these still want.' }),
    short: t.exposeInt('short', { description: 'What of `promised` cannot be had.' }),
    wider: t.exposeInt('wider', { description: 'What requests need of these that would take others as well.' }),
    free: t.exposeInt('free', { description: 'So many more can be asked for without anybody running short.' }),
    from: t.expose('from', { type: 'DateTime', description: 'Where the worst moment begins.' }),
    until: t.expose('until', { type: 'DateTime', description: 'Until when its figures stay the same.' }),
    pickable: t.exposeInt('pickable', {
      description:
        'Devices that nothing takes at any moment of the window: another figure, which is not to be added to the others.',
    }),
  }),
});
