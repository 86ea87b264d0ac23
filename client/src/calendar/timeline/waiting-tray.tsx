import { ChevronDown, ChevronRight, ChevronsUpDown } from 'lucide-react';
import { BookingBar } from './booking-bar.tsx';
import { trayLanePx, type TrayState } from '../layout/tray-lanes.ts';
import { NowLine } from './now-line.tsx';
import type { RowMarks } from './timeline-row.tsx';
import type { GridView } from './use-grid-view.ts';

type WaitingTrayProps = {
  view: GridView;
  /** How many wait is not known yet. */
  loading: boolean;
  timeZone: string;
  state: TrayState;
  onState(state: TrayState): void;
  marks: RowMarks;
};

/** Shows bookings that have no room yet, at the time they are wanted; they block nobody. */
export function WaitingTray({ view, loading, timeZone, state, onState, marks }: WaitingTrayProps) {
  const { drawn, tray, trayTall, span, geometry } = view;
  const { from, to, lead } = span;
  const { scale, roomWidth, trackWidth } = geometry;
  const waiting = loading ? null : view.waiting;
  const folded = state === 'folded';
  const hidden = tray.lanes - Math.floor(trayTall / trayLanePx);
  const Chevron = folded ? ChevronRight : ChevronDown;
  return (
    <div
      role="row"
      className="timeline-tray"
      aria-rowindex={2}
      data-state={state}
      style={{ height: trayTall, width: roomWidth + trackWidth }}
    >
      <div
        role="rowheader"
        className="timeline-room timeline-tray-title"
        aria-colindex={1}
        style={{ width: roomWidth }}
      >
        <button type="button" tabIndex={-1} aria-expanded={!folded} onClick={() => onState(folded ? 'open' : 'folded')}>
          <Chevron aria-hidden="true" />
          <span className="timeline-room-name">Needs a room</span>
        </button>
        <span className="timeline-tray-count" data-some={(waiting ?? 0) > 0 || undefined}>
          {waiting}
        </span>
        {!folded && (hidden > 0 || state === 'all') && (
          <button
            type="button"
            tabIndex={-1}
            className="timeline-tray-more"
            onClick={() => onState(state === 'all' ? 'open' : 'all')}
          >
            <ChevronsUpDown aria-hidden="true" />
            {state === 'all' ? 'Show fewer' : 'Show all'}
          </button>
        )}
      </div>
      <div
        className="timeline-track timeline-tray-track"
        role="presentation"
        data-track
        style={{ left: roomWidth, width: trackWidth }}
      >
        {folded &&
          tray.bars.map(({ item }) => (
            <span
              key={item.key}
              className="timeline-tray-mark"
              style={{ left: item.left * trackWidth, width: item.width * trackWidth }}
            />
          ))}
        {drawn.map(({ item, lane: nth }) =>
          item.left > to || item.left + item.width < from ? null : (
            <BookingBar
              key={item.key}
              bar={item}
              lane={nth}
              timeZone={timeZone}
              trackWidth={trackWidth}
              rowHeight={trayLanePx}
              days={scale.days.length}
              leading={item.left < lead}
              current={item.key === marks.focusBar}
              selected={item.key === marks.selected}
              glowing={marks.glowing.includes(item.key)}
              inHand={item.key === marks.inHand}
              saving={marks.saving.includes(item.key)}
            />
          ),
        )}
        <NowLine scale={scale} />
      </div>
      {tray.bars.length === 0 && waiting !== null && (
        <span className="timeline-tray-none">No bookings need a room in this period</span>
      )}
    </div>
  );
}
