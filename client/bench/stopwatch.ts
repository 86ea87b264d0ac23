/** Where the calendar's things are found: as data, because it goes into the page. */
export type Landmarks = {
  readonly grid: string;
  /** Around the grid, or the grid itself. */
  readonly scroller: string;
  readonly row: string;
  /** The attribute of a row that names its room, or where in the row its name is written. */
  readonly room: { readonly attribute: string };
  readonly bar: string;
};

/** What is waited for, and how it is recognised. */
export type Condition =
  /** Every row in sight has as many bars as its room has bookings; rooms that are not named do not count. */
  | { readonly kind: 'rows'; readonly bars: Readonly<Record<string, number>> }
  /** A booking has another bar than now. */
  | { readonly kind: 'changed'; readonly booking: string }
  /** A booking's bar stands in the row of that room. */
  | { readonly kind: 'in'; readonly booking: string; readonly room: string };

/** Moments of the page's clock, in milliseconds; `wall` is the machine's clock. */
export type Painted = {
  readonly at: number;
  readonly wall: number;
  /** When the message that told of the booking arrived; null where none did. */
  readonly heardAt: number | null;
  readonly bars: number;
};

export type LongFrame = { readonly start: number; readonly duration: number; readonly blocking: number };

export type FrameTimes = {
  /** From each frame to the next. */
  readonly deltas: readonly number[];
  /** In how many frames a row that should be in sight was not there, and in how many there was a preview of a drag. */
  readonly gaps: number;
  readonly previews: number;
  /** How far the grid has been from where it was, in pixels. */
  readonly scrolled: number;
};

type Stopwatch = {
  /** The newest trusted event of each type: when the hand moved, not when the page got to it. */
  readonly inputs: Record<string, number>;
  readonly longFrames: LongFrame[];
  /** Of `event` entries: from the hand to the next paint, as the browser reports it, in steps of 8 ms. */
  readonly events: { readonly name: string; readonly start: number; readonly duration: number }[];
  arm(name: string, condition: Condition): void;
  painted(name: string): Promise<Painted>;
  startFrames(): void;
  stopFrames(): FrameTimes;
};

declare global {
  interface Window {
    stopwatch: Stopwatch;
  }
}

/**
 * Runs in the page before anything else does, and so names nothing from outside of it. Nothing counts as painted in the
 * frame that draws it: only when the next one begins. That is late by up to a frame, and never early.
 * @param first waited for from the very beginning, under the name `load`
 */
export function installStopwatch({
  marks,
  first,
}: {
  readonly marks: Landmarks;
  readonly first: Condition | null;
}): void {
  type Waiting = {
    condition: Condition;
    before: Set<string>;
    since: number;
    found: boolean;
    resolve(painted: Painted): void;
  };
  const waiting = new Set<Waiting>();
  const promises = new Map<string, Promise<Painted>>();
  const heard: { at: number; text: string }[] = [];
  let dirty = true;
  let bars = 0;
  let frames: { times: number[]; gaps: number; previews: number; scrolled: number; from: number } | null = null;
  let running = false;

  const gridOf = () => document.querySelector<HTMLElement>(marks.grid);
  const scrollerOf = () => document.querySelector<HTMLElement>(marks.scroller);
  const roomOf = (row: Element) => row.getAttribute(marks.room.attribute) ?? '';
  const barsOf = (booking: string) => [
    ...(gridOf()?.querySelectorAll<HTMLElement>(`${marks.bar}[data-booking="${CSS.escape(booking)}"]`) ?? []),
  ];
  const middleOf = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };

  const rowsAreFull = (wanted: Readonly<Record<string, number>>): boolean => {
    const scroller = scrollerOf();
    if (!scroller) return false;
    const sight = scroller.getBoundingClientRect();
    let reach = sight.top;
    let drawn = 0;
    for (const row of scroller.querySelectorAll(marks.row)) {
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom <= sight.top || top >= Math.min(sight.bottom, window.innerHeight)) continue;
      reach = Math.max(reach, bottom);
      const want = wanted[roomOf(row)];
      const have = row.querySelectorAll(marks.bar).length;
      if (want !== undefined && have < want) return false;
      drawn += have;
    }
    bars = drawn;
    // A scroll bar or a button may stand below the last row, and nothing that is taller than two rows.
    return drawn > 0 && reach >= Math.min(sight.bottom, window.innerHeight) - 60;
  };

  const isTrue = ({ condition, before }: Waiting): boolean => {
    if (condition.kind === 'rows') return rowsAreFull(condition.bars);
    if (condition.kind === 'changed')
      return barsOf(condition.booking).some(({ dataset }) => !before.has(dataset['bar'] ?? ''));
    const row = [...(gridOf()?.querySelectorAll(marks.row) ?? [])].find((one) => roomOf(one) === condition.room);
    if (!row) return false;
    const { top, bottom } = row.getBoundingClientRect();
    return barsOf(condition.booking).some((bar) => {
      const { y } = middleOf(bar);
      return !bar.closest('[data-drag-preview]') && y > top && y < bottom;
    });
  };

  const settle = (one: Waiting): void => {
    waiting.delete(one);
    const { condition, since } = one;
    const told =
      condition.kind === 'rows'
        ? undefined
        : heard.find(({ at, text }) => at >= since && text.includes(condition.booking));
    one.resolve({ at: performance.now(), wall: Date.now(), heardAt: told?.at ?? null, bars });
  };

  const placeOf = (): number => {
    const { scrollTop = 0, scrollLeft = 0 } = scrollerOf() ?? {};
    return scrollTop + scrollLeft;
  };
  // Where the rows are in what scrolls; looked up again only when something in the page has changed.
  let rows: readonly { top: number; bottom: number }[] | null = null;
  const isRowMissing = (): boolean => {
    const scroller = scrollerOf();
    if (!scroller) return false;
    const { top: begins, height } = scroller.getBoundingClientRect();
    const { scrollTop } = scroller;
    const moved = scrollTop - begins;
    rows ??= [...scroller.querySelectorAll(marks.row)]
      .map((row) => row.getBoundingClientRect())
      .map(({ top, bottom }) => ({ top: top + moved, bottom: bottom + moved }));
    return [0.3, 0.6, 0.9].some((share) => {
      const y = scrollTop + height * share;
      return !rows?.some(({ top, bottom }) => top <= y && bottom > y);
    });
  };
  const { port1, port2 } = new MessageChannel();
  // After the frame, when the layout is done: it would be done twice otherwise.
  port1.addEventListener('message', () => {
    if (!frames) return;
    frames.scrolled = Math.max(frames.scrolled, Math.abs(placeOf() - frames.from));
    if (isRowMissing()) frames.gaps++;
    if (document.querySelector('[data-drag-preview]')) frames.previews++;
  });
  port1.start();

  const onFrame = (): void => {
    if (frames) {
      frames.times.push(performance.now());
      port2.postMessage(null);
    }
    for (const one of waiting) {
      if (one.found) settle(one);
      else if (dirty && isTrue(one)) one.found = true;
    }
    dirty = false;
    running = frames !== null || waiting.size > 0;
    if (running) requestAnimationFrame(onFrame);
  };
  const run = (): void => {
    if (!running) requestAnimationFrame(onFrame);
    running = true;
  };

  const onChange = (): void => {
    dirty = true;
    rows = null;
  };
  new MutationObserver(onChange).observe(document, { subtree: true, childList: true, attributes: true });
  const inputs: Record<string, number> = {};
  for (const type of ['pointerdown', 'pointerup', 'click', 'keydown']) {
    window.addEventListener(type, (event) => event.isTrusted && (inputs[type] = event.timeStamp), { capture: true });
  }
  const longFrames: LongFrame[] = [];
  const events: { name: string; start: number; duration: number }[] = [];
  const observe = (type: string, take: (entry: PerformanceEntry) => void): void => {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
    const options = { type, buffered: true, durationThreshold: 16 };
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe(options);
  };
  observe('long-animation-frame', (entry) => {
    const { blockingDuration = 0 } = entry as PerformanceEntry & { blockingDuration?: number };
    longFrames.push({ start: entry.startTime, duration: entry.duration, blocking: blockingDuration });
  });
  observe('event', ({ name, startTime, duration }) => events.push({ name, start: startTime, duration }));

  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      // The first listener, so that this is before the page has done anything with it.
      this.addEventListener('message', ({ data }) => {
        if (typeof data === 'string' && data.includes('"next"')) heard.push({ at: performance.now(), text: data });
        if (heard.length > 200) heard.shift();
      });
    }
  };

  const arm = (name: string, condition: Condition): void => {
    const { promise, resolve } = Promise.withResolvers<Painted>();
    promises.set(name, promise);
    const before = new Set(
      condition.kind === 'changed' ? barsOf(condition.booking).map(({ dataset }) => dataset['bar'] ?? '') : [],
    );
    waiting.add({ condition, before, since: performance.now(), found: false, resolve });
    dirty = true;
    run();
  };
  window.stopwatch = {
    inputs,
    longFrames,
    events,
    arm,
    painted: async (name) => (await promises.get(name)) ?? Promise.reject(new Error(`nobody waits for ${name}`)),
    startFrames: () => {
      // What is still waited for would be looked for in frames that are to be measured.
      waiting.clear();
      frames = { times: [], gaps: 0, previews: 0, scrolled: 0, from: placeOf() };
      run();
    },
    stopFrames: () => {
      const { times, gaps, previews, scrolled } = frames ?? { times: [], gaps: 0, previews: 0, scrolled: 0 };
      frames = null;
      return { deltas: times.slice(1).map((time, index) => time - (times[index] ?? time)), gaps, previews, scrolled };
    },
  };
  if (first) arm('load', first);
}
