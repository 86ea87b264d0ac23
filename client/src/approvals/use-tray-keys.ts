import { useHere } from '../people/here.tsx';
import { useShortcuts } from '../ui/keys/shortcuts.ts';
import type { useDesk } from './use-desk.ts';
import type { Waiting } from './waiting.ts';

type TrayKeys = {
  readonly desk: ReturnType<typeof useDesk>;
  /** Those of the list that is shown. */
  readonly bookings: readonly Waiting[];
  onOtherList(): void;
  onPlan(): void;
  /** Null while nothing is open at the right. */
  readonly onClose: (() => void) | null;
};

/** What a key does to the one that is chosen, to those that are ticked, and to the lists. */
export function useTrayKeys({ desk, bookings, onOtherList, onPlan, onClose }: TrayKeys): void {
  const { chosen, ghost, ticked } = desk;
  const { best } = desk.fitting;
  const { may } = useHere();
  useShortcuts(
    {
      j: { words: 'Next one who waits', run: () => desk.step(bookings, 1) },
      k: { words: 'The one before', run: () => desk.step(bookings, -1) },
      l: { words: 'The other list', run: onOtherList },
      ...(ghost && best ? { r: { words: 'Give it the best room', run: () => void desk.assign(ghost, best) } } : {}),
      ...(ghost && may('booking:reject') ? { f: { words: 'Reject', run: () => desk.act(ghost, 'REJECT') } } : {}),
      ...(chosen?.status === 'ROOM_ASSIGNED' && may('booking:confirm')
        ? { c: { words: 'Confirm', run: () => void desk.confirm(chosen) } }
        : {}),
      ...(chosen ? { s: { words: 'Tick it', run: () => desk.tick([chosen]) } } : {}),
      ...(ticked.length > 0 && ticked.every(({ status }) => status === 'PENDING')
        ? { a: { words: 'Give each ticked one its best room', run: () => void desk.assignTicked() } }
        : {}),
      p: { words: 'Plan rooms for those who wait', run: onPlan },
      ...(onClose ? { Escape: { words: 'Close what is open at the right', run: onClose } } : {}),
    },
    'Approvals',
  );
}
