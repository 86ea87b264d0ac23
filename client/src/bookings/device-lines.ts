import { countOf } from './booking-body.ts';

type DeviceKind = 'LAPTOP' | 'DESKTOP';

export type DeviceCategoryOption = {
  readonly id: string;
  readonly name: string;
  readonly kind: DeviceKind;
};

/** Which devices would do: any, those of a kind, or those of one category by its id. */
export type DevicePreference = string;

const anyDevice: DevicePreference = 'ANY';

/** Some devices of one preference, as they are typed. */
export type DeviceLine = {
  /** Tells the lines of a form apart; never sent. */
  readonly id: string;
  /** The request that the line changes; none on a new one. */
  readonly requestId?: string;
  readonly quantity: string;
  readonly preference: DevicePreference;
  readonly note: string;
};

export const kindNames: Readonly<Record<DeviceKind, string>> = { LAPTOP: 'Laptop', DESKTOP: 'Desktop' };

const nouns: Readonly<Record<string, readonly [one: string, many: string]>> = {
  ANY: ['device', 'devices'],
  LAPTOP: ['laptop', 'laptops'],
  DESKTOP: ['desktop', 'desktops'],
};

export function blankLine(preference: DevicePreference = anyDevice): DeviceLine {
  return { id: crypto.randomUUID(), quantity: '', preference, note: '' };
}

type Preferring = {
  readonly kind?: DeviceKind | null | undefined;
  readonly category?: { readonly id: string } | null | undefined;
};

export function preferenceOf({ kind, category }: Preferring): DevicePreference {
  return category?.id ?? kind ?? anyDevice;
}

type RequestFacts = Preferring & {
  readonly id: string;
  readonly quantity: number;
  readonly note?: string | null | undefined;
};

/** The requests of a booking as a form begins with them; one empty line where there are none. */
export function linesOf(requests: readonly RequestFacts[]): readonly DeviceLine[] {
  if (requests.length === 0) return [blankLine()];
  return requests.map((request) => ({
    id: request.id,
    requestId: request.id,
    quantity: String(request.quantity),
    preference: preferenceOf(request),
    note: request.note ?? '',
  }));
}

/** The same for a new booking: its requests are made anew. */
export function copiedLines(requests: readonly RequestFacts[]): readonly DeviceLine[] {
  return linesOf(requests).map(({ quantity, preference, note }) => ({ ...blankLine(preference), quantity, note }));
}

/** `7 laptops`, `1 ASUS VIVO` */
export function quantityWords(
  quantity: number,
  preference: DevicePreference,
  categories: readonly Pick<DeviceCategoryOption, 'id' | 'name'>[],
): string {
  const [one, many] = nouns[preference] ?? [];
  const noun = quantity === 1 ? one : many;
  return `${quantity} ${noun ?? categories.find(({ id }) => id === preference)?.name ?? 'devices'}`;
}

type Requested = {
  readonly quantity: number;
  readonly kind?: DeviceKind | null | undefined;
  readonly category?: { readonly id: string; readonly name: string } | null | undefined;
};

/** `5 laptops + 2 ASUS VIVO` */
export function requestsWords(requests: readonly Requested[]): string {
  return requests
    .map((request) =>
      quantityWords(request.quantity, preferenceOf(request), request.category ? [request.category] : []),
    )
    .join(' + ');
}

/** Several requests, or one for a category: a number and a kind cannot say them. */
export function isInDetail(requests: readonly Requested[]): boolean {
  return requests.length > 1 || requests.some(({ category }) => Boolean(category));
}

/** Lines with a number above 0. */
export function filledLines(lines: readonly DeviceLine[]): readonly (DeviceLine & { readonly count: number })[] {
  return lines.flatMap((line) => {
    const count = countOf(line.quantity) ?? 0;
    return count > 0 ? [{ ...line, count }] : [];
  });
}

export function totalOf(lines: readonly DeviceLine[]): number {
  return filledLines(lines).reduce((sum, { count }) => sum + count, 0);
}

/** The server takes no more in one booking. */
export const mostLines = 20;

/** What is wrong with the lines, by the paths that the server uses as well. */
export function lineErrors(lines: readonly DeviceLine[], atLeastOne: boolean): Record<string, string> {
  const errors: Record<string, string> = {};
  const listed = new Set<DevicePreference>();
  for (const [index, { quantity, preference }] of lines.entries()) {
    const count = countOf(quantity);
    if (count === null) errors[`devices.${index}.quantity`] = 'Enter a whole number.';
    if (!count) continue;
    if (listed.has(preference))
      errors[`devices.${index}.preference`] = 'This is listed above. Change the number there instead.';
    listed.add(preference);
  }
  if (atLeastOne && listed.size === 0) errors['devices.0.quantity'] ??= 'Enter at least one device.';
  return errors;
}

/** What the server says about a request, at the line and under the name of its field; empty lines are not sent. */
export function linePathOf(path: string, list: string, lines: readonly DeviceLine[]): string {
  const found = new RegExp(`^${list}(?:\\.(\\d+))?(?:\\.(\\w+))?$`).exec(path);
  if (!found) return path;
  const sent = filledLines(lines)[Number(found[1] ?? 0)];
  const index = sent ? lines.findIndex(({ id }) => id === sent.id) : 0;
  const isPreference = found[2] === 'kind' || found[2] === 'categoryId';
  return `devices.${index}.${isPreference ? 'preference' : found[2] === 'note' ? 'note' : 'quantity'}`;
}

function isKind(preference: DevicePreference): preference is DeviceKind {
  return preference === 'LAPTOP' || preference === 'DESKTOP';
}

/** A preference as the API takes it. */
export function preferenceInput(preference: DevicePreference): { kind: DeviceKind | null; categoryId: string | null } {
  return {
    kind: isKind(preference) ? preference : null,
    categoryId: preference === anyDevice || isKind(preference) ? null : preference,
  };
}

/** The lines as the API takes them; those without a number are left out. */
export function linesInput(lines: readonly DeviceLine[]) {
  return filledLines(lines).map(({ requestId, count, preference, note }) => ({
    ...(requestId === undefined ? {} : { id: requestId }),
    ...preferenceInput(preference),
    quantity: count,
    note: note.trim() || null,
  }));
}

/** Tells whether two lists of lines would be sent as the same. */
export function areSameLines(one: readonly DeviceLine[], other: readonly DeviceLine[]): boolean {
  return JSON.stringify(linesInput(one)) === JSON.stringify(linesInput(other));
}
