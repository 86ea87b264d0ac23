export type SignInSearch = {
  /** Where to go on afterwards. */
  readonly to?: string | undefined;
  /** Who is about to sign in. */
  readonly as?: string | undefined;
};

export function signInSearch(search: Record<string, unknown>): SignInSearch {
  const { to, as } = search;
  // In so many words: a key that is left out would keep what the address says.
  return {
    // Only a path of our own: a link to the sign-in page must not lead to another house.
    to: typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined,
    as: typeof as === 'string' && as !== '' ? as : undefined,
  };
}
