import { CalendarCheck } from 'lucide-react';
import { useState } from 'react';
import type { OccupancyBarFragment, RoomRowFragment } from '../graphql/generated/graphql.ts';
import type { Interval } from '../time/interval.ts';
import { IconButton } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useShortcuts } from '../ui/keys/shortcuts.ts';
import { useFormDraft } from '../forms/use-form-draft.ts';
import { BulkBar } from './bulk-bar.tsx';
import { isFor, noReason, type BulkReason } from './bulk-reason.ts';
import { ChosenGhost } from './chosen-ghost.tsx';
import { ChosenPlaced } from './chosen-placed.tsx';
import { StandstillNotice } from './standstill-notice.tsx';
import type { useDesk } from './use-desk.ts';
import type { Deed } from './use-bulk.ts';
import { TypedBefore } from './typed-before.tsx';
import type { Waiting } from './waiting.ts';
import { WaitingList } from './waiting-list.tsx';

type ApprovalsTrayProps = {
  desk: ReturnType<typeof useDesk>;
  ready: boolean;
  ghosts: readonly Waiting[];
  placed: readonly Waiting[];
  rooms: readonly RoomRowFragment[];
  taken: readonly OccupancyBarFragment[];
  /** For which time it is known what is taken. */
  known: Interval | null;
  isPlanned: boolean;
  /** Lays a plan over the timeline, or takes it away. */
  onPlan(): void;
  hasDrawer: boolean;
  onClose(): void;
};

type List = 'waiting' | 'placed';

const rejectionWords = {
  begin: (): BulkReason => noReason,
  // An older page has stored the reason alone.
  resume: (kept: BulkReason): BulkReason => (typeof kept === 'string' ? { ids: [], reason: kept } : kept),
  isTouched: ({ reason }: BulkReason) => reason !== '',
};

/** Who waits, and what can be done to the one that is chosen and to those that are ticked. */
export function ApprovalsTray({
  desk,
  ready,
  ghosts,
  placed,
  rooms,
  taken,
  known,
  isPlanned,
  onPlan,
  hasDrawer,
  onClose,
}: ApprovalsTrayProps) {
  const [list, setList] = useState<List>('waiting');
  const bookings = list === 'waiting' ? ghosts : placed;
  const rejection = useFormDraft('reject-bookings', '', rejectionWords);
  const { chosen, ghost, fitting, ticked, standstill } = desk;
  const { best } = fitting;
  const typed = rejection.draft;
  const tickedIds = ticked.map(({ id }) => id);
  const isTheirs = isFor(
    typed,
    tickedIds,
    ghosts.map(({ id }) => id),
  );
  const theirs = ghosts.filter(({ id }) => typed.ids.includes(id));
  useShortcuts(
    {
      j: { words: 'Next one who waits', run: () => desk.step(bookings, 1) },
      k: { words: 'The one before', run: () => desk.step(bookings, -1) },
      l: { words: 'The other list', run: () => setList(list === 'waiting' ? 'placed' : 'waiting') },
      ...(ghost && best ? { r: { words: 'Give it the best room', run: () => void desk.assign(ghost, best) } } : {}),
      ...(ghost ? { f: { words: 'Reject', run: () => desk.act(ghost, 'REJECT') } } : {}),
      ...(chosen?.status === 'ROOM_ASSIGNED' ? { c: { words: 'Confirm', run: () => void desk.confirm(chosen) } } : {}),
      ...(chosen ? { s: { words: 'Tick it', run: () => desk.tick([chosen]) } } : {}),
      ...(ticked.length > 0 && ticked.every(({ status }) => status === 'PENDING')
        ? { a: { words: 'Give each ticked one its best room', run: () => void desk.assignTicked() } }
        : {}),
      p: { words: 'Plan rooms for those who wait', run: onPlan },
      ...(hasDrawer ? { Escape: { words: 'Close what is open at the right', run: onClose } } : {}),
    },
    'Approvals',
  );
  async function run(deed: Deed, some: readonly Waiting[]) {
    if ((await desk.run(deed, some)) && deed.kind === 'reject') rejection.discard();
  }

  const shared = {
    chosenId: desk.chosenId,
    ticked: desk.ticks,
    rooms,
    taken,
    known,
    onChoose: (booking: Waiting) => desk.choose(booking.id === chosen?.id ? null : booking),
    onTick: desk.tick,
    renderChosen: (booking: Waiting) =>
      booking.status === 'PENDING' ? (
        <ChosenGhost
          booking={booking}
          offers={fitting.offers}
          busy={desk.busy}
          trouble={desk.troubleOf(booking.id)}
          past={desk.pastOf(booking.id)}
          onAssign={(roomId, acknowledgePast) => void desk.assign(booking, roomId, acknowledgePast)}
          onAct={(action) => desk.act(booking, action)}
        />
      ) : (
        <ChosenPlaced
          booking={booking}
          busy={desk.busy}
          onConfirm={() => void desk.confirm(booking)}
          onAct={(action) => desk.act(booking, action)}
        />
      ),
  };
  return (
    <div className="approvals-tray" aria-busy={!ready}>
      <div className="approvals-tabs">
        <Segmented<List>
          label="Who waits for what"
          options={[
            { value: 'waiting', label: `Waiting for a room ${ready ? ghosts.length : ''}` },
            { value: 'placed', label: `To confirm ${ready ? placed.length : ''}` },
          ]}
          value={list}
          onChange={setList}
        />
        <IconButton
          label="Plan rooms for those who wait (P)"
          aria-keyshortcuts="P"
          aria-pressed={isPlanned}
          onClick={onPlan}
        >
          <CalendarCheck aria-hidden="true" />
        </IconButton>
      </div>
      <div className="approvals-scroll">
        {ready ? (
          list === 'waiting' ? (
            <WaitingList
              key={list}
              {...shared}
              title="Waiting for a room"
              none="Nobody is waiting for a room."
              bookings={ghosts}
            />
          ) : (
            <WaitingList
              key={list}
              {...shared}
              title="To confirm"
              none="Nothing waits to be confirmed."
              bookings={placed}
            />
          )
        ) : (
          <div className="waiting-skeleton" />
        )}
      </div>
      {standstill && (
        <StandstillNotice
          standstill={standstill}
          busy={desk.busy}
          onRun={(deed, some) => void run(deed, some)}
          onOpen={(booking) => desk.act(booking, booking.status === 'PENDING' ? 'ASSIGN_ROOM' : null)}
          onDismiss={desk.dismiss}
        />
      )}
      {ready && !desk.busy && rejection.touched && !isTheirs && (
        <TypedBefore
          {...typed}
          waiting={theirs.length}
          onTick={() => desk.tickOnly(theirs)}
          onDiscard={rejection.discard}
        />
      )}
      {ticked.length > 0 && (
        <BulkBar
          ticked={ticked}
          rejection={{
            form: rejection.form,
            reason: isTheirs ? typed.reason : '',
            onType: (reason) => rejection.edit(() => ({ ids: tickedIds, reason })),
          }}
          busy={desk.busy}
          onAssign={() => void desk.assignTicked()}
          onRun={(deed) => void run(deed, ticked)}
          onClear={desk.clear}
        />
      )}
    </div>
  );
}
