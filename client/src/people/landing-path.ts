import { may } from './may.ts';

/** Where everybody else begins; also what `/` leads to. */
const calendar = '/calendar';

/**
 * Where somebody goes after signing in: to the page they came for, else to where their day begins. Those who hand out
 * devices and place no bookings begin at the device desk.
 */
export function landingPath(to: string | undefined, permissions: readonly string[]): string {
  if (to !== undefined && to !== calendar) return to;
  const handsOut = may({ permissions }, 'device:assign') && !may({ permissions }, 'room:assign');
  return handsOut ? '/device-desk' : calendar;
}
