import type { HistoryEntryFragment } from '../graphql/generated/graphql.ts';
import { dateOf } from '../time/day.ts';
import { intervalOf } from '../time/interval.ts';
import { dayWords, timeWords, whenWords } from '../time/words.ts';

type Entry = HistoryEntryFragment;

function edgeWords(what: string, before: string | null | undefined, after: string, timeZone: string): string {
  const [from, to] = [Date.parse(before ?? ''), Date.parse(after)];
  const sameDay = dateOf(from, timeZone) === dateOf(to, timeZone);
  return `${what} moved to ${sameDay ? '' : `${dayWords(to, timeZone)}, `}${timeWords(to, timeZone)}`;
}

/** Says when it is instead. */
export function timeMoved(entry: Entry, timeZone: string): string | null {
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
export function turnaroundMoved(entry: Entry): string | null {
  if (entry.roomBefore?.id !== entry.roomAfter?.id) return null;
  const changes = [
    minutesWords('setup', entry.setupMinutesBefore, entry.setupMinutesAfter),
    minutesWords('teardown', entry.teardownMinutesBefore, entry.teardownMinutesAfter),
  ];
  return changes.filter(Boolean).join(', ') || null;
}
