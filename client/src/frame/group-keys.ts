import type { KeyWords } from '../ui/keys/shortcuts.ts';

export type KeyGroup = {
  readonly label: string;
  readonly lines: readonly { readonly words: string; readonly keys: readonly string[] }[];
};

/** From what always works to what works for a moment; groups that are not named here follow. */
const groupOrder = ['Everywhere', 'Calendar', 'On a booking', 'While dragging'];

function rank(label: string): number {
  const index = groupOrder.indexOf(label);
  return index < 0 ? groupOrder.length : index;
}

/** Under their headings, in the order in which they were told; several keys for the same thing share a line. */
export function groupKeys(keyWords: readonly KeyWords[]): readonly KeyGroup[] {
  const groups = new Map<string, Map<string, string[]>>();
  for (const { group, keys, words } of keyWords) {
    const lines = groups.get(group) ?? new Map<string, string[]>();
    groups.set(group, lines.set(words, [...(lines.get(words) ?? []), keys]));
  }
  return [...groups]
    .map(([label, lines]) => ({ label, lines: [...lines].map(([words, keys]) => ({ words, keys })) }))
    .sort((a, b) => rank(a.label) - rank(b.label));
}
