/** A key and what it does, as the list of keys tells it. */
export type KeyWords = {
  readonly group: string;
  /** `t`, `g c` one after the other, `mod+k` with ⌘ or Ctrl, `Alt+Arrows`. */
  readonly keys: string;
  readonly words: string;
};

/** Without words it works and is not listed. */
export type Shortcut = (() => void) | { readonly words: string; run(): void };
export type Shortcuts = Readonly<Record<string, Shortcut>>;

type Page = {
  readonly group: string;
  readonly shortcuts: Shortcuts;
  /** Keys that something else listens to while it has the focus, for the list alone. */
  readonly extraWords?: readonly KeyWords[];
};

type KeyPress = {
  readonly key: string;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

const chordMs = 1_200;
function NOTHING() {}
const silentKeys = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]);

/** Finds what was pressed, as shortcuts name it; null for what belongs to the browser or types a character. */
export function strokeOf({ key, metaKey, ctrlKey, altKey, shiftKey }: KeyPress, onMac: boolean): string | null {
  if (altKey || silentKeys.has(key) || (onMac ? ctrlKey : metaKey)) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (!metaKey && !ctrlKey) return name;
  return shiftKey ? null : `mod+${name}`;
}

/**
 * Knows which key does what at the moment. Pages with a higher order lie inside those with a lower one and come first,
 * so that a key means one thing at a time, and the list of keys shows that one.
 */
export function createShortcutBook() {
  const pages = new Map<() => Page, number>();
  let begun: { readonly key: string; readonly at: number } | null = null;

  const innermostFirst = () => [...pages].sort(([, a], [, b]) => b - a).map(([read]) => read());

  function find(keys: string): Shortcut | undefined {
    return innermostFirst().find(({ shortcuts }) => Object.hasOwn(shortcuts, keys))?.shortcuts[keys];
  }

  function runOf(shortcut: Shortcut | undefined): (() => void) | null {
    if (!shortcut) return null;
    return typeof shortcut === 'function' ? shortcut : () => shortcut.run();
  }

  return {
    /** `read` is asked at each press, so what a key does may change meanwhile. */
    add(read: () => Page, order: number): () => void {
      pages.set(read, order);
      return () => pages.delete(read);
    },

    get empty(): boolean {
      return pages.size === 0;
    },

    /** Whether the first key of two has just been pressed. */
    waiting(now: number): boolean {
      return begun !== null && now - begun.at <= chordMs;
    },

    forget(): void {
      begun = null;
    },

    /** What to do about it; null where it is nobody's. */
    press(stroke: string, now: number): (() => void) | null {
      const first = this.waiting(now) ? begun?.key : undefined;
      begun = null;
      // Whoever mistypes the second key has not asked for what that key does alone.
      if (first !== undefined && stroke.length === 1) return runOf(find(`${first} ${stroke}`)) ?? NOTHING;
      const run = runOf(find(stroke));
      if (run) return run;
      if (
        !innermostFirst().some(({ shortcuts }) => Object.keys(shortcuts).some((keys) => keys.startsWith(`${stroke} `)))
      )
        return null;
      begun = { key: stroke, at: now };
      return NOTHING;
    },

    /** Every key with words that works now, outermost first; a key that two groups tell of stands in both. */
    list(): readonly KeyWords[] {
      const listed = new Map<string, KeyWords>();
      for (const { group, shortcuts, extraWords = [] } of innermostFirst().toReversed()) {
        for (const [keys, shortcut] of Object.entries(shortcuts)) {
          if (typeof shortcut === 'function' || find(keys) !== shortcut) continue;
          listed.set(`${group} ${keys}`, { group, keys, words: shortcut.words });
        }
        for (const words of extraWords) listed.set(`${words.group} ${words.keys}`, words);
      }
      return [...listed.values()];
    },
  };
}
