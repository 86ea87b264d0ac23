import type { Page } from '@playwright/test';
import type { FormName } from '../src/forms/all-forms.ts';
import { plannedDevice } from './desk-requests.ts';
import { expect } from './fixtures.ts';
import type { Tool } from './tool.ts';

export type Bookings = Record<'ghost' | 'placed' | 'assigned' | 'running', string>;
export type Recipe = {
  /** Where it opens; the page may stand there already. */
  at(bookings: Bookings, tool: Tool): string | Promise<string>;
  /** What has to be pressed there. */
  open?(page: Page): Promise<void>;
  /** It stands before the door: no session can end there. */
  outside?: true;
};

export function press(name: string | RegExp) {
  return async (page: Page): Promise<void> => await page.getByRole('button', { name, exact: true }).click();
}
/** In the drawer of a booking, beside the list of all. */
function onBooking(which: keyof Bookings, action: string | RegExp): Recipe {
  return {
    at: (bookings) => `/bookings?booking=${encodeURIComponent(bookings[which])}`,
    open: press(action),
  };
}
function onPerson(name: RegExp, open?: (page: Page) => Promise<void>): Recipe {
  return {
    at: () => '/users?search=zulu',
    open: async (page) => {
      const drawer = page.getByRole('complementary', { name });
      if (!page.url().includes('user=')) await page.getByRole('button', { name }).click();
      await expect(drawer.getByRole('region', { name: 'Roles' })).toBeVisible();
      await open?.(page);
    },
  };
}

/** The id of a device that nobody has. */
async function deviceInStore(tool: Tool): Promise<string> {
  type Found = { devices: { edges: { node: { id: string } }[] } };
  const query = '{ devices(filter: { status: [AVAILABLE] }, first: 1) { edges { node { id } } } }';
  const { devices } = await tool.query<Found>(query);
  const [first] = devices.edges;
  if (!first) throw new Error('every device is in use');
  return first.node.id;
}

/** In the drawer of a device that lies in the store. */
function onDevice(action: string): Recipe {
  return {
    at: async (_bookings, tool) => `/devices?device=${encodeURIComponent(await deviceInStore(tool))}`,
    open: press(action),
  };
}

/** How each form of the list is opened: a new one needs a line here, too. Null for one that opens on no house with people in it. */
export const recipes: Readonly<Record<FormName, Recipe | null>> = {
  'new-booking': { at: () => '/calendar?new=true' },
  'edit-booking': onBooking('ghost', 'Edit'),
  'move-booking': onBooking('placed', 'Move'),
  'assign-room': onBooking('ghost', /^Assign room/),
  'extend-booking': onBooking('running', 'Extend'),
  'take-room-back': onBooking('assigned', 'Unassign room'),
  'reject-booking': onBooking('ghost', 'Reject'),
  'cancel-booking': onBooking('placed', 'Cancel'),
  'hand-over': onBooking('placed', 'Hand over'),
  'booking-devices': onBooking('placed', 'Add devices'),
  'reject-bookings': {
    at: () => '/approvals',
    open: async (page) => {
      await page.locator('.waiting-card').getByRole('checkbox').first().check();
      await press('Reject…')(page);
    },
  },
  'close-rooms': { at: () => '/rooms?close=true' },
  room: { at: () => '/rooms?new=true' },
  division: { at: () => '/tenants?new=true' },
  'add-devices': { at: () => '/devices?add=true' },
  device: onDevice('Change'),
  'retire-device': onDevice('Retire'),
  'out-of-use': onDevice('Take out of use'),
  'device-category': { at: () => '/devices?categories=true&edit=new' },
  settings: { at: () => '/settings' },
  'set-up': null,
  'first-settings': { at: () => '/first-steps?step=facility' },
  'first-rooms': { at: () => '/first-steps?step=rooms' },
  'first-people': { at: () => '/first-steps?step=people' },
  'invite-person': { at: () => '/users?invite=true' },
  'edit-person': onPerson(/Bongani Zulu/, press('Change name or e-mail')),
  'give-role': onPerson(/Bongani Zulu/),
  'shut-account': {
    at: () => '/users?search=staff.tech',
    open: async (page) => {
      if (!page.url().includes('user=')) await page.getByRole('button', { name: /Naledi Mokoena/ }).click();
      await press('Close account')(page);
    },
  },
  preferences: { at: () => '/notifications?panel=preferences' },
  // A booking that runs is lent its devices from now: something is planned for it, and something is out.
  'hand-out': {
    at: async (_bookings, tool) =>
      `/device-desk?tab=all&request=${encodeURIComponent((await plannedDevice(tool)).requestId)}`,
    open: press('Select all to hand out'),
  },
  'lend-devices': { at: () => '/device-desk?drawer=lend' },
  'device-downtime': {
    at: async (_bookings, tool) =>
      `/device-desk?drawer=maintenance&about=${encodeURIComponent((await plannedDevice(tool)).deviceId)}`,
  },
  'device-return': {
    at: async (_bookings, tool) =>
      `/device-desk?drawer=damage&about=${encodeURIComponent((await plannedDevice(tool)).assignmentId)}`,
  },
  'device-swap': {
    at: async (_bookings, tool) =>
      `/device-desk?drawer=swap&about=${encodeURIComponent((await plannedDevice(tool)).assignmentId)}`,
  },
  'new-token': { at: () => '/account', open: press('New token') },
  'wall-display': { at: () => '/account', open: press('Use this screen as a wall display') },
  'change-password': { at: () => '/account', open: press('Change password') },
  'set-password': { at: (_bookings, tool) => tool.passwordPath('botha'), outside: true },
  'forgot-password': { at: () => '/forgot-password', outside: true },
  'sign-in': { at: () => '/sign-in', outside: true },
};
