type Capped = {
  readonly description: string;
  readonly extensions: { readonly mostItems: number; readonly reason: string };
};

const usualReason = 'Each item is read, and what it names is looked up, before anything is refused.';

/** Reasons of caps that several lists share. */
export const capReasons = {
  locks: 'Each is locked, and PostgreSQL keeps the locks of everybody in one table of fixed size.',
  bulk: 'Five requests of 200: each item is checked and written by itself.',
  rooms: 'As many rooms as a large facility has; each is looked up.',
  values: 'There are fewer values than that, and one that is named twice is no use.',
} as const;

/**
 * Limits how long a list argument, or a list in an input, may be; all lists of its name in one operation count
 * together. Every list spreads this into its options: without it the schema is not built (http/list-caps.ts).
 * @param reason for docs/limits.md
 */
export function atMost(mostItems: number, words = '', reason: string = usualReason): Capped {
  return {
    description: `${words === '' ? '' : `${words} `}No more than ${mostItems.toLocaleString('en')} in one operation.`,
    extensions: { mostItems, reason },
  };
}
