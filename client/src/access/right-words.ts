import { may } from '../people/may.ts';

type RightWords = {
  readonly right: string;
  readonly words: string;
};

export type RightGroup = {
  readonly title: string;
  readonly rights: readonly RightWords[];
};

const rightGroups: readonly { readonly title: string; readonly rights: Readonly<Record<string, string>> }[] = [
  {
    title: 'Calendar and bookings',
    rights: {
      'calendar:read': 'See the calendar',
      'booking:read': 'Read bookings in full',
      'booking:read-operational': 'See bookings without contacts',
      'booking:create': 'Request bookings',
      'booking:update': 'Edit bookings',
      'booking:reschedule': 'Move bookings',
      'booking:confirm': 'Confirm bookings',
      'booking:reject': 'Reject requests',
      'booking:cancel': 'Cancel bookings',
      'booking:withdraw': 'Withdraw their own requests',
    },
  },
  {
    title: 'Rooms',
    rights: {
      'room:assign': 'Assign rooms',
      'room:book-direct': 'Book rooms without approval',
      'room:close': 'Close rooms',
      'room:manage': 'Manage rooms',
    },
  },
  {
    title: 'Devices and kitchen',
    rights: {
      'device:read': 'See devices',
      'device:assign': 'Hand out devices',
      'device:lend': 'Lend devices over the counter',
      'device:reallocate': 'Move devices between bookings',
      'device:rent': 'Rent devices out',
      'device:manage': 'Manage devices',
      'kitchen:read': 'See the kitchen plan',
    },
  },
  {
    title: 'Money and figures',
    rights: {
      'price:read': 'See prices',
      'price:read-public': 'See public prices',
      'price:manage': 'Manage prices',
      'costing:review': 'Review costings',
      'dashboard:read': 'See the dashboard',
    },
  },
  {
    title: 'People and records',
    rights: {
      'notification:read': 'Read notifications',
      'notification:manage': 'Mark notifications as read, choose e-mails',
      'user:manage': 'Manage people and their roles',
      'tenant:manage': 'Manage divisions',
      'facility:manage': 'Change the settings of the facility',
      'audit:read': 'Read the audit trail',
    },
  },
];

const rightNames: Readonly<Record<string, string>> = Object.assign(
  { '*': 'Everything' },
  ...rightGroups.map(({ rights }) => rights),
);

/** A right as people would say it; one that nobody has put into words yet as it is called. */
export function rightWords(right: string): string {
  const words = rightNames[right];
  if (words) return words;
  const [noun, verb] = right.split(':');
  return verb === '*' ? `Everything about ${noun}` : right;
}

/** Finds what somebody may hand on, in groups: nothing that they do not hold themselves. */
export function rightsHeldBy(viewer: { readonly permissions: readonly string[] }): readonly RightGroup[] {
  const groups = rightGroups.map(({ title, rights }) => ({
    title,
    rights: Object.entries(rights).flatMap(([right, words]) => (may(viewer, right) ? [{ right, words }] : [])),
  }));
  const hasWords = (right: string) => right in rightNames || right.endsWith(':*');
  const others = viewer.permissions.filter((right) => !hasWords(right)).map((right) => ({ right, words: right }));
  return [...groups, { title: 'Other permissions', rights: others }].filter(({ rights }) => rights.length > 0);
}
