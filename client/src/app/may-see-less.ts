type Sight = {
  readonly tenants: readonly { readonly id: string }[];
  readonly permissions: readonly string[];
};

/** Whether a division's books or a right are gone. */
export function maySeeLess(before: Sight, now: Sight): boolean {
  const idsOf = ({ tenants, permissions }: Sight) => [...tenants.map(({ id }) => id), ...permissions];
  const left = new Set(idsOf(now));
  return idsOf(before).some((one) => !left.has(one));
}
