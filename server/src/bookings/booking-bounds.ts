import { inputBounds } from '../platform/limit-row.ts';

const shownWhole = 'It is shown whole, in lists and on bars.';
const readWhole = 'It is read whole, in a drawer or a mail.';
const lockedTogether = 'Each is locked, checked and written in one transaction.';

export const bookingBounds = inputBounds({
  bookingCount: {
    value: 100_000,
    unit: 'learners, facilitators, bottles or devices of a booking',
    reason: 'More was mistyped.',
  },
  bookingDays: {
    value: 366,
    unit: 'days that a booking, a closure or a window of the calendar lasts',
    reason: 'What stands in a window is found by its start, so it is known how far back to look.',
  },
  bookingNote: { value: 2_000, unit: 'characters of a note about a booking', reason: readWhole },
  clientName: {
    value: 200,
    unit: 'characters of the name of a client, a contact person or a company',
    reason: shownWhole,
  },
  deviceWishes: {
    value: 20,
    unit: 'device requests of a booking',
    reason: 'They are read whole, at the desk and in a drawer.',
  },
  eventPage: {
    value: 1_000,
    unit: 'events of a page of the log',
    reason: 'A page is read, checked and answered as a whole; the next one begins where it ends.',
  },
  exportId: { value: 200, unit: 'characters of an id in the address of an export', reason: 'No id is as long.' },
  exportRooms: {
    value: 500,
    unit: 'rooms that an export names',
    reason: 'They stand in an address, which is no longer than that.',
  },
  exportStatuses: {
    value: 10,
    unit: 'statuses that an export names',
    reason: 'There are fewer, and one that is named twice is no use.',
  },
  historyPage: {
    value: 100,
    unit: 'changes of a history',
    reason: 'Each is read with what it changed, and told in words.',
  },
  phoneNumber: { value: 50, unit: 'characters of a telephone number', reason: shownWhole },
  reason: { value: 500, unit: 'characters of a reason', reason: readWhole },
  rentalAddress: { value: 500, unit: 'characters of the address to which devices go', reason: readWhole },
  rentalNumber: { value: 100, unit: 'characters of a rental number', reason: shownWhole },
  searchWords: { value: 200, unit: 'characters that are searched for', reason: 'Each piece of them is looked up.' },
  segments: { value: 200, unit: 'segments of a request', reason: lockedTogether },
  suggestedClients: { value: 20, unit: 'clients that are suggested', reason: 'Nobody reads more while they type.' },
  turnaroundMinutes: { value: 1_440, unit: 'minutes of setup or teardown', reason: 'More than a day is a closure.' },
  windowRooms: {
    value: 2_000,
    unit: 'rooms that a window of the calendar names',
    reason: 'Each is matched with all that it is made of.',
  },
});
