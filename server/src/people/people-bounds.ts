import { inputBounds } from '../platform/limit-row.ts';

const shownWhole = 'It is shown whole, in lists and on buttons.';

export const peopleBounds = inputBounds({
  emailAddress: {
    value: 254,
    unit: 'characters of an e-mail address',
    reason: 'Nothing can be delivered to a longer one (RFC 5321).',
  },
  givenName: {
    value: 100,
    unit: 'characters of the name of a person, a division, a token or a display',
    reason: shownWhole,
  },
  handedOver: {
    value: 1_000,
    unit: 'open bookings that change hands when an account is shut',
    reason: 'Each is written down by itself and takes 3 ms, and a write has 8 s in all.',
  },
  invitedRoles: { value: 20, unit: 'roles of an invitation', reason: 'Each is looked up and granted by itself.' },
  openBookings: {
    value: 100,
    unit: 'open bookings that are listed before an account is shut',
    reason: 'Each is read with its room and its series; who has more looks at them in the list.',
  },
  passwordLength: { value: 1_000, unit: 'characters of a password', reason: 'Each of them is hashed.' },
  tenantCode: { value: 20, unit: 'characters of the code of a division', reason: shownWhole },
  tokenDays: {
    value: 366,
    unit: 'days that a token lasts',
    reason: 'One that was forgotten somewhere ends by itself.',
  },
  tokenScopes: { value: 100, unit: 'scopes of a token', reason: 'Each is compared with each right of its owner.' },
  username: { value: 100, unit: 'characters of a user name', reason: shownWhole },
});
