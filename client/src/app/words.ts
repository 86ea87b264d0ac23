import { accountWords } from '../account/words.ts';
import { usersWords } from '../users/words.ts';
import { tenantsWords } from '../tenants/words.ts';
import { facilityWords } from '../facility/words.ts';
import { roomsWords } from '../rooms/words.ts';
import { bookingWords } from '../booking-sheet/words.ts';
import { seriesWords } from '../series/words.ts';
import { bookingListWords } from '../booking-list/words.ts';
import { devicesWords } from '../devices/words.ts';
import { closuresWords } from '../closures/words.ts';
import { deskWords } from '../device-desk/words.ts';
import { auditWords } from '../audit/words.ts';
import type { EventWordsByType, FeatureWords } from '../bookings/feature-words.ts';
import type { ActionNames } from '../audit/audit-words.ts';

// One line a feature.
const features: readonly FeatureWords[] = [
  accountWords,
  usersWords,
  tenantsWords,
  facilityWords,
  roomsWords,
  bookingWords,
  seriesWords,
  bookingListWords,
  closuresWords,
  devicesWords,
  deskWords,
  auditWords,
];

export const actionNames: ActionNames = Object.assign({}, ...features.map(({ actions }) => actions));

export const eventWords: EventWordsByType = Object.assign({}, ...features.map(({ events }) => events));
