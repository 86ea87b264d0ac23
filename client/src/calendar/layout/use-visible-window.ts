import { startTransition, useLayoutEffect, useState, type RefObject } from 'react';
import type { Size } from '../../ui/use-size.ts';
import type { Geometry } from './geometry.ts';

/** What of the calendar is drawn: items from `first` to before `end`, and of the track these fractions. */
export type VisibleWindow = {
  readonly first: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  /** What begins before this may have its beginning out of sight. */
  readonly lead: number;
};

type Scrolled = Size & {
  readonly left: number;
  readonly top: number;
};

/** Drawn in steps of so many rows, so that most of scrolling draws nothing at all. */
const rowStep = 8;
/**
 * So many more on either side, drawn in the pauses between two frames of scrolling before they come into sight. More
 * than 256 px of them: a browser paints in squares of that size, and one that is partly in sight would be painted
 * again, with all that is in it, for each row that comes or goes at its other end, while the frame waits.
 */
const rowsAhead = 14;

/** In steps of a third of a screen, and one more on either side. */
function across({ left, width }: Scrolled, trackWidth: number): Pick<VisibleWindow, 'from' | 'to' | 'lead'> {
  if (trackWidth <= width * 1.5) return { from: 0, to: 1, lead: left > 0 ? 1 : 0 };
  const step = width / 3;
  const [from, to] = [Math.floor(left / step) - 1, Math.ceil((left + width) / step) + 1];
  return {
    from: Math.max(0, (from * step) / trackWidth),
    to: Math.min(1, (to * step) / trackWidth),
    lead: ((from + 2) * step) / trackWidth,
  };
}

function down({ top, height }: Scrolled, tops: readonly number[]): Pick<VisibleWindow, 'first' | 'end'> {
  const count = tops.length - 1;
  const above = tops.findLastIndex((one) => one <= top);
  const below = tops.findIndex((one) => one >= top + height);
  const first = Math.floor((above - rowsAhead) / rowStep) * rowStep;
  const end = Math.ceil(((below < 0 ? count : below) + rowsAhead) / rowStep) * rowStep;
  return { first: Math.max(0, first), end: Math.min(count, end) };
}

/** What is in sight of what is laid out, and a little around it. `scrolled` is the part below and beside what is sticky. */
export function visibleWindow(
  scrolled: Scrolled,
  { tops, trackWidth }: Pick<Geometry, 'tops' | 'trackWidth'>,
): VisibleWindow {
  return { ...across(scrolled, trackWidth), ...down(scrolled, tops) };
}

function isSame(a: VisibleWindow, b: VisibleWindow): boolean {
  return a.first === b.first && a.end === b.end && a.from === b.from && a.to === b.to && a.lead === b.lead;
}

/** Where the rooms begin, and how much of what is in sight is covered by what is sticky. */
export type Cover = {
  readonly top: number;
  readonly covered: number;
};

export function useVisibleWindow(
  scroller: RefObject<HTMLElement | null>,
  geometry: Geometry,
  size: Size,
  { top: begins, covered }: Cover,
): VisibleWindow {
  const { tops, trackWidth, roomWidth } = geometry;
  const [place, setPlace] = useState({ left: 0, top: 0 });
  const above = begins - covered;
  const inner = { width: size.width - roomWidth, height: size.height - covered };
  const now = visibleWindow({ left: place.left, top: place.top - above, ...inner }, geometry);
  const { width, height } = inner;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = () => {
      const { scrollLeft: left, scrollTop: top } = element;
      // Only where something else is to be drawn, and never so that a frame of scrolling would wait for it.
      startTransition(() =>
        setPlace((before) => {
          const of = (at: typeof before) =>
            visibleWindow({ left: at.left, top: at.top - above, width, height }, { tops, trackWidth });
          return isSame(of(before), of({ left, top })) ? before : { left, top };
        }),
      );
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [scroller, tops, trackWidth, width, height, above]);
  return now;
}
