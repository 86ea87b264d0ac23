type Capped = { readonly description: string; readonly extensions: { readonly mostItems: number } };

/**
 * How long a list argument, or a list in an input, may be: all lists of its name in one operation together. Whoever declares a
 * list spreads this into its options, and without it the schema is not built (http/list-caps.ts).
 */
export const atMost = (mostItems: number, words = ''): Capped => ({
  description: `${words === '' ? '' : `${words} `}No more than ${mostItems.toLocaleString('en')} in one operation.`,
  extensions: { mostItems },
});
