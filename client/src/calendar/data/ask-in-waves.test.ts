import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askAll, askInWaves } from './ask-in-waves.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Notes what is asked and what is ended, and answers when told to. */
function desk() {
  const asked: number[] = [];
  const ended: number[] = [];
  const answers = new Map<number, () => void>();
  return {
    asked,
    ended,
    answer: (ask: number) => answers.get(ask)!(),
    begin: (ask: number, onAnswer: () => void) => {
      asked.push(ask);
      answers.set(ask, onAnswer);
      return { unsubscribe: () => void ended.push(ask) };
    },
  };
}

describe('what is asked in waves', () => {
  it('goes on when all of a wave have answered, and after a pause', () => {
    const { asked, answer, begin } = desk();
    askInWaves([1, 2, 3, 4, 5], begin);
    expect(asked).toEqual([]);
    vi.runAllTimers();
    expect(asked).toEqual([1, 2]);
    answer(2);
    vi.runAllTimers();
    expect(asked).toEqual([1, 2]);
    answer(1);
    expect(asked).toEqual([1, 2]);
    vi.runAllTimers();
    expect(asked).toEqual([1, 2, 3, 4]);
    answer(3);
    answer(4);
    vi.runAllTimers();
    answer(5);
    vi.runAllTimers();
    expect(asked).toEqual([1, 2, 3, 4, 5]);
  });

  it('goes on once, however often an answer changes', () => {
    const { asked, answer, begin } = desk();
    askInWaves([1, 2, 3, 4, 5, 6], begin);
    vi.runAllTimers();
    for (const ask of [1, 1, 2, 1, 2]) answer(ask);
    vi.runAllTimers();
    expect(asked).toEqual([1, 2, 3, 4]);
  });

  it('ends with all that was begun, and begins nothing more', () => {
    const { asked, ended, answer, begin } = desk();
    const end = askInWaves([1, 2, 3, 4, 5], begin);
    vi.runAllTimers();
    answer(1);
    answer(2);
    end();
    vi.runAllTimers();
    expect(asked).toEqual([1, 2]);
    expect(ended).toEqual([1, 2]);
  });
});

describe('what is asked all at once', () => {
  it('may be answered before it was begun altogether, and is told of once', () => {
    const told = vi.fn<() => void>();
    askAll([1, 2], (_, onAnswer) => (onAnswer(), { unsubscribe: () => undefined }), told);
    expect(told).toHaveBeenCalledTimes(1);
  });
});
