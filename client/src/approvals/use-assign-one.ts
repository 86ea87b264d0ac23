import { useCallback, useState } from 'react'
import type { Trouble } from '../bookings/refusal.ts'
import { AssignRoom } from '../bookings/use-assign-room.ts'
import { useTellDone } from '../bookings/use-tell-done.ts'
import { useAttempt } from '../forms/use-attempt.ts'
import type { Waiting } from './waiting.ts'

/** Gives the one that was chosen a room, as it was seen; a no is kept with whose it is. */
export function useAssignOne() {
  const tellDone = useTellDone()
  const { attempt, busy, trouble, clear } = useAttempt(AssignRoom, 'assignRoom')
  const [whose, setWhose] = useState('')
  const assign = useCallback(
    async ({ id, version, clientName }: Waiting, roomId: string): Promise<boolean> => {
      setWhose(id)
      const { done } = await attempt({ input: { bookingId: id, roomId, expectedVersion: version } })
      if (done) tellDone(`${clientName} is in ${done.booking.room?.name ?? 'its room'}`, done.booking)
      return done !== null
    },
    [attempt, tellDone],
  )
  return { assign, busy, clear, troubleOf: (id: string): Trouble | null => (whose === id ? trouble : null) }
}
