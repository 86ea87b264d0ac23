/** As the server orders: `moved` one after another, right before `before`, or behind all. */
export function placedBefore(
  ids: readonly string[],
  moved: readonly string[],
  before: string | null,
): readonly string[] {
  const rest = ids.filter((id) => !moved.includes(id));
  const place = before === null ? -1 : rest.indexOf(before);
  return place < 0 ? [...rest, ...moved] : [...rest.slice(0, place), ...moved, ...rest.slice(place)];
}
