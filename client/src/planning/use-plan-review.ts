import { useMemo, useState } from 'react';
import type { BookingBarFragment } from '../graphql/generated/graphql.ts';
import type { Range } from '../time/range.ts';
import { useNow } from '../ui/use-now.ts';
import { entriesOf, noChoices, stillDone, withRefusals, withTicks } from './plan-entries.ts';
import type { Accepted } from './use-accept-plan.ts';
import { useRoomPlan } from './use-room-plan.ts';

const noPlacements: readonly never[] = [];

/** A plan that is looked through: which of its lines are ticked, were accepted or refused, or are out of date by now. */
export function usePlanReview(range: Range, ghosts: readonly BookingBarFragment[] | null) {
  const { state, make } = useRoomPlan(range);
  const [choices, setChoices] = useState(noChoices);
  const [accepted, setAccepted] = useState<ReadonlyMap<string, number>>(new Map());

  const now = useNow();
  const plan = state.is === 'made' ? state.plan : null;
  const isOnScreen = state.is === 'made' && state.period.start === range.start && state.period.end === range.end;
  const live = isOnScreen ? ghosts : null;
  const done = useMemo(() => stillDone(accepted, live), [accepted, live]);
  const entries = useMemo(
    () =>
      entriesOf(
        (plan?.placements ?? noPlacements).filter(({ booking }) => !done.has(booking.id)),
        choices,
        live,
        now,
      ),
    [plan, done, choices, live, now],
  );

  return {
    state,
    plan,
    entries,
    ticked: entries.filter((entry) => entry.ticked),
    done: done.size,
    hasRefusals: choices.refused.size > 0,
    tick: (ids: readonly string[], isTicked: boolean) => setChoices((before) => withTicks(before, ids, isTicked)),
    /** Takes down what came of a try to accept some of it. */
    note: ({ versions, refusals }: Accepted) => {
      // What was ticked while it was being accepted stays ticked.
      setAccepted((before) => new Map([...before, ...versions]));
      setChoices((before) => withRefusals(before, refusals));
    },
    makeAgain: () => {
      setChoices(noChoices);
      setAccepted(new Map());
      void make(range);
    },
  };
}
