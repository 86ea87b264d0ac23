import type { NotificationLineFragment, NotificationType } from '../graphql/generated/graphql.ts'

/** What each type is called where one is chosen, and when it comes. */
export const TYPES: Record<NotificationType, { readonly words: string; readonly when: string }> = {
  BOOKING_PENDING: { words: 'Waiting for a room', when: 'a booking asks for a room' },
  ROOM_ASSIGNED: { words: 'Room assigned', when: 'your booking is given a room' },
  BOOKING_REJECTED: { words: 'Rejected', when: 'your booking is rejected' },
  BOOKING_DISPLACED: { words: 'Lost its room', when: 'your booking loses its room and waits again' },
  BOOKING_CANCELLED: { words: 'Cancelled', when: 'somebody else cancels your booking' },
  DEVICE_REQUEST: { words: 'Devices wanted', when: 'a booking wants devices' },
  DAILY_SUMMARY: { words: 'Summary of the day', when: 'each morning at 06:30' },
}

export const TYPE_NAMES = Object.keys(TYPES) as readonly NotificationType[]

/** What happened, without whose booking it is: that stands above. */
export function lineWords({ type, room }: Pick<NotificationLineFragment, 'type' | 'room'>): string {
  switch (type) {
    case 'BOOKING_PENDING':
      return room ? `Waits for a room, wishes for ${room.name}` : 'Waits for a room'
    case 'ROOM_ASSIGNED':
      return room ? `Has a room: ${room.name}` : 'Has a room'
    case 'BOOKING_REJECTED':
      return 'Was rejected'
    case 'BOOKING_DISPLACED':
      return room ? `Lost ${room.name} and waits for another room` : 'Lost its room and waits for another'
    case 'BOOKING_CANCELLED':
      return 'Was cancelled'
    case 'DEVICE_REQUEST':
      return 'Wants devices'
    case 'DAILY_SUMMARY':
      return 'Summary of the day'
  }
}

/** `4 bookings in rooms, 3 waiting (1 overdue), 2 rooms closed, 12 devices wanted` */
export function summaryWords({ bookings, waiting, overdue, roomsClosed, devicesWanted }: NonNullable<NotificationLineFragment['summary']>): string {
  const some = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`)
  return [
    some(bookings, 'booking in a room', 'bookings in rooms'),
    overdue > 0 ? `${waiting} waiting (${overdue} overdue)` : `${waiting} waiting`,
    ...(roomsClosed > 0 ? [some(roomsClosed, 'room closed', 'rooms closed')] : []),
    ...(devicesWanted > 0 ? [some(devicesWanted, 'device wanted', 'devices wanted')] : []),
  ].join(', ')
}

/** As it is told to somebody who looks elsewhere: `Acme lost Honesty and waits for another room.` */
export function spokenWords(line: Pick<NotificationLineFragment, 'type' | 'room' | 'booking'>): string {
  const words = lineWords(line)
  return line.booking ? `${line.booking.clientName} ${words.charAt(0).toLowerCase()}${words.slice(1)}.` : `${words}.`
}
