/** A list of ids as the address carries it, with one put in or taken out. */
export function toggled(folded: string | undefined, id: string): string | undefined {
  const ids = new Set(folded?.split(','));
  if (!ids.delete(id)) ids.add(id);
  return [...ids].join(',') || undefined;
}
