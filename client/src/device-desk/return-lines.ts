import type { AssignmentState, DeviceCondition } from '../graphql/generated/graphql.ts';

/** One scan of the page that takes devices back, the newest at the top. */
export type ReturnLine = {
  /** That of its scan. */
  readonly id: number;
  readonly code: string;
  readonly deviceId: string | null;
  readonly state:
    | 'sending'
    | 'returned'
    /** It was returned a moment ago: a scanner stutters. */
    | 'again'
    /** It was in the store, and nothing changed. */
    | 'in-store'
    /** It was lost and is back. */
    | 'recovered'
    | 'in-maintenance'
    | 'unknown'
    | 'several'
    | 'refused';
  readonly condition: DeviceCondition;
  /** The move that took it back. */
  readonly moveId: string | null;
  /** The downtime that it is in. */
  readonly downtimeId: string | null;
  /** What stands beside it, in words. */
  readonly words: string;
};

export function addLine(lines: readonly ReturnLine[], line: ReturnLine): readonly ReturnLine[] {
  return [line, ...lines];
}

export function changeLine(
  lines: readonly ReturnLine[],
  id: number,
  change: Partial<ReturnLine>,
): readonly ReturnLine[] {
  return lines.map((line) => (line.id === id ? { ...line, ...change } : line));
}

export function dismissLine(lines: readonly ReturnLine[], id: number): readonly ReturnLine[] {
  return lines.filter((line) => line.id !== id);
}

const problems: ReadonlySet<ReturnLine['state']> = new Set(['unknown', 'several', 'refused', 'in-maintenance']);

/** It stays in sight until somebody has dealt with it. */
export function isProblem({ state }: ReturnLine): boolean {
  return problems.has(state);
}

/** How many devices came back. */
export function countReturned(lines: readonly ReturnLine[]): number {
  return lines.filter(({ state }) => state === 'returned' || state === 'recovered').length;
}

/** The one that a key is about: the newest that came back. */
export function lastReturned(lines: readonly ReturnLine[]): ReturnLine | undefined {
  return lines.find(({ state }) => state === 'returned');
}

/** Whether this device came back on this page already, and is not out again as far as is known here. */
export function cameBack(lines: readonly ReturnLine[], deviceId: string): boolean {
  return lines.some((line) => line.deviceId === deviceId && line.state === 'returned');
}

type Returning = {
  readonly status: string | null;
  readonly current: { readonly state: AssignmentState } | null;
  readonly downtime: { readonly kind: 'MAINTENANCE' | 'LOST' | 'AWAY' } | null;
};

/** What a scan on this page does: a device that is out comes back, a lost one is found, anything else changes nothing. */
export function judgeReturn(device: Returning): 'return' | 'recover' | 'in-maintenance' | 'in-store' {
  if (device.current?.state === 'OUT') return 'return';
  if (device.downtime?.kind === 'LOST') return 'recover';
  return device.downtime ? 'in-maintenance' : 'in-store';
}
