import type { CSSProperties } from 'react';
import { dateOf } from '../../time/day.ts';
import { lazyPart, RetrySoon } from '../../ui/lazy-part.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { Bar } from '../data/bars.ts';
import { trayRow } from '../moving/focus.ts';
import { marksFor } from './row-marks.ts';
import { RowsInSight } from './rows-in-sight.tsx';
import { focusId } from './slot-focus.tsx';
import { TimelineColumns } from './timeline-columns.tsx';
import { TimelineHead } from './timeline-head.tsx';
import type { TimelineGridProps } from './timeline-props.ts';
import { useGridHand } from './use-grid-hand.ts';
import { useGridView } from './use-grid-view.ts';
import { WaitingTray } from './waiting-tray.tsx';

// The calendar stands before there is anything to point at or to take in hand.
const BarHoverCard = lazyPart(async () => (await import('./bar-hover-card.tsx')).BarHoverCard, { failed: RetrySoon });
const Overlays = lazyPart(async () => (await import('./overlays.tsx')).Overlays, { failed: RetrySoon });
const PlanLayer = lazyPart(async () => (await import('./plan-layer.tsx')).PlanLayer, { failed: null });

export function TimelineGrid(props: TimelineGridProps) {
  const { calendar, address, scroller, zoom, moves } = props;
  const { timeZone, rooms, loading } = calendar;
  const { onShow } = props.on;
  const today = dateOf(useNow(), timeZone);
  const view = useGridView(props);
  const { geometry, trayBars, bars, days } = view;
  const { items, tops, scale, roomWidth, trackWidth } = geometry;
  const { keyboard, keys, onClick } = useGridHand(props, view);
  const isFocusDrawn = isInSight(view, keyboard);
  const isHolding = [...moves.held.values()].some(({ phase }) => phase === 'in-hand');
  const marks = {
    focus: keyboard.focus,
    on: keyboard.on,
    selected: address.booking ?? address.closure ?? null,
    glowing: calendar.glowing,
    held: moves.held,
  };

  const sizes: CSSProperties & Record<`--${string}`, string> = {
    width: roomWidth + trackWidth,
    '--room': `${roomWidth}px`,
  };
  const waitingTray = (
    <WaitingTray
      view={view}
      loading={loading}
      timeZone={timeZone}
      state={address.tray ?? 'open'}
      onState={(state) => onShow({ tray: state === 'open' ? undefined : state })}
      marks={marksFor(trayRow, trayBars, marks)}
    />
  );
  return (
    <div
      className="timeline-content"
      style={sizes}
      role="grid"
      aria-label="Rooms and their bookings"
      aria-colcount={scale.days.length + 1}
      aria-rowcount={items.length + 2}
      aria-activedescendant={isFocusDrawn ? focusId : undefined}
      tabIndex={0}
      onClick={onClick}
      onKeyDown={keys.onKeyDown}
      onKeyUp={keys.onKeyUp}
      onPointerDown={keys.onPointerDown}
      onBlur={keys.onBlur}
    >
      <BarHoverCard
        bars={bars}
        timeZone={timeZone}
        pointed={keys.isUsed && !isHolding && keyboard.on ? { id: focusId, key: keyboard.on.key } : null}
      />
      <div className="timeline-top" role="rowgroup" data-top>
        <TimelineHead
          scale={scale}
          days={days}
          trackWidth={trackWidth}
          today={today}
          timeZone={timeZone}
          summary={
            loading
              ? ''
              : `${zoom > 1 || roomWidth < 160 ? '' : `${rooms.length} rooms · `}${Math.round(view.use * 100)} %`
          }
        >
          {props.corner}
        </TimelineHead>
        {address.tray !== 'all' && waitingTray}
      </div>
      {address.tray === 'all' && <div role="rowgroup">{waitingTray}</div>}
      <div className="timeline-body" role="rowgroup" data-body style={{ height: tops.at(-1) }}>
        <TimelineColumns scale={scale} days={days} trackWidth={trackWidth} today={today} />
        <RowsInSight
          calendar={calendar}
          view={view}
          keyboard={keyboard}
          marks={marks}
          folded={address.folded}
          onFolded={(folded) => onShow({ folded })}
          fits={props.fits}
          onRoom={props.onRoom}
        />
        {props.outlines && <PlanLayer outlines={props.outlines} geometry={geometry} />}
        <Overlays
          scroller={scroller}
          geometry={geometry}
          bars={bars}
          address={address}
          hand={moves.hand}
          timeZone={timeZone}
        />
      </div>
    </div>
  );
}

type Keyboard = ReturnType<typeof useGridHand>['keyboard'];

/** What is scrolled out of sight is not drawn, and cannot be pointed at. */
function isInSight({ trayBars, inSight, span, geometry }: ReturnType<typeof useGridView>, keyboard: Keyboard): boolean {
  if (keyboard.focus.row === trayRow) return trayBars.includes(keyboard.on as Bar);
  const place = geometry.scale.place(keyboard.focus.at);
  return inSight.some(({ id }) => id === keyboard.focus.row) && place >= span.from && place <= span.to;
}
