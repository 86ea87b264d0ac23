import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf } from '../../time/interval.ts';
import type { Proposal } from '../layout/geometry.ts';
import type { Move, Refused } from './move.ts';
import type { Drag } from './weigh.ts';

export type DropEffect =
  /** Something new, or a copy, begins where it was let go. */
  | { readonly do: 'openForm'; readonly place: Proposal; readonly copyOf: string | null }
  | { readonly do: 'send'; readonly move: Move; readonly pointer: Drag['pointer'] }
  /** It plainly cannot be: the server is not even asked. */
  | { readonly do: 'refuse'; readonly refused: Refused; readonly pointer: Drag['pointer'] };

/** Decides what letting go comes to. */
export function dropEffects({ booking, proposal, verdict, copies, pointer }: Drag, mayAssign: boolean): DropEffect[] {
  if (!booking || copies) return [{ do: 'openForm', place: proposal, copyOf: booking?.id ?? null }];
  const move = moveOf(booking, proposal, mayAssign);
  const { interval, roomId, from } = move;
  if (interval.start === from.interval.start && interval.end === from.interval.end && roomId === from.roomId) return [];
  if (verdict.kind === 'past') return [{ do: 'refuse', refused: { move, trouble: { __typename: 'Past' } }, pointer }];
  if (verdict.kind === 'small')
    return [{ do: 'refuse', refused: { move, trouble: { __typename: 'TooSmall' } }, pointer }];
  return [{ do: 'send', move, pointer }];
}

/** `mayAssign`: a ghost over a room gets it; of everybody else that room is the wish. */
function moveOf(booking: BookingBarFragment, { interval, roomId }: Proposal, mayAssign: boolean): Move {
  const from: Proposal = { interval: intervalOf(booking.startsAt, booking.endsAt), roomId: booking.room?.id ?? null };
  const assigns = mayAssign && booking.status === 'PENDING' && roomId !== null;
  return { booking, interval, roomId, from, assigns, undoes: false, acknowledgeOverCapacity: false };
}
