export interface SignInSearch {
  /** Where to go on afterwards. */
  readonly to?: string | undefined
}

export function signInSearch(search: Record<string, unknown>): SignInSearch {
  const { to } = search
  // In so many words: a key that is left out would keep what the address says.
  // Only a path of our own: a link to the sign-in page must not lead to another house.
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : { to: undefined }
}
