import { useEffect, useState, type PointerEvent, type RefObject } from 'react';

/** A row in the hand, and the row it would come before; null is behind all. */
export type RowDrag = {
  readonly id: string;
  readonly before: string | null;
};

function rowsOf(table: RefObject<HTMLTableElement | null>): HTMLElement[] {
  return [...(table.current?.querySelectorAll<HTMLElement>('tr[data-room]') ?? [])];
}

/** Rows that are carried by their handle; Esc puts one back. */
export function useRowDrag(
  table: RefObject<HTMLTableElement | null>,
  onDrop: (id: string, before: string | null) => void,
) {
  const [drag, setDrag] = useState<RowDrag | null>(null);
  const carrying = drag !== null;

  useEffect(() => {
    if (!carrying) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      setDrag(null);
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [carrying]);

  const handle = (id: string) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const rows = rowsOf(table);
      const next = rows[rows.findIndex((row) => row.dataset['room'] === id) + 1];
      setDrag({ id, before: next?.dataset['room'] ?? null });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag?.id !== id) return;
      const rows = rowsOf(table);
      const below = rows.findIndex((row) => {
        const { top, height } = row.getBoundingClientRect();
        return event.clientY < top + height / 2;
      });
      const before = (below < 0 ? undefined : rows[below])?.dataset['room'] ?? null;
      if (before === drag.before) return;
      setDrag({ id, before });
      // Near an edge the next row comes into sight.
      rows[below < 0 ? rows.length - 1 : Math.max(0, below - 1)]?.scrollIntoView({ block: 'nearest' });
    },
    onPointerUp: () => {
      if (drag?.id !== id) return;
      setDrag(null);
      const rows = rowsOf(table);
      const next = rows[rows.findIndex((row) => row.dataset['room'] === id) + 1]?.dataset['room'] ?? null;
      if (drag.before !== id && drag.before !== next) onDrop(id, drag.before);
    },
    onPointerCancel: () => setDrag(null),
  });
  return { drag, handle };
}
