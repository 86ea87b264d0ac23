import { useCallback, useMemo, useState } from 'react';
import { useConfirm } from '../bookings/use-confirm.ts';
import type { BookingActionName, RoomRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { dateOf } from '../time/day.ts';
import type { ApprovalsChange } from './approvals-search.ts';
import { useAssignOne } from './use-assign-one.ts';
import { useBulk, type Deed } from './use-bulk.ts';
import { useFits } from './use-fits.ts';
import type { Waiting } from './waiting.ts';

type Desk = {
  readonly ghosts: readonly Waiting[];
  readonly placed: readonly Waiting[];
  readonly rooms: readonly RoomRowFragment[];
  readonly chosenId: string | undefined;
  /** Counts what changed, anywhere. */
  readonly changes: number;
  onShow(change: ApprovalsChange): void;
};

type Ticks = ReadonlyMap<string, Waiting['status']>;

const noTicks: Ticks = new Map();

/** Who is chosen and who is ticked, and all that can be done to them. */
export function useDesk({ ghosts, placed, rooms, chosenId, changes, onShow }: Desk) {
  const { timeZone } = useHere().facility;
  const [ticks, setTicks] = useState(noTicks);
  const all = useMemo(() => [...ghosts, ...placed], [ghosts, placed]);
  const chosen = all.find(({ id }) => id === chosenId) ?? null;
  const ghost = chosen?.status === 'PENDING' ? chosen : null;
  // Who is no longer here, or no longer waits for the same, is no longer ticked.
  const ticked = useMemo(() => all.filter(({ id, status }) => ticks.get(id) === status), [all, ticks]);
  const tickedIds = useMemo(() => new Set(ticked.map(({ id }) => id)), [ticked]);
  const fitting = useFits(ghost, rooms, changes);
  const one = useAssignOne();
  const confirming = useConfirm(chosen ?? noBooking);
  const bulk = useBulk(rooms);

  const choose = useCallback(
    (booking: Waiting | null) =>
      onShow(
        booking
          ? {
              ghost: booking.id,
              date: dateOf(Date.parse(booking.startsAt), timeZone),
              at: undefined,
              booking: undefined,
              act: undefined,
            }
          : { ghost: undefined },
      ),
    [onShow, timeZone],
  );
  const act = useCallback(
    (booking: Waiting, action: BookingActionName | null) => onShow({ booking: booking.id, act: action ?? undefined }),
    [onShow],
  );
  const clear = () => setTicks(noTicks);

  /** Goes on to who stands after the one that is dealt with, without choosing them. */
  function goOn(from: Waiting) {
    const list = from.status === 'PENDING' ? ghosts : placed;
    const next = list[list.findIndex(({ id }) => id === from.id) + 1];
    choose(null);
    if (next) focusCard(next.id);
  }

  return {
    all,
    chosen,
    chosenId,
    ghost,
    ticked,
    ticks: tickedIds,
    fitting,
    choose,
    act,
    clear,
    busy: one.busy || bulk.busy || confirming.busy,
    troubleOf: one.troubleOf,
    pastOf: one.pastOf,
    standstill: bulk.standstill,
    dismiss: bulk.dismiss,
    tick: (bookings: readonly Waiting[]) =>
      setTicks((before) => {
        const after = new Map(before);
        for (const { id, status } of bookings) {
          if (before.get(id) === status) after.delete(id);
          else after.set(id, status);
        }
        return after;
      }),
    tickOnly: (bookings: readonly Waiting[]) => setTicks(new Map(bookings.map(({ id, status }) => [id, status]))),
    assign: async (booking: Waiting, roomId: string, acknowledgePast = false) =>
      (await one.assign(booking, roomId, acknowledgePast)) && goOn(booking),
    confirm: async (booking: Waiting) => (await confirming.confirm(booking.version)) && goOn(booking),
    assignTicked: async () => (await bulk.assignBest(ticked)) && clear(),
    run: async (deed: Deed, bookings: readonly Waiting[]): Promise<boolean> => {
      const done = await bulk.run(deed, bookings);
      if (done) clear();
      return done;
    },
    /** To the next or the one before, from the first on. */
    step: (list: readonly Waiting[], by: 1 | -1) => {
      const at = list.findIndex(({ id }) => id === chosenId);
      const next = list[at < 0 ? 0 : Math.min(list.length - 1, Math.max(0, at + by))];
      if (!next) return;
      choose(next);
      focusCard(next.id);
    },
  };
}

const noBooking = { id: '', version: 0, clientName: '' };

function focusCard(id: string): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-waiting="${CSS.escape(id)}"] .waiting-choose`)?.focus(),
  );
}
