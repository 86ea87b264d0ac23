import { useEffect, type RefObject } from 'react';

const settlesMs = 150;

/** From this width on a name goes along while time passes under it; of what is shorter it is back when the scrolling ends. */
export const sticksFromPx = 640;

/**
 * Tells the style sheet whether the calendar is being scrolled sideways (`data-sideways`), and from where on the time
 * is in sight once that is over (`--from`). Names stick while time passes under them and only then, and only those of
 * what is wide: each box that sticks is a layer of its own, and with 60 of them the slow frames took a fifth longer.
 */
export function useSideways(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let from = -1;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      timer = undefined;
      element.style.setProperty('--from', `${element.scrollLeft}px`);
      delete element.dataset['sideways'];
    };
    const onScroll = () => {
      if (element.scrollLeft === from) return;
      from = element.scrollLeft;
      element.dataset['sideways'] = '';
      clearTimeout(timer);
      timer = setTimeout(settle, settlesMs);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller]);
}
