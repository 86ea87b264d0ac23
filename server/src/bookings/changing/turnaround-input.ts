import type { builder } from '../../platform/builder.ts';

type Fields = Parameters<NonNullable<Parameters<typeof builder.inputType>[1]['fields']>>[0];

/** The fields that a boss may set wherever a booking gets a room. */
export function turnaroundFields(t: Fields) {
  return {
    setupMinutes: t.int({
      description:
        'Taken before the start, 0 to 1,440, set for this booking: it goes along to other rooms. Not given or null: what was set before, else as the room has it. Needs room:assign, and a room.',
    }),
    teardownMinutes: t.int({ description: 'Taken after the end, likewise.' }),
    followRoom: t.boolean({
      defaultValue: false,
      description:
        'Forgets what was set by hand: setup and teardown are as the room has them now, but for what is given along with this.',
    }),
  };
}
