import { createContext, use } from 'react';
import type { HistoryEntryFragment } from '../graphql/generated/graphql.ts';
import { useLoaded } from '../ui/use-loaded.ts';

export type HistoryReader = {
  readonly timeZone: string;
  /** Who reads it: what they did themselves was done by "you". */
  readonly userId: string;
};

/** What happened to a booking, by the type of its domain event. */
type EventWords = {
  /** In one word or two. */
  readonly short: string | ((entry: HistoryEntryFragment) => string);
  /** With the particulars, where there are any. */
  what?(entry: HistoryEntryFragment, reader: HistoryReader): string;
};

export type EventWordsByType = Readonly<Record<string, EventWords>>;

/** What a feature says on the pages of others. Each has its own in its `words.ts`; the app merges them. */
export type FeatureWords = {
  /** What people call its mutations and jobs, in the audit trail. */
  readonly actions?: Readonly<Record<string, string>>;
  /** What it does to bookings, in their history. */
  readonly events?: EventWordsByType;
};

async function loadNothing(): Promise<EventWordsByType> {
  return {};
}

/** Fetches the words of all features: the calendar stands before they are there. */
export const LoadEventWordsContext = createContext<() => Promise<EventWordsByType>>(loadNothing);

const noWords: EventWordsByType = {};

/** Null while they are under way. On a bad line there are none, and each event is a change like any other. */
export function useEventWords(): EventWordsByType | null {
  const { part } = useLoaded(use(LoadEventWordsContext));
  return part === 'failed' ? noWords : (part?.loaded ?? null);
}
