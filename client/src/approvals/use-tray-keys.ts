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
      j: { words: 'Next booking', run: () => desk.step(bookings, 1) },
      k: { words: 'Previous booking', run: () => desk.step(bookings, -1) },
      l: { words: 'Switch list', run: onOtherList },
      ...(ghost && best ? { r: { words: 'Assign the best room', run: () => void desk.assign(ghost, best) } } : {}),
      ...(ghost && may('booking:reject') ? { f: { words: 'Reject', run: () => desk.act(ghost, 'REJECT') } } : {}),
      ...(chosen?.status === 'ROOM_ASSIGNED' && may('booking:confirm')
        ? { c: { words: 'Confirm', run: () => void desk.confirm(chosen) } }
        : {}),
      ...(chosen ? { s: { words: 'Select', run: () => desk.tick([chosen]) } } : {}),
      ...(ticked.length > 0 && ticked.every(({ status }) => status === 'PENDING')
        ? { a: { words: 'Assign best rooms to the selected bookings', run: () => void desk.assignTicked() } }
        : {}),
      p: { words: 'Plan rooms for all requests', run: onPlan },
      ...(onClose ? { Escape: { words: 'Close panel', run: onClose } } : {}),
    },
    'Approvals',
  );
}
