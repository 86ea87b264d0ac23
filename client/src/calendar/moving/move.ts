import type { Trouble } from '../../bookings/refusal.ts';
import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import type { Proposal } from '../layout/geometry.ts';

/** A booking that was let go, and where. */
export type Move = Proposal & {
  /** As it was taken in hand: what others changed since is refused. */
  readonly booking: BookingBarFragment;
  readonly from: Proposal;
  /** A ghost gets its room. */
  readonly assigns: boolean;
  /** A move that is taken back: the server knows where it was. */
  readonly undoes: boolean;
  readonly acknowledgeOverCapacity: boolean;
  /** It is already over, and gets its room all the same. */
  readonly acknowledgePast?: boolean;
  /** Devices of the booking that give way: they are released, and others are asked for. */
  readonly releaseDeviceIds?: readonly string[];
};

/** What was let go and did not come about. */
export type Refused = {
  readonly move: Move;
  /** The server's no, or ours where it is plain that it would say so. */
  readonly trouble: Trouble | { readonly __typename: 'TooSmall' } | { readonly __typename: 'Past' };
};

/** Back to where it was: a change like any other, under the same rules, but what it was only the server knows for sure. */
export function undoOf({ booking, interval, roomId, from }: Move, version: number): Move {
  const now: BookingBarFragment = { ...booking, version };
  return {
    booking: now,
    interval: from.interval,
    roomId: from.roomId,
    from: { interval, roomId },
    assigns: false,
    undoes: true,
    acknowledgeOverCapacity: true,
  };
}
