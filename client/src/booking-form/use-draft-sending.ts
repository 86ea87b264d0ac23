import { useCallback, useState } from 'react';
import { useHere } from '../people/here.tsx';
import { now } from '../time/now.ts';
import { askingStanding, type SeriesStanding } from '../series/series-standing.ts';
import { useCreateSeries } from '../series/use-create-series.ts';
import type { Booked } from './booked-words.ts';
import { draftErrors, draftInput, leavesAndRepeats, seriesInput } from './draft-input.ts';
import { useCreateBookings } from './use-create-bookings.ts';
import type { SentInput, useDraft } from './use-draft.ts';

/** Knows how a draft becomes bookings or a series, also where an answer was lost. */
export function useDraftSending(
  { draft, unanswered, ...stored }: ReturnType<typeof useDraft>,
  onBooked: (booked: Booked) => void,
) {
  const { timeZone, bookableUntil } = useHere().facility;
  const once = useCreateBookings();
  const repeated = useCreateSeries();
  const { busy, trouble } = draft.repeat ? repeated : once;
  const [seriesStanding, setSeriesStanding] = useState<SeriesStanding | null>(null);
  /** Why a series cannot be sent yet. One whose answer was lost may stand in its own way: it is sent again as it is. */
  const waits =
    draft.repeat && !isUnanswered() ? (leavesAndRepeats(draft) ?? (seriesStanding ?? askingStanding).reason) : null;
  const [clearOnce, clearRepeated] = [once.clear, repeated.clear];
  const clear = useCallback(() => {
    clearOnce();
    clearRepeated();
  }, [clearOnce, clearRepeated]);

  function findMistakes() {
    return draftErrors(draft, timeZone, now(), bookableUntil);
  }

  function inputOf(): SentInput {
    return draft.repeat && seriesStanding
      ? seriesInput(draft, timeZone, seriesStanding.dates)
      : draftInput(draft, timeZone);
  }

  /** What stands here has gone out, and nobody knows what became of it. */
  function isUnanswered(): boolean {
    if (unanswered.length === 0 || seriesStanding === null || Object.keys(findMistakes()).length > 0) return false;
    const input = JSON.stringify(inputOf());
    return unanswered.some((one) => JSON.stringify(one) === input);
  }

  function attempt(input: SentInput) {
    return 'rule' in input ? repeated.attempt({ input }) : once.attempt({ input });
  }

  function finish(booked: Booked) {
    stored.startAfresh();
    onBooked(booked);
  }

  /** Gives back the refusal, where there is one. */
  async function send() {
    const input = inputOf();
    stored.sending(input);
    const { done, refusal } = await attempt(input);
    if (done) finish(done);
    else if (refusal) stored.refused(input);
    return refusal;
  }

  /** What an earlier try of this draft has made although its answer was lost: asking again for the same gives it back. */
  async function openEarlier() {
    for (const input of unanswered) {
      const { done } = await attempt(input);
      if (done) return finish(done);
    }
  }

  return {
    busy,
    trouble,
    clear,
    findMistakes,
    /** What is known of the dates of a series; null where nothing repeats. */
    seriesStanding: draft.repeat ? seriesStanding : null,
    setSeriesStanding,
    waits,
    send,
    openEarlier,
    mayOpenEarlier: unanswered.length > 0,
    bookAsWell: () => {
      clear();
      stored.renew();
    },
  };
}
