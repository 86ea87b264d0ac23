import type { EventWordsByType, HistoryReader } from '../bookings/feature-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { HistoryEntryFragment } from '../graphql/generated/graphql.ts';

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

type Reader = HistoryReader & {
  /** Of all features. */
  readonly events: EventWordsByType;
};

/** What happened, and then by whom and why. */
export type HistoryWords = {
  readonly what: string;
  readonly rest: string;
};

/** `handed over from Lindiwe to you` */
function handedOver({ type, requesterBefore: from, requesterAfter: to }: Entry, { userId }: Reader): string | null {
  if (!from || !to || type === 'booking_restored') return null;
  const name = (person: { readonly id: string; readonly displayName: string }) =>
    person.id === userId ? 'you' : person.displayName;
  return `handed over from ${name(from)} to ${name(to)}`;
}

/** In one word or two; what no feature has put into words is a change all the same. */
function shortWords(entry: Entry, events: EventWordsByType): string {
  const { type, cause, requesterAfter } = entry;
  if (cause === 'finishBooking') return 'finished early';
  if (cause === 'extendBooking') return 'extended';
  if (requesterAfter && type !== 'booking_restored') return 'handed over';
  const { short = 'changed' } = events[type] ?? {};
  return typeof short === 'string' ? short : short(entry);
}

function byWords({ outside, actor }: Entry, { userId }: Reader): string {
  if (outside) return ' directly in the database';
  if (!actor) return '';
  return ` by ${actor.id === userId ? 'you' : actor.displayName}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `Moved from Innovation to Dedication` and ` by the Room Boss`. */
export function historyWords(entry: Entry, reader: Reader): HistoryWords {
  const what =
    handedOver(entry, reader) ?? reader.events[entry.type]?.what?.(entry, reader) ?? shortWords(entry, reader.events);
  const by = byWords(entry, reader);
  const comma = by && what.includes(': ') ? ',' : '';
  return { what: capitalized(what), rest: `${comma}${by}${entry.reason ? `: ${entry.reason}` : ''}` };
}

/** `Moved by the Room Boss` */
export function lastChangeWords(entry: Entry, reader: Reader): string {
  return capitalized(shortWords(entry, reader.events)) + byWords(entry, reader);
}
