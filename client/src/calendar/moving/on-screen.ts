import { spotAt, type Box, type Geometry, type Spot } from '../layout/geometry.ts';

/** Finds the room and the time under a point of the screen. */
export function spotOnScreen(scroller: Element | null, geometry: Geometry, x: number, y: number): Spot {
  const body = bodyOf(scroller);
  const top = scroller?.querySelector('[data-top]')?.getBoundingClientRect();
  if (!body || !top) return { roomId: null, fraction: 0 };
  const spot = spotAt(geometry, x - body.left, y - body.top);
  return y < Math.max(top.bottom, body.top) ? { ...spot, roomId: null } : spot;
}

/** Finds where on the screen a box of the calendar is. */
export function boxOnScreen(scroller: Element | null, box: Box | null): Box | null {
  const body = bodyOf(scroller);
  return box && body && { ...box, left: body.left + box.left, top: body.top + box.top };
}

function bodyOf(scroller: Element | null): DOMRect | null {
  return scroller?.querySelector('[data-body]')?.getBoundingClientRect() ?? null;
}

const slidesMs = 180;

/** Lets a bar slide from where it had been let go to where it stands: one sees that it went back, and where. */
export function slideFrom({ left, top }: Box, bar: Element): void {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const to = bar.getBoundingClientRect();
  const transform = `translate(${left - to.left}px, ${top - to.top}px)`;
  bar.animate(
    [
      { transform, zIndex: 6 },
      { transform: 'none', zIndex: 6 },
    ],
    { duration: slidesMs, easing: 'cubic-bezier(0.2, 0, 0, 1)' },
  );
}
