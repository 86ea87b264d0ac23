import { CombinedError } from 'urql';
import { describe, expect, it } from 'vitest';
import { failureWords } from './failure-words.ts';

function refused(extensions: Record<string, unknown>): CombinedError {
  return new CombinedError({ graphQLErrors: [{ message: 'That is too much.', extensions }] });
}

it('a change that broke off while it was being saved is not called unsaved', () => {
  expect(failureWords(refused({ code: 'OUTCOME_UNKNOWN' }))).toMatchObject({
    title: 'The connection broke while this was being saved.',
    advice: 'It may have been saved. Check before you try again.',
  });
});

it('what was saved and could not be read back is not sent again', () => {
  expect(failureWords(refused({ code: 'OUTCOME_UNKNOWN', saved: true }))).toMatchObject({
    title: 'This was saved, but the server could not show it.',
    again: false,
  });
});

describe('what is said of a limit', () => {
  it('is that it passes, where it was too much within a minute', () => {
    for (const limit of ['costPerMinute', 'waitingRequests'])
      expect(failureWords(refused({ code: 'LIMIT_EXCEEDED', limit })), limit).toMatchObject({
        advice: 'Try again in a moment.',
        again: true,
      });
  });

  it('is to ask for less, where one question was too much', () => {
    expect(failureWords(refused({ code: 'LIMIT_EXCEEDED', limit: 'cost' }))).toMatchObject({
      advice: 'Choose a shorter time.',
      again: false,
    });
  });
});
