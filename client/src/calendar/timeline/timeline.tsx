import { Plus } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Range } from '../../time/range.ts';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toaster.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useSize, type Size } from '../../ui/use-size.ts';
import { useStill } from '../../ui/use-still.ts';
import { useKeyWords, useShortcuts } from '../../ui/keys/shortcuts.ts';
import type { Shown } from '../layout/held.ts';
import { TimelineGrid } from './timeline-grid.tsx';
import type { TimelineProps } from './timeline-props.ts';
import type { Refused } from '../moving/move.ts';
import { loadSendMove, useMoves } from '../moving/use-moves.ts';
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

/** Fetches the words for the list of keys, which nobody opens at first. */
async function loadKeys() {
  return (await import('./timeline-keys.ts')).timelineKeys;
}

const noBars: readonly never[] = [];
const noKeys: readonly never[] = [];

/** Shows rooms down and time across. */
export function Timeline(props: TimelineProps) {
  const { calendar, address, rights, on } = props;
  const { range, timeZone, rooms, occupancies, ghosts, loading } = calendar;
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(scroller);
  const fromServer = useMemo<Shown>(() => ({ occupancies, ghosts }), [occupancies, ghosts]);
  const moves = useMoves(fromServer, rooms, range, timeZone);
  // No room changes its place under what is carried to it.
  const stillRooms = useStill(
    rooms,
    [...moves.held.values()].some(({ phase }) => phase === 'in-hand'),
  );
  const { words, say } = useAnnouncer();
  const [droppedAt, setDroppedAt] = useState({ x: 0, y: 0 });
  const { zoom, zoomIn, zoomOut, zoomToFit } = useSection(scroller, size, props);
  const { part: keys } = useLoaded(loadKeys);
  useKeyWords(keys && keys !== 'failed' ? keys.loaded(rights.mayAssign, rights.mayCreate) : noKeys);

  // Fetched as soon as there is something to move, and before anybody is refused.
  useEffect(() => {
    if (!loading) void Promise.allSettled([loadSendMove(), LazyRefusalCard.fetch()]);
  }, [loading]);

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
        aria-busy={loading}
        data-loading={loading || undefined}
        data-density={address.rows ?? 'default'}
      >
        {size && (
          <TimelineGrid
            {...props}
            calendar={{ ...calendar, rooms: stillRooms, ended: address.ended ? calendar.ended : noBars }}
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
            onDroppedAt={setDroppedAt}
            say={say}
          />
        )}
      </div>
      {!loading && rooms.length > 0 && occupancies.length + ghosts.length === 0 && (
        <Empty view={range.view} onNew={rights.mayCreate ? () => on.onNew(null) : null} />
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
            moves.send(move);
          }}
          onClose={closeRefusal}
        />
      )}
    </div>
  );
}

/** Holds the section of the period that is in sight: how close, and where. The address follows it. */
function useSection(
  scroller: RefObject<HTMLDivElement | null>,
  size: Size | null,
  { calendar, address, on }: TimelineProps,
) {
  const { range, timeZone } = calendar;
  const { hours, at, date } = address;
  const { onShow, onWider } = on;
  const zooming = useZoom(scroller, {
    zoom: address.zoom ?? 1,
    most: size ? mostZoom(range, size, hours) : 1,
    roomWidth: size ? roomWidthFor(size) : 0,
    onBeyond: onWider,
    onSettled: (settled) => onShow({ zoom: settled > 1 ? Math.round(settled * 100) / 100 : undefined }),
  });
  useScrollPlace(scroller, {
    range,
    timeZone,
    hours,
    zoom: zooming.zoom,
    at,
    date,
    ready: size !== null,
    onSettled: (settled) => onShow({ at: settled }),
  });
  useSideways(scroller);
  const { zoomIn, zoomOut, zoomToFit } = zooming;
  useShortcuts(
    {
      '+': { words: 'Zoom in', run: zoomIn },
      '=': zoomIn,
      '-': { words: 'Zoom out', run: zoomOut },
      '0': { words: 'Fit', run: zoomToFit },
    },
    'Calendar',
  );
  return zooming;
}

/** Holds what is said to those who cannot see what became of a key. */
function useAnnouncer() {
  const [words, setWords] = useState('');
  // The same words again are another text, or nobody would hear them.
  const say = useCallback((next: string) => setWords((before) => (before === next ? `${next}\u00a0` : next)), []);
  return { words, say };
}

function RefusalToast({ refused, onClose }: { refused: Refused; onClose(): void }) {
  const toast = useToast();
  useEffect(() => {
    toast({ text: `${refused.move.booking.clientName} was not moved.` });
    onClose();
  }, [refused, onClose, toast]);
  return null;
}

const viewWords = { day: 'on this day', week: 'this week', month: 'this month' };

function Empty({ view, onNew }: { view: Range['view']; onNew: (() => void) | null }) {
  return (
    <div className="timeline-empty">
      <p>No bookings {viewWords[view]}.</p>
      {onNew && (
        <Button onClick={onNew}>
          <Plus aria-hidden="true" />
          <span>Book a room</span>
        </Button>
      )}
    </div>
  );
}
