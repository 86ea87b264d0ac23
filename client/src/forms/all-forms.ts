type ListedForm = {
  /** Where somebody opens it. */
  readonly opens: string;
  /** By `name`, as they stand in it: what is typed or chosen there outlives a reload. */
  readonly fields: readonly string[];
  /** Kept in no storage: gone with the page. A form with one keeps nothing else either. */
  readonly secrets?: readonly string[];
  /** What is typed stands in the address instead of the storage of the tab. */
  readonly inAddress?: true;
  /** Each choice is sent at once, and kept only until it is saved. */
  readonly savedAtOnce?: true;
};

/**
 * All forms of the client. The linter refuses one that is not listed, and `e2e/forms.journey.ts` opens each and breaks in on it. What
 * is only looked for is no form: fields of the type `search`, filters that the address holds, ticks that choose rows. Of `preferences`, which sends each tick, what has not gone yet is kept.
 */
export const forms = {
  'new-booking': {
    opens: 'Calendar, New booking',
    fields: [
      'clientName',
      'clientContactPerson',
      'clientEmail',
      'clientPhone',
      'segments.0.startsAt',
      'segments.0.endsAt',
      'segments.0.roomId',
      'segments.0.note',
      'numLearners',
      'numFacilitators',
      'coffeeTeaStation',
      'cateringNotes',
      'stationeryNeeded',
      'waterBottles',
      'devices.0.quantity',
      'devices.0.preference',
    ],
  },
  'edit-booking': {
    opens: 'A booking, Edit',
    fields: [
      'clientName',
      'clientContactPerson',
      'clientEmail',
      'clientPhone',
      'numLearners',
      'numFacilitators',
      'coffeeTeaStation',
      'cateringNotes',
      'stationeryNeeded',
      'waterBottles',
      'devicesNeeded',
      'notes',
      'bossNotes',
    ],
  },
  'move-booking': {
    opens: 'A booking, Move',
    fields: ['startsAt', 'endsAt', 'roomId', 'setupMinutes', 'teardownMinutes'],
  },
  'assign-room': {
    opens: 'A booking without a room, Assign room',
    fields: ['roomId', 'setupMinutes', 'teardownMinutes', 'notes'],
  },
  'extend-booking': { opens: 'A booking that runs, Extend', fields: ['endsAt'] },
  'take-room-back': { opens: 'A booking with a room, Take the room back', fields: ['reason'] },
  'reject-booking': { opens: 'A booking without a room, Reject', fields: ['reason'] },
  'cancel-booking': { opens: 'A booking, Cancel', fields: ['reason'] },
  'hand-over': { opens: 'A booking, Hand over', fields: ['toUserId'] },
  'reject-bookings': { opens: 'Approvals, several ticked, Reject', fields: ['reason'] },
  'close-rooms': { opens: 'Calendar or Rooms, Close rooms', fields: ['startsAt', 'endsAt', 'reason'] },
  room: {
    opens: 'Rooms, a room or Add a room',
    fields: ['name', 'capacity', 'setupMinutes', 'teardownMinutes', 'longTerm'],
  },
  'booking-devices': {
    opens: 'A booking, Devices, Change',
    fields: ['devices.0.quantity', 'devices.0.preference', 'devices.0.note'],
  },
  division: { opens: 'Divisions, a division or New division', fields: ['code', 'name'] },
  'add-devices': {
    opens: 'Devices, Add devices',
    fields: ['serialNumbers', 'categoryId', 'name', 'place', 'purchaseDate', 'goesBackOn', 'supplier', 'notes'],
  },
  device: {
    opens: 'Devices, a device, Change',
    fields: [
      'serialNumber',
      'categoryId',
      'name',
      'place',
      'purchaseDate',
      'goesBackOn',
      'supplier',
      'officeAccount',
      'anydeskId',
      'notes',
    ],
  },
  'retire-device': { opens: 'Devices, a device, Retire', fields: ['reason'] },
  'out-of-use': { opens: 'Devices, a device, Take out of use', fields: ['expectedEnd', 'note'] },
  'device-category': {
    opens: 'Devices, Categories, a category or Add a category',
    fields: ['name', 'kind', 'lowStockThreshold', 'accessories'],
  },
  settings: {
    opens: 'Settings',
    fields: [
      'name',
      'address',
      'timeZone',
      'currency',
      'locale',
      'weekStartsOn',
      'usualFrom',
      'usualUntil',
      'bookYearsAhead',
    ],
  },
  'set-up': { opens: 'The link of a facility without an administrator', fields: [], secrets: ['newPassword'] },
  'first-settings': {
    opens: 'First steps, Facility',
    fields: [
      'name',
      'address',
      'timeZone',
      'currency',
      'locale',
      'weekStartsOn',
      'usualFrom',
      'usualUntil',
      'bookYearsAhead',
    ],
  },
  'first-rooms': { opens: 'First steps, Rooms', fields: ['rooms'] },
  'first-people': { opens: 'First steps, People', fields: ['displayName', 'username', 'email', 'role'] },
  'invite-person': { opens: 'People, Invite', fields: ['displayName', 'username', 'email', 'role'] },
  'edit-person': { opens: 'People, a person, Change name or e-mail', fields: ['displayName', 'email'] },
  'give-role': { opens: 'People, a person, Roles', fields: ['role'] },
  'shut-account': { opens: 'People, a person with open bookings, Close the account', fields: ['leaveBookings'] },
  preferences: {
    opens: 'Notifications, How you are told',
    fields: ['BOOKING_CHANGED.inApp', 'BOOKING_CHANGED.byMail'],
    savedAtOnce: true,
  },
  'hand-out': { opens: 'Device desk, a request with assigned devices, Select all to hand out', fields: ['takenBy'] },
  'lend-devices': { opens: 'Device desk, Lend', fields: ['clientName', 'until', 'takenBy'] },
  'device-downtime': { opens: 'Device desk, a device, M', fields: ['expectedEnd', 'note'] },
  'device-return': { opens: 'Device desk, a device that is out, Damaged', fields: ['note'] },
  'device-swap': { opens: 'Device desk, an assigned device, Swap', fields: ['code'] },
  'new-token': { opens: 'My account, New token', fields: ['name'] },
  'wall-display': { opens: 'My account, Use this screen as a wall display', fields: ['name'] },
  'change-password': {
    opens: 'My account, Change the password',
    fields: [],
    secrets: ['currentPassword', 'newPassword'],
  },
  'set-password': { opens: 'A link to set a password', fields: [], secrets: ['newPassword'] },
  'forgot-password': { opens: 'Forgot your password?', fields: ['username'], inAddress: true },
  'sign-in': {
    opens: 'Without a session, and over the page once one has ended',
    fields: ['username'],
    secrets: ['password'],
    inAddress: true,
  },
} as const satisfies Readonly<Record<string, ListedForm>>;

export type FormName = keyof typeof forms;

export const formList: Readonly<Record<FormName, ListedForm>> = forms;
