import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { deskErrors, downtimesPayload, dryRun, manyDevices } from '../desk-payload-type.ts';
import { idOf } from '../../platform/named-ids.ts';
import { endDowntimes } from './end-downtimes.ts';

const EndDowntimesInput = builder.inputType('EndDowntimesInput', {
  description: 'What can be used again, and since when.',
  fields: (t) => ({
    downtimeIds: t.idList(
      idOf('DeviceDowntime', { required: true, ...manyDevices('All of them, or none; at least 1.') }),
    ),
    endedAt: t.field({
      type: 'DateTime',
      description: 'Now where it is not given; never ahead. One that ends before it began takes nothing.',
    }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

builder.mutationField('endDowntimes', (t) =>
  t.field({
    type: downtimesPayload('EndDowntimesPayload'),
    description: 'Takes devices into use again that were put aside. What has ended already stays so.',
    authScopes: { permission: 'device:assign' },
    args: { input: t.arg({ type: EndDowntimesInput, required: true }) },
    errors: { types: deskErrors },
    resolve: (_root, { input }, context) =>
      endDowntimes(context, {
        ...input,
        downtimeIds: input.downtimeIds.map((id) => keyOrNone('DeviceDowntime', id)),
      }),
  }),
);
