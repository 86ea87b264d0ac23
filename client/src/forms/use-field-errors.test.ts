import { expect, test } from 'vitest';
import { runHook } from '../../test/run-hook.ts';
import { useFieldErrors } from './use-field-errors.ts';

const refusal = {
  __typename: 'InvalidInputError',
  fields: [
    { path: 'name', message: 'taken' },
    { path: 'seats', message: 'too many' },
  ],
};

test('what the form finds itself stands before what the server said, until the field changes', async () => {
  const fields = await runHook(() => useFieldErrors(refusal));
  expect(fields.now().errors).toEqual({ name: 'taken', seats: 'too many' });
  await fields.act(({ check }) => expect(check({ name: 'needed' })).toBe(false));
  expect(fields.now().errors).toEqual({ name: 'needed', seats: 'too many' });
  await fields.act(({ withdraw }) => withdraw((path) => path === 'name'));
  expect(fields.now().errors).toEqual({ name: 'taken', seats: 'too many' });
  await fields.act(({ check }) => expect(check({})).toBe(true));
});

test('what the server said about other fields stays when its refusal is cleared', async () => {
  let current: typeof refusal | null = refusal;
  const fields = await runHook(() => useFieldErrors(current));
  await fields.act(({ withdrawAndKeep }) => {
    withdrawAndKeep((path) => path === 'name');
    current = null;
  });
  expect(fields.now().errors).toEqual({ seats: 'too many' });
});
