import { graphql } from '../graphql/generated/gql.ts';
import type { HistoryEntryFragment } from '../graphql/generated/graphql.ts';
import { dateOf } from '../time/day.ts';
import { intervalOf } from '../time/interval.ts';
import { dayWords, timeWords, whenWords } from '../time/words.ts';

graphql(`
  fragment HistoryEntry on BookingHistoryEntry {
    id
    at
    type
    version
    actor {
      id
      displayName
    }
    outside
    cause
    reason
    requesterBefore {
      id
      displayName
    }
    requesterAfter {
      id
      displayName
    }
    statusAfter
    roomBefore {
      id
      name
    }
    roomAfter {
      id
      name
    }
    startsAtBefore
    endsAtBefore
    startsAtAfter
    endsAtAfter
    setupMinutesBefore
    setupMinutesAfter
    teardownMinutesBefore
    teardownMinutesAfter
  }
`);

type Entry = HistoryEntryFragment;

type Reader = {
  readonly timeZone: string;
  /** Who reads it: what they did themselves was done by "you". */
  readonly userId: string;
};

/** What happened, and then by whom and why. */
export type HistoryWords = {
  readonly what: string;
  readonly rest: string;
};

function edgeWords(what: string, before: string | null | undefined, after: string, timeZone: string): string {
  const [from, to] = [Date.parse(before ?? ''), Date.parse(after)];
  const sameDay = dateOf(from, timeZone) === dateOf(to, timeZone);
  return `${what} moved to ${sameDay ? '' : `${dayWords(to, timeZone)}, `}${timeWords(to, timeZone)}`;
}

function timeMoved(entry: Entry, timeZone: string): string | null {
  const { startsAtBefore, startsAtAfter, endsAtBefore, endsAtAfter } = entry;
  if (startsAtAfter != null && endsAtAfter != null)
    return `moved to ${whenWords(intervalOf(startsAtAfter, endsAtAfter), timeZone)}`;
  if (startsAtAfter != null) return edgeWords('start', startsAtBefore, startsAtAfter, timeZone);
  return endsAtAfter == null ? null : edgeWords('end', endsAtBefore, endsAtAfter, timeZone);
}

function minutesWords(
  what: string,
  before: number | null | undefined,
  after: number | null | undefined,
): string | null {
  return before == null || after == null ? null : `${what} changed from ${before} to ${after} min`;
}

/** `setup changed from 30 to 45 min`. Another room brings its own, which goes without saying. */
function turnaroundMoved(entry: Entry): string | null {
  if (entry.roomBefore?.id !== entry.roomAfter?.id) return null;
  const changes = [
    minutesWords('setup', entry.setupMinutesBefore, entry.setupMinutesAfter),
    minutesWords('teardown', entry.teardownMinutesBefore, entry.teardownMinutesAfter),
  ];
  return changes.filter(Boolean).join(', ') || null;
}

function isOnlyTurnaround(entry: Entry): boolean {
  return turnaroundMoved(entry) !== null && entry.startsAtAfter == null && entry.endsAtAfter == null;
}

/** While it ran: when it was over sooner, or until when it went on. */
function endWords({ cause, endsAtAfter }: Entry, timeZone: string): string | null {
  if (endsAtAfter == null || (cause !== 'finishBooking' && cause !== 'extendBooking')) return null;
  return `${cause === 'finishBooking' ? 'finished early, at' : 'extended until'} ${timeWords(Date.parse(endsAtAfter), timeZone)}`;
}

function moved(entry: Entry, { timeZone }: Reader): string {
  const ended = endWords(entry, timeZone);
  if (ended) return ended;
  const { roomBefore, roomAfter } = entry;
  const place =
    roomBefore && roomAfter && roomBefore.id !== roomAfter.id
      ? `moved from ${roomBefore.name} to ${roomAfter.name}`
      : null;
  return [place, timeMoved(entry, timeZone), turnaroundMoved(entry)].filter(Boolean).join(', ') || 'moved';
}

function created({ statusAfter, roomAfter }: Entry): string {
  if (statusAfter === 'PENDING') return 'requested';
  return roomAfter ? `booked in ${roomAfter.name}` : 'booked';
}

function assigned(entry: Entry, { timeZone }: Reader): string {
  const { roomAfter } = entry;
  const words = roomAfter ? `room assigned: ${roomAfter.name}` : 'room assigned';
  return [words, timeMoved(entry, timeZone)].filter(Boolean).join(', ');
}

/** `handed over from Lindiwe to you` */
function handedOver({ type, requesterBefore: from, requesterAfter: to }: Entry, { userId }: Reader): string | null {
  if (!from || !to || type === 'booking_restored') return null;
  const name = (person: { readonly id: string; readonly displayName: string }) =>
    person.id === userId ? 'you' : person.displayName;
  return `handed over from ${name(from)} to ${name(to)}`;
}

const wordsByType: Readonly<Record<string, (entry: Entry, reader: Reader) => string>> = {
  booking_created: created,
  booking_rescheduled: moved,
  room_assigned: assigned,
};

/** In one word or two; what this page does not know yet is a change all the same. */
const shortWordsByType: Readonly<Record<string, string>> = {
  booking_created: 'booked',
  booking_rescheduled: 'moved',
  room_assigned: 'room assigned',
  booking_restored: 'undone',
  room_unassigned: 'taken back',
  booking_displaced: 'displaced',
  booking_confirmed: 'confirmed',
  booking_rejected: 'rejected',
  booking_cancelled: 'cancelled',
  booking_completed: 'completed',
};

function shortWords(entry: Entry): string {
  const { type, statusAfter, cause, requesterAfter } = entry;
  if (type === 'booking_rescheduled' && isOnlyTurnaround(entry)) return 'setup or teardown changed';
  if (cause === 'finishBooking') return 'finished early';
  if (cause === 'extendBooking') return 'extended';
  if (requesterAfter && type !== 'booking_restored') return 'handed over';
  return type === 'booking_created' && statusAfter === 'PENDING' ? 'requested' : (shortWordsByType[type] ?? 'changed');
}

function byWords({ outside, actor }: Entry, { userId }: Reader): string {
  if (outside) return ' outside of Colab';
  if (!actor) return '';
  return ` by ${actor.id === userId ? 'you' : actor.displayName}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `Moved from Innovation to Dedication` and ` by the Room Boss`. */
export function historyWords(entry: Entry, reader: Reader): HistoryWords {
  const what = handedOver(entry, reader) ?? wordsByType[entry.type]?.(entry, reader) ?? shortWords(entry);
  const by = byWords(entry, reader);
  const comma = by && what.includes(': ') ? ',' : '';
  return { what: capitalized(what), rest: `${comma}${by}${entry.reason ? `: ${entry.reason}` : ''}` };
}

/** `Moved by the Room Boss` */
export function lastChangeWords(entry: Entry, reader: Reader): string {
  return capitalized(shortWords(entry)) + byWords(entry, reader);
}
