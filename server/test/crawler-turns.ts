import type { Probe } from './crawler.ts';

/** The first of every group, then the second of each, until there are enough: whatever is left out, no kind of probe is. */
export function roundRobin(probes: readonly Probe[], most: number): Probe[] {
  const groups = [...Map.groupBy(probes, ({ group }) => group).values()];
  const longest = Math.max(...groups.map(({ length }) => length));
  const dealt = Array.from({ length: longest }, (_, turn) => groups.flatMap((group) => group[turn] ?? [])).flat();
  return dealt.slice(0, Math.max(most, groups.length));
}

const atOnce = 6;

export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const left = items[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of left) await work(item);
    }),
  );
}

/** An id of the same type that nothing has. */
export function twinOf(id: string): string {
  const text = Buffer.from(id, 'base64').toString();
  const unknown = '11111111-2222-4333-8444-555555555555';
  return text.includes(':')
    ? Buffer.from(text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, unknown)).toString('base64')
    : unknown;
}
