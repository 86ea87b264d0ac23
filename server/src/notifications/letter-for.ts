import type { NotificationType } from '../generated/prisma/enums.ts';
import type { RequestContext } from '../platform/context.ts';
import { encodeId } from '../platform/global-id.ts';
import type { Letter } from '../platform/mail.ts';
import { changeWords, countWords, timeWords } from './fact-words.ts';
import { changedFacts } from './load-items.ts';
import type { MailItem, MailLine } from './load-mail.ts';

type House = Pick<RequestContext, 'publicUrl' | 'facility'>;

/** What happened, to one booking and to several. */
const words: Record<
  Exclude<NotificationType, 'DAILY_SUMMARY'>,
  { readonly one: (item: MailItem) => string; readonly many: string | ((items: readonly MailItem[]) => string) }
> = {
  BOOKING_PENDING: { one: () => 'needs a room', many: 'need a room' },
  ROOM_ASSIGNED: {
    one: ({ roomNow }) => (roomNow === null ? 'has a room' : `has a room: ${roomNow}`),
    many: 'have a room',
  },
  BOOKING_REJECTED: { one: () => 'was rejected', many: 'were rejected' },
  BOOKING_DISPLACED: {
    one: ({ room }) => `lost ${room?.name ?? 'its room'} and needs another room`,
    many: 'lost their rooms and need others',
  },
  BOOKING_CANCELLED: { one: () => 'was cancelled', many: 'were cancelled' },
  BOOKING_CHANGED: {
    one: (item) => (item.before === null ? 'was added' : isHandedOver(item) ? 'was handed over' : 'was changed'),
    many: (items) => (items.every(isHandedOver) ? 'were handed over' : 'were changed'),
  },
  BOOKING_CONFIRMED: { one: () => 'is confirmed', many: 'are confirmed' },
  DEVICE_REQUEST: {
    one: (item) =>
      item.after && wantsNoDevices(item.after)
        ? 'no longer needs devices'
        : isShortAgain(item)
          ? 'is short of devices again'
          : 'needs devices',
    many: 'need other devices than before',
  },
};

function wantsNoDevices({ status, devicesNeeded }: NonNullable<MailItem['after']>): boolean {
  return devicesNeeded === 0 || status === 'REJECTED' || status === 'CANCELLED';
}

/** A device was given back, and the booking is as it was. */
function isShortAgain(item: MailItem): boolean {
  return item.before !== null && changedFacts(item).length === 0;
}

function isHandedOver(item: MailItem): boolean {
  return changedFacts(item).includes('REQUESTER');
}

/** So many bookings are listed in a mail; the others are behind its link. */
const mostListed = 20;

/** Plain text: what happened, to which bookings, what changed, who did it and why, and where to look. */
export function letterFor(house: House, lines: readonly MailLine[]): Omit<Letter, 'to'> {
  const [only] = lines;
  const isOne = lines.length === 1 && only !== undefined;
  const subject = isOne ? headline(only) : countWords(lines.length, 'notification', 'notifications');
  return {
    // A client's name must not end a header line.
    subject: `${house.facility.name}: ${subject}`.replace(/\p{Cc}+/gu, ' '),
    text: [
      `Dear ${only?.recipient},`,
      ...(isOne ? aboutOne(house, only) : aboutSeveral(house, lines)),
      `Choose which e-mails you get: ${house.publicUrl}/notifications?panel=preferences`,
    ].join('\n\n'),
  };
}

/** "Acme (BK-7QK3M9) has a room: Honesty", or "2 bookings have a room, 1 booking was rejected". */
function headline({ items, facts }: MailLine): string {
  if (facts) return `daily summary, ${String(facts['date'] ?? '')}`;
  const [only] = items;
  if (items.length === 1 && only) return `${about(only)} ${wordsOf(only).one(only)}`;
  return [...Map.groupBy(items, ({ type }) => type).values()]
    .map((group) =>
      group.length === 1 && group[0]
        ? `1 booking ${wordsOf(group[0]).one(group[0])}`
        : `${group.length} bookings ${manyWords(group)}`,
    )
    .join(', ');
}

function manyWords(group: readonly MailItem[]): string {
  const many = group[0] ? wordsOf(group[0]).many : '';
  return typeof many === 'string' ? many : many(group);
}

function wordsOf({ type }: MailItem) {
  return words[type as keyof typeof words];
}
function about({ clientName, reference }: MailItem): string {
  return `${clientName} (${reference})`;
}

function aboutOne(house: House, line: MailLine): string[] {
  const { items, facts, actor } = line;
  const { facility } = house;
  const [only] = items;
  const reasons = [...new Set(items.flatMap(({ reason }) => reason ?? []))];
  const signed = [
    ...(actor === null ? [] : [`Who: ${actor}`]),
    ...(reasons.length === 1 ? [`Why: ${reasons[0]}`] : []),
  ];
  if (items.length === 1 && only) {
    const changes = changeWords(only, facility);
    return [
      `${headline(line)}.`,
      [
        `When: ${timeWords(only.startsAt, only.endsAt, facility)}`,
        ...(only.roomNow === null ? [] : [`Where: ${only.roomNow}`]),
      ].join('\n'),
      ...(changes.length > 0 ? [changes.join('\n')] : []),
      ...signed,
      linkTo(house, only),
    ];
  }
  if (facts) return [`${headline(line)}.`, figures(facts), `${house.publicUrl}/calendar`];
  return [`${headline(line)}:`, ...listed(house, items, reasons.length > 1), ...signed];
}

/** Each act with its bookings, as many of them as fit into a mail. */
function aboutSeveral(house: House, lines: readonly MailLine[]): string[] {
  let remaining = mostListed;
  const parts = lines.flatMap((line) => {
    if (remaining <= 0 && line.facts === null) return [];
    const at = line.createdAt.toLocaleString(house.facility.locale, {
      timeZone: house.facility.timeZone,
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const listedItems = line.items.slice(0, remaining);
    remaining -= listedItems.length;
    return [
      [
        `${[at, line.actor].filter((part) => part !== null).join(', ')}: ${headline(line)}${listedItems.length > 0 ? ':' : '.'}`,
        ...(line.facts ? [figures(line.facts)] : []),
        ...listedItems.map((item) => entry(house, item, true)),
      ].join('\n'),
    ];
  });
  const unlisted = lines.reduce((count, { items }) => count + items.length, 0) - (mostListed - Math.max(remaining, 0));
  return [...parts, ...(unlisted > 0 ? [moreOf(house, unlisted)] : [`${house.publicUrl}/notifications`])];
}

function listed(house: House, items: readonly MailItem[], withReasons: boolean): string[] {
  const unlisted = items.length - mostListed;
  return [
    items
      .slice(0, mostListed)
      .map((item) => entry(house, item, withReasons))
      .join('\n'),
    unlisted > 0 ? moreOf(house, unlisted) : `${house.publicUrl}/notifications`,
  ];
}

function moreOf({ publicUrl }: House, count: number): string {
  return `And ${count} more: ${publicUrl}/notifications`;
}

/** "- Acme (BK-7QK3M9), Tue, 2 June 2026, 09:00 to 12:00, Honesty", and below what changed. */
function entry({ facility }: House, item: MailItem, withReason: boolean): string {
  return [
    `- ${[about(item), timeWords(item.startsAt, item.endsAt, facility), ...(item.roomNow === null ? [] : [item.roomNow])].join(', ')}`,
    ...changeWords(item, facility).map((line) => `  ${line}`),
    ...(withReason && item.reason !== null ? [`  Why: ${item.reason}`] : []),
  ].join('\n');
}

function figures(facts: Readonly<Record<string, number | string>>): string {
  return [
    `${facts['bookings']} bookings in rooms`,
    `${facts['waiting']} need a room, ${facts['overdue']} of them overdue`,
    `${facts['roomsClosed']} rooms closed`,
    `${facts['devicesWanted']} devices requested`,
  ].join('\n');
}

/** The address of the booking's drawer, on its day. */
function linkTo({ publicUrl, facility: { timeZone } }: House, { bookingId, startsAt }: MailItem): string {
  const day = startsAt.toLocaleDateString('sv-SE', { timeZone });
  return `${publicUrl}/calendar?date=${day}&booking=${encodeURIComponent(encodeId('Booking', bookingId))}`;
}
