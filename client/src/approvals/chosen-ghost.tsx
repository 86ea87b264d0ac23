import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Trouble } from '../bookings/refusal.ts';
import type { BookingActionName } from '../graphql/generated/graphql.ts';
import type { PastChoice } from './use-assign-one.ts';
import type { Offer } from './use-fits.ts';
import type { Waiting } from './waiting.ts';

type ChosenGhostProps = {
  booking: Waiting;
  /** Its best rooms, undefined while they are asked for. */
  offers: readonly Offer[] | undefined;
  busy: boolean;
  trouble: Trouble | null;
  /** It is already over: asked before it gets this room. */
  past: PastChoice | null;
  onAssign(roomId: string, acknowledgePast?: boolean): void;
  onAct(action: BookingActionName | null): void;
};

/** What can be done with the one that was chosen: its best rooms a click each, and the ways that need more words. */
export function ChosenGhost({ booking, offers, busy, trouble, past, onAssign, onAct }: ChosenGhostProps) {
  const { may } = useHere();
  const best = offers?.find(({ gone }) => !gone);
  const isNone = offers !== undefined && !best;
  return (
    <div className="chosen" role="group" aria-label={`Actions for ${booking.clientName}`}>
      {past && (
        <Notice
          tone="warning"
          title="This booking is already over."
          actions={
            <Button busy={busy} onClick={() => onAssign(past.roomId, true)}>
              <span>Assign anyway</span>
            </Button>
          }
        >
          Assigning a room only completes the records. You can also reject it.
        </Notice>
      )}
      {trouble && !past && (
        <AssignTrouble
          trouble={trouble}
          busy={busy}
          startsAt={booking.startsAt}
          onAssign={onAssign}
          onMore={() => onAct('ASSIGN_ROOM')}
        />
      )}
      {offers === undefined && <div className="chosen-waiting" aria-busy="true" />}
      {isNone && <p className="chosen-none">No room that is large enough is free for the whole time.</p>}
      {offers?.map((offer) => (
        <Button
          key={offer.room.id}
          busy={busy}
          disabled={offer.gone}
          onClick={() => onAssign(offer.room.id)}
          {...(offer === best ? { look: 'primary', title: 'Best room (R)', 'aria-keyshortcuts': 'R' } : {})}
        >
          <span>
            {offer.room.name} <small>{offer.reason}</small>
          </span>
        </Button>
      ))}
      <span className="chosen-ways">
        <Button look="ghost" onClick={() => onAct('ASSIGN_ROOM')}>
          {isNone ? 'Replace a booking or change time…' : 'More rooms…'}
        </Button>
        {may('booking:reject') && (
          <Button look="ghost" title="Reject (F)" aria-keyshortcuts="F" onClick={() => onAct('REJECT')}>
            Reject…
          </Button>
        )}
        <Button look="ghost" onClick={() => onAct(null)}>
          Open
        </Button>
      </span>
    </div>
  );
}

type AssignTroubleProps = {
  trouble: Trouble;
  startsAt: string;
  busy: boolean;
  onAssign(roomId: string): void;
  onMore(): void;
};

function AssignTrouble({ trouble, startsAt, busy, onAssign, onMore }: AssignTroubleProps) {
  const instead =
    trouble.__typename === 'RoomTakenError'
      ? (trouble.segments[0]?.alternatives.filter((one) => one.startsAt === startsAt) ?? [])
      : [];
  return (
    <Notice
      tone="problem"
      title={trouble.__typename === 'Unanswered' ? `${trouble.title} ${trouble.advice}` : trouble.message}
      actions={
        <>
          {instead.slice(0, 2).map(({ room }) => (
            <Button key={room.id} busy={busy} onClick={() => onAssign(room.id)}>
              <span>Assign {room.name}</span>
            </Button>
          ))}
          <Button onClick={onMore}>More options…</Button>
        </>
      }
    />
  );
}
