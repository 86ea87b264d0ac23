import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import './hover-card.css';

type HoverCardProps = {
  /** The attribute of the elements inside the card's parent that have one: `data-bar`. Its value is their key. */
  attribute: string;
  /** The element that the keyboard is on, by its id, where it has a card. */
  pointed?: { readonly id: string; readonly key: string } | null;
  render(key: string): ReactNode;
};

const restMs = 350;

/**
 * One card for all of a parent's elements: it shows what there is no room for, to whoever rests on one with the
 * pointer or comes to it by key. The elements' own labels say the same, so it is left out for screen readers.
 */
export function HoverCard({ attribute, pointed = null, render }: HoverCardProps) {
  const card = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<HTMLElement | null>(null);
  /** The key of what was pointed at when somebody had seen enough. */
  const [dismissed, setDismissed] = useState<string | null>(null);

  useEffect(() => {
    const parent = card.current?.parentElement;
    if (!parent) return undefined;
    const listening = new AbortController();
    const { signal } = listening;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setHovered(null);
    };
    const show = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse' || event.buttons > 0) return;
      clearTimeout(timer);
      const element = (event.target as Element).closest<HTMLElement>(`[${attribute}]`);
      setHovered((before) => (before === element ? before : null));
      if (element) timer = setTimeout(() => setHovered(element), restMs);
    };
    parent.addEventListener('pointerover', show, { signal });
    parent.addEventListener('pointerleave', hide, { signal });
    parent.addEventListener('pointerdown', hide, { signal });
    window.addEventListener('scroll', hide, { signal, passive: true, capture: true });
    return () => {
      listening.abort();
      clearTimeout(timer);
    };
  }, [attribute]);

  const pointedKey = pointed?.key ?? null;
  useEffect(() => {
    const hide = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setHovered(null);
      setDismissed(pointedKey);
    };
    window.addEventListener('keydown', hide);
    return () => window.removeEventListener('keydown', hide);
  }, [pointedKey]);

  // By an attribute and not by :hover: what passes under a pointer that rests while a list scrolls is painted again each time.
  useEffect(() => {
    if (!hovered) return undefined;
    hovered.setAttribute('data-pointed', '');
    return () => hovered.removeAttribute('data-pointed');
  }, [hovered]);

  const byKeys = pointed !== null && pointed.key !== dismissed;
  const key = byKeys ? pointed.key : hovered?.isConnected ? hovered.getAttribute(attribute) : null;
  const content = key === null ? null : render(key);

  useLayoutEffect(() => {
    const element = card.current;
    if (!element) return;
    const anchor = content === null ? null : byKeys ? document.getElementById(pointed.id) : hovered;
    if (!anchor) return element.hidePopover();
    element.showPopover();
    const rect = anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = element;
    const below = rect.bottom + 6 + height < window.innerHeight;
    // Within what is in sight of the parent where that is wide enough: what stands beside it stays readable.
    const scroller = element.parentElement?.parentElement?.getBoundingClientRect();
    const end = Math.min(scroller?.right ?? Infinity, window.innerWidth);
    const start = Math.max(scroller?.left ?? 0, 0);
    element.style.left = `${Math.max(8, Math.min(Math.max(rect.left, start), end - width - 8))}px`;
    element.style.top = `${below ? rect.bottom + 6 : Math.max(8, rect.top - height - 6)}px`;
  });

  return (
    <div ref={card} className="hover-card" popover="manual" aria-hidden="true">
      {content}
    </div>
  );
}
