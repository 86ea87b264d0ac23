import { mayEverywhere } from '../../people/rights/managed.ts';
import type { Viewer } from '../../platform/context.ts';

/** Devices are the facility's, so their rights count for all of it or not at all. */
export function seesInventory(viewer: Viewer | null): boolean {
  return mayEverywhere(viewer, 'device:read');
}

/** Whoever hands a device over sees the accounts on it. */
export function seesAccounts(viewer: Viewer | null): boolean {
  return mayEverywhere(viewer, 'device:assign');
}
