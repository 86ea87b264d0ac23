export interface SignInSearch {
  /** Where to go on afterwards. */
  readonly to?: string
}

export function signInSearch(search: Record<string, unknown>): SignInSearch {
  const { to } = search
  // Only a path of our own: a link to the sign-in page must not lead to another house.
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : {}
}
