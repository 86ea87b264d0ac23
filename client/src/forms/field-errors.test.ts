import { expect, test } from 'vitest';
import { errorsWithin, fieldErrors, strayErrors, withoutErrors } from './field-errors.ts';

const errors = {
  clientName: 'needed',
  'segments.0.endsAt': 'past',
  'segments.10.endsAt': 'reversed',
  idempotencyKey: 'too long',
};

test('the first thing said about a field is the one it shows', () => {
  const fields = [
    { path: 'clientName', message: 'needed' },
    { path: 'clientName', message: 'too short' },
  ];
  expect(fieldErrors({ __typename: 'InvalidInputError', message: '', fields })).toEqual({ clientName: 'needed' });
  expect(fieldErrors({ __typename: 'NotFoundError', message: 'gone' })).toEqual({});
  expect(fieldErrors(null)).toEqual({});
});

test('a segment finds what was said about it, and not about one whose number begins alike', () => {
  expect(errorsWithin(errors, 'segments.1.')).toEqual({});
  expect(errorsWithin(errors, 'segments.10.')).toEqual({ endsAt: 'reversed' });
});

test('what no field shows is said below the form', () => {
  expect(strayErrors(errors, ['clientName', 'segments.*.endsAt'])).toEqual(['too long']);
});

test('what has been changed since is no longer wrong', () => {
  expect(withoutErrors(errors, (path) => path.startsWith('segments.'))).toEqual({
    clientName: 'needed',
    idempotencyKey: 'too long',
  });
});
