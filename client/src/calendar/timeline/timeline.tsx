import { Plus } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Range } from '../../time/range.ts';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toaster.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useSize } from '../../ui/use-size.ts';
import { useStill } from '../../ui/use-still.ts';
import { useKeyWords, useShortcuts } from '../../ui/keys/shortcuts.ts';
import type { Shown } from '../layout/held.ts';
import { TimelineGrid } from './timeline-grid.tsx';
import type { TimelineProps } from './timeline-props.ts';
import { loadSendMove, type Refused, useMoves } from '../moving/use-moves.ts';
import { timelineKeys } from './timeline-keys.ts';
import { useScrollPlace } from '../layout/use-scroll-place.ts';
import { useSideways } from '../layout/use-sideways.ts';
import { mostZoom, roomWidthFor } from '../layout/use-timeline-layout.ts';
import { useZoom } from '../layout/use-zoom.ts';
import { ZoomButtons } from './zoom-buttons.tsx';
import './timeline.css';

/** Fetched before anybody is refused: when the line is gone is when it has to say so. Without it, a toast says that much. */
const LazyRefusalCard = lazyPart(async () => (await import('../moving/refusal-card.tsx')).RefusalCard, {
  failed: RefusalToast,
});

const noBars: readonly never[] = [];

/** Rooms down, time across. */
export function Timeline(props: TimelineProps) {
  const { range, timeZone, rooms, occupancies, ghosts, search, onShow } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(scroller);
  const known = useMemo<Shown>(() => ({ occupancies, ghosts }), [occupancies, ghosts]);
  const moves = useMoves(known, rooms, range, timeZone);
  // No room changes its place under what is carried to it.
  const standing = useStill(
    rooms,
    [...moves.held.values()].some(({ phase }) => phase === 'in-hand'),
  );
  const [words, setWords] = useState('');
  const [droppedAt, setDroppedAt] = useState({ x: 0, y: 0 });
  const { zoom, zoomIn, zoomOut, zoomToFit } = useZoom(scroller, {
    zoom: search.zoom ?? 1,
    most: size ? mostZoom(range, size, search.hours) : 1,
    roomWidth: size ? roomWidthFor(size) : 0,
    onBeyond: props.onWider,
    onSettled: (settled) => onShow({ zoom: settled > 1 ? Math.round(settled * 100) / 100 : undefined }),
  });
  useScrollPlace(scroller, {
    range,
    timeZone,
    hours: search.hours,
    zoom,
    at: search.at,
    date: search.date,
    ready: size !== null,
    onSettled: (at) => onShow({ at }),
  });
  useSideways(scroller);
  useShortcuts(
    {
      '+': { words: 'Closer', run: zoomIn },
      '=': zoomIn,
      '-': { words: 'Further away', run: zoomOut },
      '0': { words: 'All of it', run: zoomToFit },
    },
    'Calendar',
  );
  useKeyWords(timelineKeys(props.mayAssign, props.mayCreate));

  // Fetched as soon as there is something to move, and before anybody is refused.
  const { loading } = props;
  useEffect(() => {
    if (!loading) void Promise.allSettled([loadSendMove(), LazyRefusalCard.fetch()]);
  }, [loading]);

  // The same words again are another text, or nobody would hear them.
  const say = useCallback((said: string) => setWords((before) => (before === said ? `${said}\u00a0` : said)), []);

  const focusGrid = useCallback(
    () => scroller.current?.querySelector<HTMLElement>('[role=grid]')?.focus({ preventScroll: true }),
    [],
  );
  const { dismiss } = moves;
  const closeRefusal = useCallback(() => {
    dismiss();
    focusGrid();
  }, [dismiss, focusGrid]);
  return (
    <div className="timeline-frame">
      <div
        ref={scroller}
        className="timeline"
        aria-busy={props.loading}
        data-loading={props.loading || undefined}
        data-density={search.rows ?? 'default'}
      >
        {size && (
          <TimelineGrid
            {...props}
            rooms={standing}
            scroller={scroller}
            size={size}
            zoom={zoom}
            corner={
              <ZoomButtons
                zoomed={zoom > 1}
                widest={range.view === 'month'}
                onIn={zoomIn}
                onOut={zoomOut}
                onFit={zoomToFit}
              />
            }
            moves={moves}
            ended={search.ended ? props.ended : noBars}
            onDroppedAt={setDroppedAt}
            say={say}
          />
        )}
      </div>
      {!props.loading && rooms.length > 0 && occupancies.length + ghosts.length === 0 && (
        <Empty view={range.view} onNew={props.mayCreate ? () => props.onNew(null) : null} />
      )}
      <p className="unseen" role="status" aria-live="polite">
        {words}
      </p>
      {moves.refused && (
        <LazyRefusalCard
          refused={moves.refused}
          rooms={rooms}
          timeZone={timeZone}
          at={droppedAt}
          onSend={(move) => {
            focusGrid();
            void moves.send(move);
          }}
          onClose={closeRefusal}
        />
      )}
    </div>
  );
}

function RefusalToast({ refused, onClose }: { refused: Refused; onClose(): void }) {
  const toast = useToast();
  useEffect(() => {
    toast({ text: `${refused.move.booking.clientName} stays where it was.` });
    onClose();
  }, [refused, onClose, toast]);
  return null;
}

const viewWords = { day: 'on this day', week: 'in this week', month: 'in this month' };

function Empty({ view, onNew }: { view: Range['view']; onNew: (() => void) | null }) {
  return (
    <div className="timeline-empty">
      <p>Nothing is booked {viewWords[view]}.</p>
      {onNew && (
        <Button onClick={onNew}>
          <Plus aria-hidden="true" />
          <span>Book a room</span>
        </Button>
      )}
    </div>
  );
}
