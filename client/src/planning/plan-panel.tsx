import { useEffect, useRef, type CSSProperties } from 'react';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import type { BookingBarFragment } from '../graphql/generated/graphql.ts';
import type { Range } from '../time/range.ts';
import { intervalOf } from '../time/interval.ts';
import { rangeWords } from '../time/words.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Notice } from '../ui/notice.tsx';
import { useShortcuts } from '../ui/keys/shortcuts.ts';
import type { PlanEntry } from './plan-entries.ts';
import { PlanHead } from './plan-head.tsx';
import { PlanList } from './plan-list.tsx';
import type { PlanOutlines } from './plan-outlines.ts';
import { useAcceptPlan } from './use-accept-plan.ts';
import { usePlanReview } from './use-plan-review.ts';
import type { PlanState } from './use-room-plan.ts';
import './plan-panel.css';

type PlanPanelProps = {
  range: Range;
  timeZone: string;
  /** Those that wait in the range, as they are now; null where that is not known. */
  ghosts: readonly BookingBarFragment[] | null;
  outlines: PlanOutlines;
  /** Escape belongs to something that is open besides. */
  isBehind: boolean;
  onOpen(bookingId: string): void;
  onRoom(roomId: string): void;
  onClose(): void;
};

const noMessages: readonly never[] = [];

/** A plan for what is on the screen: looked through, ticked, and accepted as a whole or in part. It holds nothing until then. */
export function PlanPanel({ range, timeZone, ghosts, outlines, isBehind, onOpen, onRoom, onClose }: PlanPanelProps) {
  const { state, plan, entries, ticked, done, hasRefusals, ...review } = usePlanReview(range, ghosts);
  const { accept, busy, trouble, clear } = useAcceptPlan();
  const section = useRef<HTMLElement>(null);
  useOutlines(outlines, entries);
  // Whoever asked for it by a key goes on by keys.
  useEffect(() => section.current?.focus({ preventScroll: true }), []);
  useShortcuts(isBehind ? {} : { Escape: { words: 'Discard the plan', run: onClose } }, 'Plan');

  function again() {
    clear();
    review.makeAgain();
  }

  async function send() {
    const outcome = await accept(ticked);
    const { versions, refusals } = outcome;
    const isAll = refusals.length === 0 && versions.size === entries.length && plan?.unplaced.length === 0;
    if (isAll && versions.size > 0) return onClose();
    review.note(outcome);
    section.current?.focus({ preventScroll: true });
  }

  return (
    <section
      ref={section}
      className="plan-panel"
      aria-label="Plan"
      tabIndex={-1}
      style={
        {
          '--lines':
            (plan ? plan.placements.length + plan.unplaced.length : (ghosts?.length ?? 0)) + (hasRefusals ? 3 : 0),
        } as CSSProperties
      }
    >
      <PlanHead
        title={rangeWords(state.is === 'made' ? state.period : range, timeZone)}
        words={wordsOf(state, entries, done)}
        entries={entries}
        ticked={ticked.length}
        busy={busy}
        isMade={plan !== null}
        isRest={hasRefusals}
        onTickAll={(isTicked) =>
          review.tick(
            entries.map(({ booking }) => booking.id),
            isTicked,
          )
        }
        onAgain={again}
        onAccept={() => void send()}
        onDiscard={onClose}
      />
      {state.is === 'computing' && <Computing waiting={ghosts?.length ?? null} />}
      {state.is === 'failed' && (
        <FailurePanel
          title={state.failure.title}
          advice={state.failure.advice}
          onRetry={state.failure.again ? again : undefined}
        />
      )}
      {trouble && (
        <RefusedNotice
          trouble={trouble}
          stray={trouble.__typename === 'InvalidInputError' ? trouble.fields.map(({ message }) => message) : noMessages}
          busyTitle="Others are changing these rooms right now."
          busy={busy}
          onRetry={() => void send()}
        />
      )}
      {hasRefusals && <Refused entries={entries} />}
      {plan && (
        <PlanList
          entries={entries}
          unplaced={plan.unplaced}
          timeZone={timeZone}
          onTick={(id, isTicked) => review.tick([id], isTicked)}
          onPoint={outlines.point}
          onOpen={onOpen}
          onRoom={onRoom}
        />
      )}
    </section>
  );
}

function useOutlines(outlines: PlanOutlines, entries: readonly PlanEntry[]): void {
  useEffect(() => {
    outlines.show(
      entries.flatMap(({ booking, room, stale, refused, ticked }) =>
        stale === null && refused === null
          ? {
              id: booking.id,
              roomId: room.id,
              interval: intervalOf(booking.startsAt, booking.endsAt),
              words: booking.clientName,
              ticked,
            }
          : [],
      ),
    );
  }, [outlines, entries]);
  useEffect(() => outlines.clear, [outlines]);
}

function wordsOf(state: PlanState, entries: readonly PlanEntry[], done: number) {
  if (state.is !== 'made') return null;
  return { placed: entries.length, unplaced: state.plan.unplaced.length, done, provenBest: state.plan.provenBest };
}

function Computing({ waiting }: { waiting: number | null }) {
  return (
    <div className="plan-computing" aria-busy="true">
      <progress aria-label="Making the plan" />
      <p>
        {waiting === null
          ? 'Making a plan…'
          : `Finding rooms for ${waiting} ${waiting === 1 ? 'booking' : 'bookings'}…`}
      </p>
    </div>
  );
}

/** Nothing was saved: what stood in the way is named, and is no longer ticked, so that the rest can go on. */
function Refused({ entries }: { entries: readonly PlanEntry[] }) {
  const refused = entries.filter((entry) => entry.refused !== null);
  if (refused.length === 0) return null;
  return (
    <Notice
      tone="problem"
      title={`Nothing was saved: ${refused.length} of them can’t be assigned. Accept the rest, or plan again.`}
    >
      <ul className="plan-refusals">
        {refused.map(({ booking, room, refused: message }) => (
          <li key={booking.id}>
            <strong>
              {booking.clientName}, {room.name}:
            </strong>{' '}
            {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
