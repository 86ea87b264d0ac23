/** Moves the focus among `items` by arrows, Home, End and first letters; false where the key means nothing here. */
export function moveInMenu(items: Iterable<HTMLElement>, key: string): boolean {
  const all = [...items];
  const from = all.findIndex((item) => item === document.activeElement);
  const target = all[targetOf(all, from, key)];
  target?.focus();
  return target !== undefined;
}

function targetOf(all: readonly HTMLElement[], from: number, key: string): number {
  const count = all.length;
  if (key === 'ArrowDown') return (from + 1) % count;
  if (key === 'ArrowUp') return (Math.max(from, 0) - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key.length !== 1 || key === ' ') return -1;
  const begins = (index: number) => all[index % count]?.textContent.trim().toLowerCase().startsWith(key.toLowerCase());
  const steps = all.findIndex((_, step) => begins(from + 1 + step));
  return steps < 0 ? -1 : (from + 1 + steps) % count;
}
