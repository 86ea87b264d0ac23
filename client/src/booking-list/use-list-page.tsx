import { useCallback, type ReactNode } from 'react';
import { Plus } from 'lucide-react';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { noDrawer, type BookingsSearch, type DrawerSearch } from './bookings-search.ts';
import { ListDrawer } from './list-drawer.tsx';
import { useListKeys } from './use-list-keys.ts';
import { useShowList, type ListPath } from './use-show-list.ts';

type ListPage = {
  show(change: BookingsSearch): void;
  open(booking: string): void;
  readonly drawer: ReactNode;
  /** The way to a new booking; null for whom there is none. */
  readonly newButton: ReactNode;
};

/** What both lists of bookings have: the drawer beside them, the way to a new one, the keys. */
export function useListPage(to: ListPath, group: string, search: DrawerSearch): ListPage {
  const { may } = useHere();
  const show = useShowList(to);
  const mayCreate = may('booking:create');
  const close = useCallback(() => {
    // The keyboard goes back to where it came from.
    const opener =
      document.querySelector<HTMLElement>('[data-open="true"] button') ??
      document.querySelector<HTMLElement>('.page-action');
    show(noDrawer);
    opener?.focus();
  }, [show]);
  useListKeys({ search, mayCreate, group, onShow: show, onClose: close });
  return {
    show,
    open: useCallback((booking) => show({ ...noDrawer, booking }), [show]),
    drawer: search.booking || search.new ? <ListDrawer search={search} onShow={show} onClose={close} /> : undefined,
    newButton: mayCreate && (
      <Button
        look="primary"
        title="New booking (N)"
        aria-keyshortcuts="N"
        onClick={() => show({ ...noDrawer, new: true })}
      >
        <Plus aria-hidden="true" />
        <span>New booking</span>
      </Button>
    ),
  };
}
