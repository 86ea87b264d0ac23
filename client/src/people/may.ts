type Holder = {
  readonly permissions: readonly string[];
};

/**
 * Whether somebody holds a permission such as `room:book-direct`; `room:*` and `*` hold all that fall under them.
 * The server asks the same question of the same rows, so a button and its mutation never disagree.
 */
export function may(viewer: Holder, permission: string): boolean {
  const [noun] = permission.split(':');
  return viewer.permissions.some((held) => held === permission || held === `${noun}:*` || held === '*');
}
