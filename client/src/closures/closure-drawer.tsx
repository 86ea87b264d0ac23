import { useId, useState } from 'react';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { fieldErrors } from '../forms/field-errors.ts';
import { TroubleNotice } from '../bookings/trouble-notice.tsx';
import type { ClosureFactsFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { intervalOf, overlaps, type Interval } from '../time/interval.ts';
import { lengthWords, whenWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Notice } from '../ui/notice.tsx';
import { useTellLasting } from '../ui/undoable.ts';
import { useNow } from '../ui/use-now.ts';
import { roomsWords } from '../rooms/facts/closure-words.ts';
import { useReopenRooms } from './use-reopen-rooms.ts';
import '../booking-sheet/booking-actions.css';
import '../bookings/booking-drawer.css';
import '../booking-sheet/booking-sheet.css';
import './closures.css';

type ClosureDrawerProps = {
  /** As the calendar beside it shows it; null where it shows none of that name. */
  closure: ClosureFactsFragment | null;
  /** What the calendar shows. */
  range: Interval;
  /** All of that is known. */
  complete: boolean;
  onClose(): void;
};

/** Shows rooms that are closed: why, when, which, by whom; and the way to open them again. */
export function ClosureDrawer({ closure, range, complete, onClose }: ClosureDrawerProps) {
  // Whoever turns to another week goes on reading.
  const [lastClosure, setLastClosure] = useState(closure);
  if (closure && closure !== lastClosure) setLastClosure(closure);
  const isMissed = closure === null && complete;
  const isGone =
    isMissed && (lastClosure === null || overlaps(intervalOf(lastClosure.startsAt, lastClosure.endsAt), range));
  return (
    <aside
      className="drawer"
      aria-label={lastClosure && !isGone ? `Closed: ${lastClosure.reason}` : 'Closed rooms'}
      aria-busy={lastClosure === null && !complete}
    >
      {isGone || lastClosure === null ? (
        <>
          <DrawerHead onClose={onClose} />
          {isGone && (
            <FailurePanel
              title="These rooms are no longer closed."
              advice="They were reopened, or the closure was moved."
            />
          )}
        </>
      ) : (
        <OpenClosure closure={lastClosure} onClose={onClose} />
      )}
    </aside>
  );
}

function OpenClosure({ closure, onClose }: { closure: ClosureFactsFragment; onClose(): void }) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const when = intervalOf(closure.startsAt, closure.endsAt);
  const isOver = when.end <= now;
  return (
    <>
      <DrawerHead onClose={onClose}>
        <p className="quiet">{isOver ? 'Was closed' : when.start <= now ? 'Closed now' : 'Scheduled closure'}</p>
        <h2>{closure.reason}</h2>
        <p className="quiet">
          {whenWords(when, timeZone)} ({lengthWords(when, timeZone)})
        </p>
      </DrawerHead>
      <div className="drawer-scroll">
        {isOver && (
          <Notice tone="info" title="This closure is over.">
            The rooms are open again.
          </Notice>
        )}
        <div className="drawer-box">
          <dl className="fact-list">
            <div className="fact">
              <dt>{closure.rooms.length === 1 ? 'Room' : 'Rooms'}</dt>
              <dd>{closure.rooms.map(({ name }) => name).join(', ')}</dd>
            </div>
            <div className="fact">
              <dt>Closed by</dt>
              <dd>{closure.closedBy}</dd>
            </div>
          </dl>
        </div>
      </div>
      {!isOver && <Reopening closure={closure} begun={when.start <= now} onReopened={onClose} />}
    </>
  );
}

type ReopeningProps = {
  closure: ClosureFactsFragment;
  /** It runs: what has been stays in the calendar. */
  begun: boolean;
  onReopened(): void;
};

function Reopening({ closure, begun, onReopened }: ReopeningProps) {
  const id = useId();
  const { may } = useHere();
  const tellLasting = useTellLasting();
  const { attempt, busy, trouble } = useReopenRooms();

  async function reopen() {
    const { done } = await attempt({ input: { closureId: closure.id } });
    if (!done) return;
    tellLasting(`${roomsWords(closure.rooms)} reopened`);
    if (!done.closure) onReopened();
  }

  return (
    <footer className="drawer-foot booking-actions">
      <TroubleNotice
        trouble={trouble}
        stray={Object.values(fieldErrors(trouble))}
        busy={busy}
        onRetry={() => void reopen()}
      />
      <div className="booking-action-row">
        {may('room:close') ? (
          <Button look="primary" busy={busy} onClick={() => void reopen()}>
            <span>Reopen</span>
          </Button>
        ) : (
          // Not `disabled`: what cannot be reached by Tab cannot say why it is off.
          <span className="action-off">
            <Button aria-disabled="true" aria-describedby={id}>
              Reopen
            </Button>
            <span role="tooltip" id={id} className="action-reason">
              Only the Room Boss can reopen rooms.
            </span>
          </span>
        )}
      </div>
      {may('room:close') && (
        <p className="quiet">
          {begun ? 'Reopens now. The past part stays in the calendar.' : 'It has not begun, so it will be removed.'}
        </p>
      )}
    </footer>
  );
}
