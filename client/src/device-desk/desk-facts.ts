import type { DeviceKind } from '../graphql/generated/graphql.ts';

/** What a request wants: a category, else a kind, else any device. */
export type Wanted = {
  readonly kind: DeviceKind | null;
  readonly category: { readonly id: string; readonly name: string } | null;
  readonly quantity: number;
};

type Fitting = { readonly category: { readonly id: string; readonly kind: DeviceKind } };

export function fits({ kind, category }: Wanted, device: Fitting): boolean {
  if (category) return device.category.id === category.id;
  return kind === null || device.category.kind === kind;
}

const kindNames: Record<DeviceKind, readonly [one: string, many: string]> = {
  LAPTOP: ['laptop', 'laptops'],
  DESKTOP: ['desktop', 'desktops'],
};

/** `7 ASUS X515`, `1 laptop`, `3 devices` */
export function wantedWords({ kind, category, quantity }: Wanted): string {
  if (category) return `${quantity} ${category.name}`;
  const [one, many] = kind ? kindNames[kind] : ['device', 'devices'];
  return `${quantity} ${quantity === 1 ? one : many}`;
}

/** `7 of 12` */
export function fillWords({ assigned, quantity }: { readonly assigned: number; readonly quantity: number }): string {
  return `${assigned} of ${quantity}`;
}

/** `X515-3`, `X515-3 and X515-7`, `X515-3, X515-7 and 4 more` */
export function listWords(names: readonly string[], most = 5): string {
  const first = names.length > most ? names.slice(0, most - 1) : names;
  const rest = names.length - first.length;
  const parts = rest > 0 ? [...first, `${rest} more`] : first;
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** `1 device`, `7 devices` */
export function countWords(count: number): string {
  return `${count} ${count === 1 ? 'device' : 'devices'}`;
}
