import type { RepeatDraft } from './repeat-draft.ts';
import type { PreviewedDate } from './use-series-preview.ts';

export type DateState = 'free' | 'clash' | 'impossible' | 'left-out' | 'elsewhere' | 'wish-taken';

/** What becomes of one date as things stand. */
export function stateOf(
  { date, problem, conflicts }: Pick<PreviewedDate, 'date' | 'problem' | 'conflicts'>,
  repeat: RepeatDraft,
  direct: boolean,
): DateState {
  if (repeat.leaveOut.includes(date)) return 'left-out';
  if (problem !== null && problem !== undefined) return 'impossible';
  if (conflicts.length > 0) return direct ? 'clash' : 'wish-taken';
  return repeat.rooms[date] === undefined ? 'free' : 'elsewhere';
}

/** Whether a series can be sent as it stands: all of it, or nothing. */
export type SeriesStanding = {
  /** In words, with the number of dates; empty while nothing is known. */
  readonly words: string;
  readonly booked: number;
  /** Why it cannot be sent yet; null when it can. */
  readonly reason: string | null;
  /** The dates that are known, for what of the draft still means one of them. */
  readonly dates: readonly string[];
};

export const askingStanding: SeriesStanding = { words: '', booked: 0, reason: 'Checking the dates…', dates: [] };

export function standingOf(
  words: string,
  dates: readonly PreviewedDate[],
  repeat: RepeatDraft,
  direct: boolean,
): SeriesStanding {
  const states = dates.map((date) => stateOf(date, repeat, direct));
  const open = states.filter((state) => state === 'clash' || state === 'impossible').length;
  const booked = states.filter((state) => state !== 'left-out').length;
  return {
    words: `${words}, ${booked} ${booked === 1 ? 'date' : 'dates'}`,
    booked,
    dates: dates.map(({ date }) => date),
    reason:
      open > 0
        ? `${open} ${open === 1 ? 'date clashes: skip it' : 'dates clash: skip them'} or choose another room.`
        : booked === 0
          ? 'All dates are skipped.'
          : null,
  };
}
