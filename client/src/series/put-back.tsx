import { conflictWords } from '../bookings/taken-room.ts';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { useTellLasting } from '../ui/undoable.ts';
import { spokenDay } from './date-words.ts';
import { useRestoreSeriesDate } from './use-series-change.ts';

const mostShown = 3;

type PutBackProps = {
  bookingId: string;
  date: string;
  onBack(): void;
  /** It is not left out any more. */
  onGone(): void;
};

/** Books a date that was left out, where the series stands or, should that be taken, in another room. */
export function PutBack({ bookingId, date, onBack, onGone }: PutBackProps) {
  const { timeZone } = useHere().facility;
  const tellLasting = useTellLasting();
  const { attempt, busy, trouble } = useRestoreSeriesDate();
  const day = spokenDay(date, timeZone);
  const [taken] = trouble?.__typename === 'RoomTakenError' ? trouble.segments : [];
  const others = taken?.alternatives.filter(({ startsAt }) => startsAt === taken.startsAt).slice(0, mostShown) ?? [];

  async function put(roomId?: string) {
    const { done, refusal } = await attempt({ input: { bookingId, date, ...(roomId ? { roomId } : {}) } });
    if (done) {
      tellLasting(`${day} restored${done.booking.room ? `, in ${done.booking.room.name}` : ''}`);
      onBack();
    } else if (refusal?.__typename === 'InvalidInputError') onGone();
  }

  return (
    <>
      <Button look="ghost" busy={busy} aria-label={`Restore ${day}`} onClick={() => void put()}>
        <span>Restore</span>
      </Button>
      {trouble && (
        <div className="series-box-said" role="alert">
          {taken ? (
            <>
              <p>
                Its room is taken:{' '}
                {conflictWords(taken.conflicts, timeZone)
                  .map(({ words }) => words)
                  .join(' · ')}
              </p>
              <div role="group" aria-label={`Other room for ${day}`} className="series-date-rooms">
                {others.length > 0 && <span className="quiet">Available instead:</span>}
                {others.map(({ room, reason }) => (
                  <Button key={room.id} title={reason} onClick={() => void put(room.id)}>
                    {room.name}
                  </Button>
                ))}
              </div>
            </>
          ) : (
            <p>
              {trouble.__typename === 'InvalidInputError'
                ? trouble.fields.map(({ message }) => message).join(' ')
                : 'message' in trouble
                  ? trouble.message
                  : `${trouble.title} ${trouble.advice}`}
            </p>
          )}
        </div>
      )}
    </>
  );
}
