/** So near to an edge the calendar begins to scroll. */
const edgePx = 36;
const fastestPx = 22;

function pull(position: number, from: number, to: number): number {
  if (position < from + edgePx) return -Math.min(1, (from + edgePx - position) / edgePx);
  if (position > to - edgePx) return Math.min(1, (position - to + edgePx) / edgePx);
  return 0;
}

/** One frame's worth of scrolling where a pointer is at the edge; true while there is more to come. */
export function autoScroll(element: HTMLElement, { x, y }: { readonly x: number; readonly y: number }): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  // What is sticky covers the edge: the scale on top, the rooms at the left.
  const across = pull(x, left + Number.parseFloat(style.scrollPaddingLeft) || left, right);
  const down = pull(y, top + Number.parseFloat(style.scrollPaddingTop) || top, bottom);
  if (across === 0 && down === 0) return false;
  const { scrollLeft, scrollTop } = element;
  element.scrollBy(across * fastestPx, down * fastestPx);
  return element.scrollLeft !== scrollLeft || element.scrollTop !== scrollTop;
}
