import { Check, CircleHelp, CircleX, TriangleAlert } from 'lucide-react';
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { whenWords } from '../../time/words.ts';
import { outlineOf, type Geometry } from '../layout/geometry.ts';
import type { Hand } from './hand-state.ts';
import { verdictWords } from './verdict.ts';
import type { Watched } from './watched.ts';
import type { Drag } from './weigh.ts';
import './drag-layer.css';

type DragLayerProps = {
  hand: Watched<Hand>;
  geometry: Geometry;
  timeZone: string;
};

/** What is in the hand: its outline where it would go, in words what would come of it, and the rooms that could not take it. */
export function DragLayer({ hand, geometry, timeZone }: DragLayerProps) {
  const now = useSyncExternalStore(hand.listen, () => dragOf(hand.read()));
  if (!now) return null;
  const { roomId } = now.proposal;
  const box = outlineOf(geometry, now.proposal);
  return (
    <div className="drag-layer" data-verdict={now.verdict.kind}>
      <Blocked blocked={now.blocked} geometry={geometry} />
      {box && (
        <div className="drag-outline" data-drag-preview data-band={roomId === null || undefined} style={{ ...box }} />
      )}
      <DragLabel drag={now} timeZone={timeZone} />
    </div>
  );
}

function dragOf(hand: Hand): Drag | null {
  return 'drag' in hand ? hand.drag : null;
}

// Over their names alone: a sheet over whole rows makes a browser without a graphics card draw the screen anew.
function Blocked({
  blocked,
  geometry: { items, tops, roomWidth },
}: {
  blocked: ReadonlySet<string>;
  geometry: Geometry;
}) {
  return (
    <div className="drag-blocked" style={{ width: roomWidth }}>
      {items.map(({ id }, index) =>
        blocked.has(id) ? (
          <span key={id} style={{ top: tops[index], height: tops[index + 1]! - tops[index]! }} />
        ) : null,
      )}
    </div>
  );
}

const verdictIcons = {
  fits: Check,
  waits: Check,
  unknown: CircleHelp,
  small: TriangleAlert,
  taken: CircleX,
  past: CircleX,
};

function DragLabel({ drag, timeZone }: { drag: Drag; timeZone: string }) {
  const label = useRef<HTMLDivElement>(null);
  const { verdict, proposal, room, pointer, booking, copies, wishes } = drag;
  const Sign = verdictIcons[verdict.kind];

  // Beside the pointer, and never beyond the screen; without a pointer below the outline.
  useLayoutEffect(() => {
    const element = label.current;
    const outline = element?.parentElement?.querySelector('.drag-outline')?.getBoundingClientRect();
    if (!element) return;
    const x = pointer ? pointer.x + 16 : (outline?.left ?? 0);
    const y = pointer ? pointer.y + 20 : (outline?.bottom ?? 0) + 6;
    const { offsetWidth, offsetHeight } = element;
    const left = Math.max(8, Math.min(x, window.innerWidth - offsetWidth - 8));
    const top =
      y + offsetHeight > window.innerHeight - 8 ? (pointer ? pointer.y : (outline?.top ?? 0)) - offsetHeight - 10 : y;
    element.style.transform = `translate(${left}px, ${top}px)`;
  });

  return (
    <div ref={label} className="drag-label">
      <strong>{whenWords(proposal.interval, timeZone)}</strong>
      <span>
        {[copies && 'Copy of', booking?.clientName ?? 'New booking', room && `· ${wishes ? 'wish: ' : ''}${room.name}`]
          .filter(Boolean)
          .join(' ')}
      </span>
      <span className="drag-verdict">
        <Sign aria-hidden="true" />
        {verdictWords(verdict, timeZone)}
      </span>
    </div>
  );
}
