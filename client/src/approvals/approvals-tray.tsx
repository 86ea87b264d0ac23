import { CalendarCheck } from 'lucide-react';
import { useState } from 'react';
import type { OccupancyBarFragment, RoomRowFragment } from '../graphql/generated/graphql.ts';
import type { Interval } from '../time/interval.ts';
import { IconButton } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ChosenGhost } from './chosen-ghost.tsx';
import { ChosenPlaced } from './chosen-placed.tsx';
import { StandstillNotice } from './standstill-notice.tsx';
import type { useDesk } from './use-desk.ts';
import { useRejection } from './use-rejection.ts';
import { useTrayKeys } from './use-tray-keys.ts';
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
  takenRange: Interval | null;
  isPlanned: boolean;
  /** Lays a plan over the timeline, or takes it away. */
  onPlan(): void;
  hasDrawer: boolean;
  onClose(): void;
};

type List = 'waiting' | 'placed';

const listWords = {
  waiting: { title: 'Needs a room', none: 'No bookings need a room.' },
  placed: { title: 'To confirm', none: 'Nothing to confirm.' },
};

/** Shows who waits, and what can be done to the one that is chosen and to those that are ticked. */
export function ApprovalsTray({
  desk,
  ready,
  ghosts,
  placed,
  rooms,
  taken,
  takenRange,
  isPlanned,
  onPlan,
  hasDrawer,
  onClose,
}: ApprovalsTrayProps) {
  const [list, setList] = useState<List>('waiting');
  const bookings = list === 'waiting' ? ghosts : placed;
  const { ticked, standstill } = desk;
  const { typedBefore, ...rejection } = useRejection(ticked, ghosts);
  useTrayKeys({
    desk,
    bookings,
    onOtherList: () => setList(list === 'waiting' ? 'placed' : 'waiting'),
    onPlan,
    onClose: hasDrawer ? onClose : null,
  });

  async function run(deed: Deed, some: readonly Waiting[]) {
    if ((await desk.run(deed, some)) && deed.kind === 'reject') rejection.discard();
  }

  return (
    <div className="approvals-tray" aria-busy={!ready}>
      <TrayTabs
        list={list}
        counts={ready ? { waiting: ghosts.length, placed: placed.length } : null}
        isPlanned={isPlanned}
        onList={setList}
        onPlan={onPlan}
      />
      <div className="approvals-scroll">
        {ready ? (
          <WaitingList
            key={list}
            {...listWords[list]}
            bookings={bookings}
            chosenId={desk.chosenId}
            ticked={desk.ticks}
            rooms={rooms}
            taken={taken}
            takenRange={takenRange}
            onChoose={(booking) => desk.choose(booking.id === desk.chosen?.id ? null : booking)}
            onTick={desk.tick}
            renderChosen={(booking) => <Chosen booking={booking} desk={desk} />}
          />
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
      {ready && !desk.busy && typedBefore && (
        <TypedBefore
          ids={typedBefore.ids}
          reason={typedBefore.reason}
          waiting={typedBefore.waiting.length}
          onTick={() => desk.tickOnly(typedBefore.waiting)}
          onDiscard={rejection.discard}
        />
      )}
      {ticked.length > 0 && (
        <BulkBar
          ticked={ticked}
          rejection={rejection}
          busy={desk.busy}
          onAssign={() => void desk.assignTicked()}
          onRun={(deed) => void run(deed, ticked)}
          onClear={desk.clear}
        />
      )}
    </div>
  );
}

type TrayTabsProps = {
  list: List;
  /** How many stand in each list; null while that is not known. */
  counts: Readonly<Record<List, number>> | null;
  isPlanned: boolean;
  onList(list: List): void;
  onPlan(): void;
};

/** The two lists, and the plan. */
function TrayTabs({ list, counts, isPlanned, onList, onPlan }: TrayTabsProps) {
  return (
    <div className="approvals-tabs">
      <Segmented<List>
        label="Which bookings"
        options={[
          { value: 'waiting', label: `Needs a room ${counts?.waiting ?? ''}` },
          { value: 'placed', label: `To confirm ${counts?.placed ?? ''}` },
        ]}
        value={list}
        onChange={onList}
      />
      <IconButton
        label="Plan rooms for all requests (P)"
        aria-keyshortcuts="P"
        aria-pressed={isPlanned}
        onClick={onPlan}
      >
        <CalendarCheck aria-hidden="true" />
      </IconButton>
    </div>
  );
}

type ChosenProps = {
  booking: Waiting;
  desk: ReturnType<typeof useDesk>;
};

/** Shows what can be done to the one that is chosen. */
function Chosen({ booking, desk }: ChosenProps) {
  return booking.status === 'PENDING' ? (
    <ChosenGhost
      booking={booking}
      offers={desk.fitting.offers}
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
  );
}
