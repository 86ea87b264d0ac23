import type { NotificationType } from '../generated/prisma/enums.ts';
import type { RequestContext } from '../platform/context.ts';
import { encodeId } from '../platform/global-id.ts';
import type { Letter } from '../platform/mail.ts';
import type { ToldByMail } from './mail-notification.ts';

const subjects: Record<NotificationType, (about: string, told: ToldByMail) => string> = {
  BOOKING_PENDING: (about) => `${about} waits for a room`,
  ROOM_ASSIGNED: (about, { room }) => `${about} has a room${room === null ? '' : `: ${room}`}`,
  BOOKING_REJECTED: (about) => `${about} was rejected`,
  BOOKING_DISPLACED: (about) => `${about} lost its room and waits for another`,
  BOOKING_CANCELLED: (about) => `${about} was cancelled`,
  DEVICE_REQUEST: (about) => `${about} wants devices`,
  DAILY_SUMMARY: (_about, { facts }) => `the day, ${String(facts?.['date'] ?? '')}`,
};

/** Plain text: what happened, when the booking is, who did it and why, and where to look. */
export const letterFor = ({ publicUrl, facility }: Pick<RequestContext, 'publicUrl' | 'facility'>, told: ToldByMail): Omit<Letter, 'to'> => {
  const about = told.clientName === null ? '' : `${told.clientName} (${told.reference})`;
  const what = subjects[told.type](about, told);
  const moment = (at: Date) => at.toLocaleString('en-GB', { timeZone: facility.timeZone, weekday: 'short', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
  return {
    // What a client is called ends no header line.
    subject: `${facility.name}: ${what}`.replace(/\p{Cc}+/gu, ' '),
    text: [
      `Dear ${told.recipient},`,
      `${what}.`,
      ...(told.startsAt && told.endsAt ? [`When: ${moment(told.startsAt)} to ${moment(told.endsAt)}`] : []),
      ...(told.actor === null ? [] : [`Who: ${told.actor}`]),
      ...(told.reason ? [`Why: ${told.reason}`] : []),
      ...(told.facts ? [figures(told.facts)] : []),
      linkTo(publicUrl, facility.timeZone, told),
      `Which mails you get is yours to choose: ${publicUrl}/notifications?panel=preferences`,
    ].join('\n\n'),
  };
};

const figures = (facts: Readonly<Record<string, number | string>>): string =>
  [
    `${facts['bookings']} bookings in rooms`, `${facts['waiting']} wait for a room, ${facts['overdue']} of them overdue`,
    `${facts['roomsClosed']} rooms closed`, `${facts['devicesWanted']} devices wanted`,
  ].join('\n');

/** The drawer of the booking, on its day. */
const linkTo = (publicUrl: string, timeZone: string, { bookingId, startsAt }: ToldByMail): string => {
  if (bookingId === null || startsAt === null) return `${publicUrl}/calendar`;
  const day = startsAt.toLocaleDateString('sv-SE', { timeZone });
  return `${publicUrl}/calendar?date=${day}&booking=${encodeURIComponent(encodeId('Booking', bookingId))}`;
};
