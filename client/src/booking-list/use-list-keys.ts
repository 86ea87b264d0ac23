import { useShortcuts } from '../ui/keys/shortcuts.ts';
import { noDrawer, type DrawerSearch } from './bookings-search.ts';

const rowSelector = '.booking-table .row-link';

type ListKeys = {
  search: DrawerSearch;
  mayCreate: boolean;
  group: string;
  onShow(change: DrawerSearch): void;
  onClose(): void;
};

/** One row further, or back; from outside of the list to its first. */
export function moveInList(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(rowSelector)];
  const here = rows.findIndex(
    (row) =>
      row === document.activeElement ||
      (!document.activeElement?.matches(rowSelector) && row.getAttribute('aria-expanded') === 'true'),
  );
  rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + step))]?.focus();
}

/** The keys that both lists of bookings have. */
export function useListKeys({ search, mayCreate, group, onShow, onClose }: ListKeys): void {
  useShortcuts(
    {
      j: { words: 'Next booking', run: () => moveInList(1) },
      k: { words: 'Previous booking', run: () => moveInList(-1) },
      ...(mayCreate ? { n: { words: 'New booking', run: () => onShow({ ...noDrawer, new: true }) } } : {}),
      ...(search.booking || search.new ? { Escape: { words: 'Close panel', run: onClose } } : {}),
    },
    group,
  );
}
