import { z } from 'zod';
import { DeviceKind } from '../../generated/prisma/enums.ts';
import { atMost } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import type { RequestContext } from '../../platform/context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { refuse } from '../../platform/input.ts';
import { figure } from '../../platform/limit-row.ts';
import { idOf } from '../../platform/named-ids.ts';
import { DeviceAvailabilityType } from '../../resources/devices/availability-type.ts';
import type { DeviceAvailability } from '../../resources/devices/availability.ts';
import { deviceBounds } from '../../resources/devices/device-bounds.ts';
import {
  type AvailabilityWindow,
  loadAvailabilityByDay,
  loadDeviceAvailabilities,
} from '../../resources/devices/load-availability.ts';
import { intervalProblem } from '../input.ts';
import { loadBookingView, loadDeviceRequest } from './load-device-rows.ts';

const Input = builder.inputType('DeviceAvailabilityInput', {
  description: 'A window, and what is wanted in it: of a category, of a kind, or any where neither is given.',
  fields: (t) => ({
    kind: t.field({ type: DeviceKind, description: 'Any of this kind. Not together with `categoryId`.' }),
    categoryId: t.id(idOf('DeviceCategory', { description: 'Of this category. Not together with `kind`.' })),
    from: t.field({
      type: 'DateTime',
      required: true,
      description: 'Where the window begins. Of one that has begun only what is still to come is counted.',
    }),
    to: t.field({
      type: 'DateTime',
      required: true,
      description: 'Where it ends: after `from`, 366 days later at most. One that is over is counted as it was.',
    }),
    withoutBookingId: t.id({
      description:
        'What this booking takes and wants is left out: it is to be moved. Ignored where it is not the viewer’s to see.',
    }),
    withoutRequestId: t.id(
      idOf('DeviceRequest', {
        description:
          'What is still open of this request is left out: it is to be filled. Ignored where it is not the viewer’s to see.',
      }),
    ),
  }),
});
type Question = typeof Input.$inferInput;

/** Figures are for whoever may ask for devices, or sees them. */
const readers = ['booking:create', 'device:read'] as const;

function wishOf({ kind, categoryId }: Pick<Question, 'kind' | 'categoryId'>, path: string) {
  if (kind != null && categoryId != null) refuse(`${path}categoryId`, 'Give a kind or a category, not both.');
  return { kind: kind ?? null, categoryId: categoryId == null ? null : keyOrNone('DeviceCategory', categoryId) };
}

/** Only what the viewer sees can be left out: otherwise the difference would tell what another division takes. */
async function windowOf(context: RequestContext, question: Question, path: string): Promise<AvailabilityWindow> {
  const problem = intervalProblem(question.from, question.to);
  if (problem) refuse(`${path}to`, problem);
  const [booking, request] = await Promise.all([
    question.withoutBookingId == null
      ? null
      : loadBookingView(context, keyOrNone('Booking', question.withoutBookingId)),
    question.withoutRequestId == null
      ? null
      : loadDeviceRequest(context, keyOrNone('DeviceRequest', question.withoutRequestId)),
  ]);
  return { from: question.from, to: question.to, withoutBookingId: booking?.id, withoutRequestId: request?.id };
}

function windowKey({ from, to, withoutBookingId, withoutRequestId }: AvailabilityWindow): string {
  return [from.getTime(), to.getTime(), withoutBookingId ?? '', withoutRequestId ?? ''].join(' ');
}

/** One statement for each window that differs, however many wishes ask for it. */
async function answersTo(
  context: RequestContext,
  questions: readonly Question[],
  pathOf: (index: number) => string,
): Promise<DeviceAvailability[]> {
  const asked = await Promise.all(
    questions.map(async (question, index) => {
      const wish = wishOf(question, pathOf(index));
      return { wish, window: await windowOf(context, question, pathOf(index)), index };
    }),
  );
  const answers = new Map<number, DeviceAvailability>();
  for (const together of Map.groupBy(asked, ({ window }) => windowKey(window)).values()) {
    const [first] = together;
    if (!first) continue;
    const found = await loadDeviceAvailabilities(
      context,
      first.window,
      together.map(({ wish }) => wish),
    );
    for (const [nth, { index }] of together.entries()) {
      const answer = found[nth];
      if (!answer) refuse(`${pathOf(index)}categoryId`, new NotFoundError('device category').message);
      else answers.set(index, answer);
    }
  }
  return questions.flatMap((_question, index) => answers.get(index) ?? []);
}

const DeviceDay = builder
  .objectRef<{ readonly date: string; readonly availability: DeviceAvailability }>('DeviceDay')
  .implement({
    description: 'How many devices can still be promised on one day of the facility: at its worst moment.',
    fields: (t) => ({
      date: t.expose('date', { type: 'Date', description: 'In the facility’s time zone.' }),
      availability: t.expose('availability', {
        type: DeviceAvailabilityType,
        description: 'At its worst moment. Of today only what is still to come is counted.',
      }),
    }),
  });

builder.queryFields((t) => ({
  deviceAvailability: t.field({
    type: DeviceAvailabilityType,
    description: 'How many devices can still be promised in a window: one answer, whoever asks.',
    authScopes: { anyPermission: readers },
    args: { input: t.arg({ type: Input, required: true }) },
    complexity: { field: 20, multiplier: 1 },
    resolve: async (_root, { input }, context) => {
      const [answer] = await answersTo(context, [input], () => 'input.');
      return answer as DeviceAvailability;
    },
  }),
  deviceAvailabilities: t.field({
    type: [DeviceAvailabilityType],
    description:
      'The same for several wishes and windows, in their order. Wishes of one window are counted together, and cost as much as one.',
    authScopes: { anyPermission: readers },
    args: {
      inputs: t.arg({
        type: [Input],
        required: true,
        ...atMost(deviceBounds.availabilities.value, 'What is to be counted.', deviceBounds.availabilities.reason),
      }),
    },
    complexity: ({ inputs }) => ({ field: 20, multiplier: inputs.length }),
    resolve: (_root, { inputs }, context) => answersTo(context, inputs, (index) => `inputs.${index}.`),
  }),
  deviceAvailabilityByDay: t.field({
    type: [DeviceDay],
    description: `How many devices can still be promised on each day, over all divisions; ${figure(deviceBounds.availabilityDays)} days at most.`,
    authScopes: { anyPermission: readers },
    args: {
      from: t.arg({ type: 'Date', required: true, description: 'The first day.' }),
      to: t.arg({ type: 'Date', required: true, description: 'The last day, itself included.' }),
      kind: t.arg({ type: DeviceKind, description: 'Any of this kind. Not together with `categoryId`.' }),
      categoryId: t.arg.id(idOf('DeviceCategory', { description: 'Of this category. Not together with `kind`.' })),
    },
    validate: z
      .object({ from: z.string(), to: z.string() })
      .loose()
      .refine(({ from, to }) => from <= to, { path: ['to'], message: 'The last day is not before the first.' })
      .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < deviceBounds.availabilityDays.value * 86_400_000, {
        path: ['to'],
        message: `At most ${figure(deviceBounds.availabilityDays)} days.`,
      }),
    complexity: { field: 100, multiplier: 60 },
    resolve: async (_root, { from, to, ...wish }, context) => {
      const days = await loadAvailabilityByDay(context, { from, to }, wishOf(wish, ''));
      if (days === null) refuse('categoryId', new NotFoundError('device category').message);
      return days ?? [];
    },
  }),
}));
