import { useCallback, useState } from 'react';
import { isPast } from '../bookings/is-past.ts';
import type { Trouble } from '../bookings/refusal.ts';
import { AssignRoom } from '../bookings/use-assign-room.ts';
import { useTellDone } from '../bookings/use-tell-done.ts';
import { useAttempt } from '../forms/use-attempt.ts';
import { now } from '../time/now.ts';
import type { Waiting } from './waiting.ts';

/** A room that was chosen for what is already over: asked before it is sent. */
export type PastChoice = {
  readonly id: string;
  readonly roomId: string;
};

/** Gives the one that was chosen a room, as it was seen; a no is kept with whose it is. */
export function useAssignOne() {
  const tellDone = useTellDone();
  const { attempt, busy, trouble, clear } = useAttempt(AssignRoom, 'assignRoom');
  const [whose, setWhose] = useState('');
  const [past, setPast] = useState<PastChoice | null>(null);
  const assign = useCallback(
    async ({ id, version, clientName, endsAt }: Waiting, roomId: string, acknowledgePast = false): Promise<boolean> => {
      setWhose(id);
      setPast(null);
      if (!acknowledgePast && isPast({ endsAt }, now())) {
        clear();
        setPast({ id, roomId });
        return false;
      }
      const { done, refusal } = await attempt({
        input: { bookingId: id, roomId, expectedVersion: version, acknowledgePast },
      });
      if (refusal?.__typename === 'InvalidInputError' && refusal.fields.some(({ path }) => path === 'acknowledgePast'))
        setPast({ id, roomId });
      if (done) tellDone(`${clientName} assigned to ${done.booking.room?.name ?? 'a room'}`, done.booking);
      return done !== null;
    },
    [attempt, clear, tellDone],
  );
  return {
    assign,
    busy,
    clear,
    pastOf: (id: string): PastChoice | null => (past?.id === id ? past : null),
    troubleOf: (id: string): Trouble | null => (whose === id ? trouble : null),
  };
}
