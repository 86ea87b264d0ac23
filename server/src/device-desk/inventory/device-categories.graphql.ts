import { StaleDeviceDataError } from '../../bookings/devices/errors.ts';
import type { Outcome } from '../../bookings/changing/under-locks.ts';
import { DeviceKind } from '../../generated/prisma/enums.ts';
import { atMost } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { IdempotencyMismatchError } from '../../platform/errors.ts';
import { idempotencyKeyField, repeatedField } from '../../platform/idempotency.ts';
import { figure } from '../../platform/limit-row.ts';
import { categoryOf, DeviceCategory } from '../../resources/devices/device-type.ts';
import { deskBounds } from '../desk-bounds.ts';
import { deskErrors, dryRun, expectedVersion } from '../desk-payload-type.ts';
import { type ChangedCategory, createDeviceCategory, type NewCategory } from './create-device-category.ts';
import { idOf } from '../../platform/named-ids.ts';
import { updateDeviceCategory } from './update-device-category.ts';

const usualThreshold = 5;

const nameWords = `No other category has it. ${figure(deskBounds.deviceText)} characters at most.`;
const thresholdWords = 'Fewer free on a day than this is low. 0: nobody watches it.';
const accessories = atMost(
  deskBounds.accessories.value,
  'What goes out with each device: "charger".',
  deskBounds.accessories.reason,
);

const CreateDeviceCategoryInput = builder.inputType('CreateDeviceCategoryInput', {
  description: 'A model that serves like no other.',
  fields: (t) => ({
    name: t.string({ required: true, description: nameWords }),
    kind: t.field({ type: DeviceKind, required: true }),
    lowStockThreshold: t.int({ defaultValue: usualThreshold, description: thresholdWords }),
    accessories: t.stringList({ defaultValue: [], ...accessories }),
    idempotencyKey: t.string(idempotencyKeyField),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const orAsItIs = 'Left out, it stays as it is.';

const UpdateDeviceCategoryInput = builder.inputType('UpdateDeviceCategoryInput', {
  description: 'A model, and what is different from now on.',
  fields: (t) => ({
    categoryId: t.id(idOf('DeviceCategory', { required: true, description: 'Which model it is.' })),
    name: t.string({ description: `${nameWords} ${orAsItIs}` }),
    kind: t.field({
      type: DeviceKind,
      description: `It stays once the category has devices, or bookings ask for it. ${orAsItIs}`,
    }),
    lowStockThreshold: t.int({ description: `${thresholdWords} ${orAsItIs}` }),
    accessories: t.stringList({ ...accessories, description: `${accessories.description} ${orAsItIs}` }),
    expectedVersion: t.int({ description: expectedVersion }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const CreateDeviceCategoryPayload = builder.objectRef<Outcome<NewCategory>>('CreateDeviceCategoryPayload').implement({
  fields: (t) => ({
    category: t.field({
      type: DeviceCategory,
      description: 'As it is now.',
      resolve: ({ category, repeated, deviceDryRun }, _args, context) =>
        deviceDryRun && !repeated ? category : categoryOf(context, category.id),
    }),
    repeated: t.exposeBoolean('repeated', repeatedField),
  }),
});

const UpdateDeviceCategoryPayload = builder
  .objectRef<Outcome<ChangedCategory>>('UpdateDeviceCategoryPayload')
  .implement({
    fields: (t) => ({
      category: t.field({
        type: DeviceCategory,
        description: 'As it is now.',
        resolve: ({ category, deviceDryRun }, _args, context) =>
          deviceDryRun ? category : categoryOf(context, category.id),
      }),
    }),
  });

builder.mutationFields((t) => ({
  createDeviceCategory: t.field({
    type: CreateDeviceCategoryPayload,
    description: 'Adds a category of devices.',
    authScopes: { permission: 'device:manage' },
    args: { input: t.arg({ type: CreateDeviceCategoryInput, required: true }) },
    errors: { types: [IdempotencyMismatchError, ...deskErrors] },
    resolve: (_root, { input }, context) =>
      createDeviceCategory(context, {
        ...input,
        lowStockThreshold: input.lowStockThreshold ?? usualThreshold,
        accessories: input.accessories ?? [],
      }),
  }),
  updateDeviceCategory: t.field({
    type: UpdateDeviceCategoryPayload,
    description: 'Changes a category of devices.',
    authScopes: { permission: 'device:manage' },
    args: { input: t.arg({ type: UpdateDeviceCategoryInput, required: true }) },
    errors: { types: [StaleDeviceDataError, ...deskErrors] },
    resolve: (_root, { input }, context) =>
      updateDeviceCategory(context, { ...input, categoryId: keyOrNone('DeviceCategory', input.categoryId) }),
  }),
}));
