import { refuse } from '../../platform/input.ts';
import type { Claim } from './claims.ts';

/** docs/domain.md, "The booking form": more people than the room holds need an acknowledgement. */
export function mustFit({ room, attendees }: Claim, acknowledged: boolean, path: string): void {
  if (attendees > room.capacity && !acknowledged) {
    refuse(
      path,
      `${room.name} seats ${room.capacity}, ${attendees} people are coming. Acknowledge this, or choose a larger room.`,
    );
  }
}
