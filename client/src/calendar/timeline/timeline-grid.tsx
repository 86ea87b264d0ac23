import { useCallback, useMemo, type CSSProperties, type MouseEvent } from 'react';
import { dateOf } from '../../time/day.ts';
import { now } from '../../time/now.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { Bar } from '../data/bars.ts';
import { trayRow } from '../moving/cursor.ts';
import { BarHoverCard } from './bar-hover-card.tsx';
import { DraftOutline } from './draft-outline.tsx';
import { DragLayer } from '../moving/drag-layer.tsx';
import { GhostOutline } from './ghost-outline.tsx';
import { GroupRow } from './group-row.tsx';
import { RoomHeads } from './room-heads.tsx';
import { marksFor } from './row-marks.ts';
import { cursorId } from './slot-cursor.tsx';
import { TimelineColumns } from './timeline-columns.tsx';
import { TimelineHead } from './timeline-head.tsx';
import { TimelineRow } from './timeline-row.tsx';
import type { TimelineGridProps } from './timeline-props.ts';
import { toggled } from '../../links/toggled.ts';
import { useCursor } from '../moving/use-cursor.ts';
import { useDrag } from '../moving/use-drag.ts';
import { useDrop } from '../moving/use-drop.ts';
import { useReveal } from './use-reveal.ts';
import { useTimelineKeys } from './use-timeline-keys.ts';
import { headHeightPx, useTimelineLayout } from '../layout/use-timeline-layout.ts';
import { useVisibleWindow } from '../layout/use-visible-window.ts';
import { leavesOf } from '../moving/verdict.ts';
import { lanesShown } from '../layout/tray-lanes.ts';
import { WaitingTray } from './waiting-tray.tsx';

const PlanLayer = lazyPart(async () => (await import('./plan-layer.tsx')).PlanLayer, { failed: null });

export function TimelineGrid(props: TimelineGridProps) {
  const { range, timeZone, rooms, ended, search, glowing, scroller, size, zoom, moves, onShow, onAct, onClosure } =
    props;
  const today = dateOf(useNow(), timeZone);
  const layout = useTimelineLayout({ range, rooms, shown: moves.shown, ended, search, size, zoom });
  const { geometry, rows, tray, trayTall, rowHeight } = layout;
  const { items, tops, scale, roomWidth, trackWidth } = geometry;
  // All that wait scroll away with the rooms; two lanes of them stay in sight.
  const top = headHeightPx + trayTall;
  const covered = search.tray === 'all' ? headHeightPx : top;
  const selected = search.booking ?? search.closure ?? null;

  const span = useVisibleWindow(scroller, geometry, size, { top, covered });
  const inSight = items.slice(span.first, span.end);
  const { from, to } = span;
  const days = useMemo(
    () => [Math.floor(from * scale.days.length), Math.ceil(to * scale.days.length)] as const,
    [from, to, scale],
  );

  const bars = useMemo(
    () =>
      new Map<string, Bar>(
        [...tray.bars.map(({ item }) => item), ...rows.flatMap((row) => row.bars)].map((bar) => [bar.key, bar]),
      ),
    [tray, rows],
  );
  const drawn = useMemo(
    () => tray.bars.filter(({ lane }) => lane < lanesShown(search.tray, trayTall)),
    [tray, search.tray, trayTall],
  );
  const trayBars = useMemo(() => drawn.map(({ item }) => item), [drawn]);
  const reachable = useMemo(
    () => (search.tray === 'folded' ? [] : tray.bars.map(({ item }) => item)),
    [tray, search.tray],
  );
  const start = useMemo(() => startOf(range, scale.shown[0]!.start), [range, scale]);
  const keyboard = useCursor(geometry, reachable, timeZone, start);
  const reveal = useReveal({
    scroller,
    geometry,
    top,
    covered,
    cursor: keyboard,
    spotlight: props.spotlight,
    show: search.show,
    onShown: () => onShow({ show: undefined }),
    onHidden: () => onShow({ tray: 'all' }),
    selected,
    rows,
    tray: trayBars,
    waiting: tray.bars,
  });

  const { onGrab, onPutBack, onDrop } = useDrop({ ...props, keyboard });
  const { drag, weigh } = useDrag(scroller, {
    geometry,
    rooms,
    byLeaf: layout.byLeaf,
    turnaround: layout.turnaround,
    unread: props.unread,
    timeZone,
    mayCreate: props.mayCreate,
    mayAssign: props.mayAssign,
    mayMove: props.mayMove,
    barOf: (key) => bars.get(key),
    inSight: () => inSight.flatMap(({ kind, id }) => (kind === 'room' ? id : [])),
    onGrab,
    onPutBack,
    onDrop,
  });
  const keys = useTimelineKeys({
    ...props,
    isDrawn: (key) => trayBars.some((bar) => bar.key === key),
    keyboard,
    items,
    drag,
    weigh,
    onGrab,
    onPutBack,
    onDrop,
    reveal,
  });

  const onClick = useCallback(
    (event: MouseEvent) => {
      const target = event.target as Element;
      const bar = bars.get(target.closest<HTMLElement>('[data-bar]')?.dataset['bar'] ?? '');
      const room = target.closest<HTMLElement>('[data-room]')?.dataset['room'];
      if (bar) {
        keyboard.setCursor({ row: room ?? trayRow, at: Math.max(bar.interval.start, range.start), ghost: bar.key });
        if (bar.booking) onAct(bar.booking.id, null);
        else if (bar.closure) onClosure(bar.closure.id);
      } else if (room && target.closest('[data-track]')) {
        const track = target.closest('[data-track]')!.getBoundingClientRect();
        keyboard.setCursor({ row: room, at: scale.instantAt((event.clientX - track.left) / track.width) });
      }
    },
    [bars, keyboard, onAct, onClosure, scale, range],
  );

  const sizes: CSSProperties & Record<`--${string}`, string> = {
    width: roomWidth + trackWidth,
    '--room': `${roomWidth}px`,
  };
  const cursorPlace = scale.place(keyboard.cursor.at);
  const isInTray = keyboard.cursor.row === trayRow;
  // What is scrolled out of sight is not drawn, and cannot be pointed at.
  const isCursorDrawn = isInTray
    ? trayBars.includes(keyboard.on as Bar)
    : inSight.some(({ id }) => id === keyboard.cursor.row) && cursorPlace >= from && cursorPlace <= to;
  const isHolding = [...moves.held.values()].some(({ phase }) => phase === 'in-hand');
  const marks = { cursor: keyboard.cursor, on: keyboard.on, selected, glowing, held: moves.held };
  const waitingTray = (
    <WaitingTray
      bars={drawn}
      marked={tray.bars}
      lanes={tray.lanes}
      from={from}
      to={to}
      lead={span.lead}
      waiting={props.loading ? null : layout.waiting}
      scale={scale}
      timeZone={timeZone}
      roomWidth={roomWidth}
      trackWidth={trackWidth}
      height={trayTall}
      state={search.tray ?? 'open'}
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
      aria-activedescendant={isCursorDrawn ? cursorId : undefined}
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
        pointed={keys.isUsed && !isHolding && keyboard.on ? { id: cursorId, key: keyboard.on.key } : null}
      />
      <div className="timeline-top" role="rowgroup" data-top>
        <TimelineHead
          scale={scale}
          days={days}
          trackWidth={trackWidth}
          today={today}
          timeZone={timeZone}
          summary={
            props.loading
              ? ''
              : `${zoom > 1 || roomWidth < 160 ? '' : `${rooms.length} rooms · `}${Math.round(layout.use * 100)} %`
          }
        >
          {props.corner}
        </TimelineHead>
        {search.tray !== 'all' && waitingTray}
      </div>
      {search.tray === 'all' && <div role="rowgroup">{waitingTray}</div>}
      <div className="timeline-body" role="rowgroup" data-body style={{ height: tops.at(-1) }}>
        <TimelineColumns scale={scale} days={days} trackWidth={trackWidth} today={today} />
        <RoomHeads
          items={inSight}
          tops={tops}
          first={span.first}
          height={rowHeight}
          width={roomWidth}
          fits={props.fits}
          onRoom={props.onRoom}
        />
        {inSight.map((item, nth) => {
          const index = span.first + nth;
          const place = { index: index + 3, top: tops[index]! };
          if (item.kind === 'group') {
            return (
              <GroupRow
                key={item.id}
                group={item}
                {...place}
                width={roomWidth + trackWidth}
                current={keyboard.cursor.row === item.id}
                onFold={() => onShow({ folded: toggled(search.folded, item.id) })}
              />
            );
          }
          return (
            <TimelineRow
              key={item.id}
              row={item.row}
              scale={scale}
              timeZone={timeZone}
              {...place}
              height={rowHeight}
              roomWidth={roomWidth}
              trackWidth={trackWidth}
              from={from}
              to={to}
              lead={span.lead}
              slot={keyboard.world.slot}
              unread={leavesOf(item.row.room).some(({ id }) => props.unread.has(id))}
              {...marksFor(item.id, item.row.bars, marks)}
            />
          );
        })}
        <GhostOutline scroller={scroller} geometry={geometry} bars={bars} />
        {props.outlines && <PlanLayer outlines={props.outlines} geometry={geometry} />}
        <DraftOutline search={search} geometry={geometry} />
        <DragLayer drag={drag} geometry={geometry} timeZone={timeZone} />
      </div>
    </div>
  );
}

/** Where the keyboard begins: now, where that is in sight. */
function startOf({ start, end }: TimelineGridProps['range'], opens: number): number {
  const present = now();
  return present >= start && present < end ? present : opens;
}
