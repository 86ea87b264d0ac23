import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { hourMs, minuteMs } from '../../time/interval.ts';
import { instantOf, localTimeOf } from '../../time/local-time.ts';
import { now } from '../../time/now.ts';
import type { Range } from '../../time/range.ts';
import { snapTo } from '../../time/snap.ts';
import { timeScale, type ShownHours } from '../../time/time-scale.ts';

type ScrollPlace = {
  readonly range: Range;
  readonly timeZone: string;
  readonly hours: ShownHours | undefined;
  readonly zoom: number;
  /** What the address says. */
  readonly at: string | undefined;
  /** The day somebody has chosen. */
  readonly date: string | undefined;
  readonly ready: boolean;
  onSettled(at: string | undefined): void;
};

const settlesMs = 300;

/** While it is wider than the screen: begins where the address says, else at now; and keeps the address true. */
export function useScrollPlace(scroller: RefObject<HTMLElement | null>, place: ScrollPlace): void {
  const { range, timeZone, hours, zoom, at, date, ready } = place;
  const current = useRef(place);
  const settled = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    current.current = place;
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    // All of it is in sight; to ask where would make the browser lay everything out at once.
    if (!element || !ready || current.current.zoom === 1 || (at !== undefined && at === settled.current)) return;
    const [day = '', time = ''] = at?.split('T') ?? [];
    const fromAddress = at === undefined ? null : instantOf({ date: day, time }, timeZone);
    const chosen = range.days.find((one) => one.date === date);
    const instant = fromAddress ? Date.parse(fromAddress) : chosen ? chosen.open : now() - hourMs;
    if (instant < range.start || instant >= range.end) return;
    const track = element.querySelector<HTMLElement>('[data-track]');
    if (track) element.scrollLeft = timeScale(range.days, hours).place(instant) * track.offsetWidth;
    // Only the range and the address say where to begin; what somebody scrolls to meanwhile stays.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [scroller, ready, range, at, date]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      const now = current.current;
      const track = element.querySelector<HTMLElement>('[data-track]');
      if (!track || now.zoom === 1) return;
      const instant = snapTo(
        timeScale(now.range.days, now.hours).instantAt(element.scrollLeft / track.offsetWidth),
        minuteMs,
      );
      const { date, time } = localTimeOf(new Date(instant).toISOString(), now.timeZone);
      settled.current = `${date}T${time}`;
      if (settled.current !== now.at) now.onSettled(settled.current);
    };
    const onScroll = () => {
      clearTimeout(timer);
      timer = setTimeout(tell, settlesMs);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller]);

  // What is all in sight has no place to remember.
  useEffect(() => {
    if (zoom === 1 && at !== undefined) current.current.onSettled(undefined);
  }, [zoom, at]);
}
