import { useCallback } from 'react';
import { useClient } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import { useToast } from '../ui/toaster.tsx';
import { useTellUndoable } from '../ui/undoable.ts';
import { UndoBookingChange } from './undo-booking-change.ts';

type Changed = {
  readonly id: string;
  /** The one that the change made: anything newer is not undone. */
  readonly version: number;
};

/** Says what was done to a booking, with the way back. What was done to several in one go is undone by any of them. */
export function useTellDone(): (text: string, booking: Changed) => void {
  const client = useClient();
  const toast = useToast();
  const tell = useTellUndoable();
  return useCallback(
    (text, { id, version }) => {
      async function undo() {
        const { data, error } = await client
          .mutation(UndoBookingChange, { input: { bookingId: id, expectedVersion: version } })
          .toPromise();
        const answer = data?.undoBookingChange;
        if (answer?.__typename === 'UndoBookingChangePayload') {
          const others = answer.bookings.length - 1;
          toast({
            text: `Undone: ${answer.booking.clientName}${others > 0 ? ` and ${others} other ${others === 1 ? 'booking' : 'bookings'}` : ''}.`,
          });
        } else if (answer) toast({ text: `${text}. This can’t be undone: ${answer.message}` });
        else if (error) toast({ text: `${text}. This could not be undone. ${failureWords(error).advice}` });
      }
      tell(text, () => void undo());
    },
    [client, toast, tell],
  );
}
