import { describe, expect, it } from 'vitest';
import { createShortcutBook, strokeOf, type Shortcuts } from './shortcut-book.ts';

const press = { key: 't', metaKey: false, ctrlKey: false, altKey: false, shiftKey: false };

function bookOf(...pages: readonly { readonly group: string; readonly shortcuts: Shortcuts }[]) {
  const book = createShortcutBook();
  pages.forEach((page, order) => book.add(() => page, order));
  return book;
}

describe('what is pressed', () => {
  it('is named by what it types, whatever Shift and Caps Lock say', () => {
    expect(strokeOf({ ...press, key: 'T' }, false)).toBe('t');
    expect(strokeOf({ ...press, key: '?', shiftKey: true }, false)).toBe('?');
    expect(strokeOf({ ...press, key: 'Escape' }, false)).toBe('Escape');
  });

  it('belongs to the browser with Alt, and with the other one of ⌘ and Ctrl', () => {
    expect(strokeOf({ ...press, altKey: true }, false)).toBeNull();
    expect(strokeOf({ ...press, metaKey: true }, false)).toBeNull();
    expect(strokeOf({ ...press, ctrlKey: true }, true)).toBeNull();
    expect(strokeOf({ ...press, key: '@', ctrlKey: true, altKey: true }, false)).toBeNull();
  });

  it('is ours with ⌘ on a Mac and with Ctrl elsewhere, but not with Shift as well', () => {
    expect(strokeOf({ ...press, key: 'k', metaKey: true }, true)).toBe('mod+k');
    expect(strokeOf({ ...press, key: 'k', ctrlKey: true }, false)).toBe('mod+k');
    expect(strokeOf({ ...press, key: 'K', ctrlKey: true, shiftKey: true }, false)).toBeNull();
  });

  it('is nothing yet while only Shift is down', () => {
    expect(strokeOf({ ...press, key: 'Shift', shiftKey: true }, false)).toBeNull();
  });
});

describe('one key', () => {
  it('does what the innermost page says, for as long as that is there', () => {
    const ran: string[] = [];
    const book = bookOf({ group: 'Calendar', shortcuts: { m: () => ran.push('month') } });
    const leave = book.add(() => ({ group: 'On a booking', shortcuts: { m: () => ran.push('move') } }), 7);
    book.press('m', 0)?.();
    leave();
    book.press('m', 0)?.();
    expect(ran).toEqual(['move', 'month']);
  });

  it('that nobody knows is left alone', () => {
    expect(bookOf().press('t', 0)).toBeNull();
    expect(bookOf({ group: '', shortcuts: {} }).press('toString', 0)).toBeNull();
  });
});

describe('two keys, one after the other', () => {
  const ran: string[] = [];
  const book = bookOf({
    group: '',
    shortcuts: { 'g c': () => ran.push('calendar'), c: () => ran.push('confirm'), Escape: () => ran.push('close') },
  });
  const type = (...strokes: readonly (readonly [string, number])[]) => {
    ran.length = 0;
    for (const [stroke, at] of strokes) book.press(stroke, at)?.();
    return [...ran];
  };

  it('are one shortcut within 1.2 seconds', () => {
    expect(type(['g', 0], ['c', 1_200])).toEqual(['calendar']);
  });

  it('are two keys after that', () => {
    expect(type(['g', 10_000], ['c', 11_201])).toEqual(['confirm']);
  });

  it('do nothing where the second is mistyped, also if it means something alone', () => {
    expect(type(['g', 20_000], ['x', 20_100])).toEqual([]);
    expect(type(['g', 30_000], ['g', 30_100], ['c', 30_200])).toEqual(['confirm']);
  });

  it('do not keep Escape or ⌘K from working', () => {
    expect(type(['g', 40_000], ['Escape', 40_100])).toEqual(['close']);
  });

  it('are waited for only after a first one', () => {
    book.press('g', 50_000);
    expect([book.waiting(50_500), book.waiting(51_201)]).toEqual([true, false]);
    book.forget();
    expect(book.waiting(50_500)).toBe(false);
  });
});

describe('the list of keys', () => {
  const run = () => {};

  it('tells what has words, the outer page first', () => {
    const book = bookOf(
      { group: 'Calendar', shortcuts: { t: { words: 'Today', run }, Escape: run } },
      { group: 'On a booking', shortcuts: { c: { words: 'Confirm', run } } },
    );
    expect(book.list()).toEqual([
      { group: 'Calendar', keys: 't', words: 'Today' },
      { group: 'On a booking', keys: 'c', words: 'Confirm' },
    ]);
  });

  it('does not tell of a key that means something else at the moment', () => {
    const book = bookOf(
      { group: 'Calendar', shortcuts: { m: { words: 'Month', run } } },
      { group: 'On a booking', shortcuts: { m: { words: 'Move', run } } },
    );
    expect(book.list()).toEqual([{ group: 'On a booking', keys: 'm', words: 'Move' }]);
  });

  it('tells once what a page and the grid inside it both tell', () => {
    const book = bookOf({ group: 'Calendar', shortcuts: { t: { words: 'Today', run } } });
    const told = [
      { group: 'Calendar', keys: 't', words: 'Today' },
      { group: 'Calendar', keys: 'Arrows', words: 'Next' },
    ];
    book.add(() => ({ group: '', shortcuts: {}, extraWords: told }), 9);
    expect(book.list()).toEqual(told);
  });
});
