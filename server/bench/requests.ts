/** What the week of the web client asks for: client/src/calendar/use-calendar-week.ts and its fragments. */
const bookingBar = `
  fragment BookingBar on Booking {
    id reference version kind status tenant { id code } clientName numLearners numFacilitators startsAt endsAt
    room { id name } requestedRoom { id name }
    coffeeTeaStation morningCatering lunchCatering devicesNeeded deviceTypePreference notes
  }`;

const calendarWindow = `
  query CalendarWindow($from: DateTime!, $to: DateTime!) {
    calendar(from: $from, to: $to) {
      cursor
      occupancies { id startsAt endsAt room { id } bookedRoom { id name } booking { ...BookingBar } }
      ghosts { ...BookingBar }
    }
  }
  ${bookingBar}`;
