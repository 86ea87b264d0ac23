/** Of arguments and fields of inputs: by their name, or by their place where it means something else there. */
export const inputWords: Readonly<Record<string, string>> = {
  // Pages.
  first: 'How many rows from the beginning: 20 when neither this nor `last` is given, 100 at most.',
  last: 'How many rows from the end, 100 at most.',
  after: 'The `cursor` after which the page begins. From the beginning when not given.',
  before: 'The `cursor` before which the page ends. To the end when not given.',
  filter: 'Which rows; all when not given.',

  // Windows: half-open.
  from: 'Where the window begins.',
  to: 'Where the window ends: after `from`, 366 days later at most. What begins then is not in it.',

  // Ids. One that is malformed or of another type is refused by name.
  bookingId: 'The booking. NotFoundError where there is none, or it is not the viewer’s to see.',
  roomId: 'The room; one that does not exist is refused.',
  closureId: 'The closure, as occupancies, rooms and events name it; NotFoundError where it is gone.',
  userId: 'The person; NotFoundError where there is none.',
  tenantId: 'The division; NotFoundError, or an empty answer, where there is none or it is not the viewer’s.',
  'booking.id': 'Of a booking. Null is the answer where there is none, or it is not the viewer’s to see.',
  'bookingChanged.id': 'Of a booking. One that is not the viewer’s to see, or not there, is told as null.',
  'bookingChanged.after': 'The last cursor that was seen. From now on when not given.',
  'endSession.id': 'Of one of one’s own sessions, from `viewer.sessions`; NotFoundError for any other.',
  'revokeToken.id': 'Of a token, from `viewer.tokens` or `User.tokens`; NotFoundError for any other.',
  'node.id': 'Of any type that is a Node. Whatever else it is, the answer is null.',
  'roomUse.roomId': 'The room. Null is the answer where there is none.',

  // A request for bookings. Not given in an update: stays as it is.
  cateringNotes: 'Wishes of the client for the kitchen, 2,000 characters at most. Null or empty for none.',
  clientContactPerson: 'Whom to call, 200 characters at most.',
  clientEmail: 'Their e-mail address.',
  clientName: 'The client, as people know them; 200 characters at most.',
  clientPhone: 'Their telephone number, 50 characters at most.',
  coffeeTeaStation: 'Whether coffee and tea stand ready. False unless given.',
  deviceTypePreference: 'Of which kind the devices should be. ANY unless given.',
  devicesNeeded: 'How many devices, 0 to 100,000. At least 1 with the kind DEVICES_ONLY.',
  kind: 'ROOM unless given. DEVICES_ONLY takes no room and needs `devicesNeeded`.',
  lunchCatering: 'What there is for lunch, on each day. NONE unless given.',
  morningCatering: 'What there is in the morning, on each day. NONE unless given.',
  numFacilitators: 'How many people teach, 0 to 100,000. With the learners together at least 1.',
  numLearners: 'How many people learn, 0 to 100,000. With the facilitators together at least 1.',
  stationeryNeeded: 'Whether each person gets a set of stationery. False unless given.',
  waterBottles: 'Bottles of water on each day, 0 to 100,000. 0 unless given.',
  'SegmentInput.numFacilitators': 'Of this segment alone; as in the whole request when not given or null.',
  'SegmentInput.numLearners': 'Of this segment alone; as in the whole request when not given or null.',
  startsAt: 'The first moment of it, without setup. Not given or null where it may stay as it is.',
  endsAt: 'The first moment that is no longer its own, without teardown. Not given or null where it may stay as it is.',
  'CloseRoomsInput.startsAt': 'From when on nothing can be booked in them; it may lie in the past.',
  'SegmentInput.startsAt': 'The first moment of it, without setup. It may lie in the past while its end does not.',
  acknowledgeOverCapacity:
    'More people come than the room seats, and that is meant. Refused otherwise, by the name of the field.',
  scope: 'How far the change reaches, from the booking that is named.',
  date: 'A date of the rule of the series, in the zone it was made in.',
  rule: 'When it repeats; 200 dates at most.',
  frequency: 'What `every` counts: days, weeks or months.',

  // Rooms.
  longTerm: 'Whether it is an office that is let for long: calendars may leave it out. False unless given.',

  // People.
  currentPassword: 'The password that holds now. Wrong ones count against the account (TooManyAttemptsError).',
  password: 'As it was set. Wrong ones count against the account and the address (TooManyAttemptsError).',
  username: 'To sign in with, in whatever case.',
  'requestPasswordReset.username': 'Of an account, in whatever case. The answer does not tell whether there is one.',
  'passwordLink.token': 'What stands after the # of the link.',
  displayName: 'As others read it, 100 characters at most.',
  tokens: 'Answer with the tokens, for tools. Never to a browser; false unless given.',
  result: 'Only what ended like this.',

  // Notifications.
  byMail: 'Whether a mail tells it as well.',
  inApp: 'Whether the bell tells it.',
  type: 'Of which type; each once.',
  unreadOnly: 'Only those that one has not marked as read.',

  // Devices that leave the building.
  company: 'To whom they go, 200 characters at most.',
  email: 'An address of whoever answers for them. Null for none.',
  phone: 'A number of whoever answers for them, 50 characters at most.',

  'roomSuggestions.attendees': 'How many people need a seat, 0 to 100,000. With 0 every free room is suggested.',

  // Every mutation takes one object.
  input: 'What to do, and to what. A field that breaks a rule is named by its path in InvalidInputError.',
  'seriesPreview.input': 'The series as it would be made. A field that breaks a rule is named in BAD_USER_INPUT.',
  'signIn.input': 'Who signs in. Whatever is wrong with it has one answer: NotAllowedError.',
  'refreshSession.input': 'The refresh token, where no cookie brings it. Null for browsers.',
};
