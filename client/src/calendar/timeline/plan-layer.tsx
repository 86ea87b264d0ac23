import { useSyncExternalStore } from 'react';
import { boxOf, type Geometry } from '../layout/geometry.ts';
import type { PlanOutline, PlanOutlines } from '../../planning/plan-outlines.ts';
import './plan-layer.css';

const wordsFromPx = 52;

/** The proposed rooms as outlines over the calendar. The list beside it says the same to those who do not see them. */
export function PlanLayer({ outlines: shown, geometry }: { outlines: PlanOutlines; geometry: Geometry }) {
  const { outlines, pointed } = useSyncExternalStore(shown.listen, shown.read);
  return (
    <div className="plan-layer" aria-hidden="true">
      {outlines.map((outline) => (
        <Outline key={outline.id} outline={outline} geometry={geometry} pointed={outline.id === pointed} />
      ))}
    </div>
  );
}

function Outline({ outline, geometry, pointed }: { outline: PlanOutline; geometry: Geometry; pointed: boolean }) {
  const { id, roomId, interval, words, ticked } = outline;
  const item = geometry.items.find((one) => one.id === roomId);
  const box = boxOf(geometry, roomId, interval);
  const marks = { 'data-unticked': !ticked || undefined, 'data-pointed': pointed || undefined };
  return (
    <>
      {box && (
        <div className="plan-outline" data-plan={id} {...marks} style={{ ...box }}>
          {box.width >= wordsFromPx && <span>{words}</span>}
        </div>
      )}
      {/* A folded wall takes the rooms behind it as well. */}
      {item?.kind === 'room' &&
        item.row.room.parts.map((part) => {
          const partBox = boxOf(geometry, part.id, interval);
          return partBox && <div key={part.id} className="plan-outline" data-part {...marks} style={{ ...partBox }} />;
        })}
    </>
  );
}
