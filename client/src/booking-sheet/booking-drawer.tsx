import { failureWords } from '../graphql/failure-words.ts';
import type { BookingActionName } from '../graphql/generated/graphql.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import type { RoomOption } from '../bookings/availability.ts';
import { BookingSkeleton } from '../bookings/booking-skeleton.tsx';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { OpenBooking } from './open-booking.tsx';
import { DiscardTyped } from './typed-notes.tsx';
import { useBooking } from '../bookings/use-booking.ts';
import '../bookings/booking-drawer.css';

type BookingDrawerProps = {
  id: string;
  rooms: readonly RoomOption[];
  /** What to begin with once it is there, as if its button had been pressed; where it may not be, the drawer says why. */
  startWith?: BookingActionName | undefined;
  /** It has begun, or was told that it cannot: it is not to begin again. */
  onStarted?: (() => void) | undefined;
  /** Goes on to the form for another one like it. */
  onDuplicate?: ((id: string) => void) | undefined;
  onClose(): void;
};

/** One booking beside the calendar: how it stands, what it still needs, and what may be done with it. */
export function BookingDrawer({ id, rooms, startWith, onStarted, onDuplicate, onClose }: BookingDrawerProps) {
  const { booking, error, fetching, settled, retry } = useBooking(id);
  return (
    <aside
      className="drawer"
      aria-label={booking ? `Booking of ${booking.clientName}` : 'Booking'}
      aria-busy={fetching && !booking}
    >
      {booking ? (
        <OpenBooking
          booking={booking}
          rooms={rooms}
          settled={settled}
          startWith={startWith}
          onStarted={onStarted}
          onDuplicate={onDuplicate}
          onClose={onClose}
        />
      ) : (
        <>
          <DrawerHead onClose={onClose} />
          {booking === null && (
            <FailurePanel
              title="This booking is no longer available."
              advice="It may have been removed, or moved to another division."
            >
              <DiscardTyped id={id} />
            </FailurePanel>
          )}
          {booking === undefined && error && <NotRead error={error} retrying={fetching} onRetry={retry} />}
          {booking === undefined && !error && <BookingSkeleton />}
        </>
      )}
    </aside>
  );
}

type NotReadProps = {
  error: Parameters<typeof failureWords>[0];
  retrying: boolean;
  onRetry(): void;
};

function NotRead({ error, retrying, onRetry }: NotReadProps) {
  const { title, advice, again } = failureWords(error);
  return <FailurePanel title={title} advice={advice} retrying={retrying} onRetry={again ? onRetry : undefined} />;
}
