import { Ban } from 'lucide-react';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import type { BookingDetailsFragment } from '../graphql/generated/graphql.ts';
import { now } from '../time/now.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useHere } from '../people/here.tsx';
import { useTellDone } from '../bookings/use-tell-done.ts';
import { useToast } from '../ui/toaster.tsx';
import type { RoomOption } from '../bookings/availability.ts';
import { bookedWords, hasLapsed, isCalledOff, type Booked } from './booked-words.ts';
import { bodyOf, type BookingBody } from '../bookings/booking-body.ts';
import { copiedLines } from '../bookings/device-lines.ts';
import type { BookingDraftStart } from './booking-draft.ts';
import { BookingForm } from './booking-form.tsx';
import { BookingSkeleton } from '../bookings/booking-skeleton.tsx';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { BookingById } from '../bookings/use-booking.ts';
import '../bookings/booking-drawer.css';

type NewBookingDrawerProps = {
  rooms: readonly RoomOption[];
  /** The one on the screen: a new booking begins in it. */
  week: { readonly weekStart: string };
  start: BookingDraftStart;
  /** The booking that it begins as a copy of. */
  copy?: string | undefined;
  onClose(): void;
  /** Goes on to closing the room at that time; left out where that is not to be offered. */
  onCloseInstead?: (() => void) | undefined;
  /** With the first of those that were made. */
  onBooked(booking: { readonly id: string; readonly startsAt: string }): void;
};

export function NewBookingDrawer({ copy, onClose, onCloseInstead, ...form }: NewBookingDrawerProps) {
  return (
    <aside className="drawer" aria-label="New booking">
      <DrawerHead onClose={onClose}>
        <h2>New booking</h2>
        {onCloseInstead && (
          <Button look="ghost" className="close-instead" onClick={onCloseInstead}>
            <Ban aria-hidden="true" />
            <span>Close this room instead</span>
          </Button>
        )}
      </DrawerHead>
      {copy === undefined ? (
        <NewBooking {...form} onClose={onClose} />
      ) : (
        <CopiedBooking {...form} copy={copy} onClose={onClose} />
      )}
    </aside>
  );
}

function NewBooking({ rooms, week, start, onClose, onBooked }: NewBookingDrawerProps) {
  const tellDone = useTellDone();
  const toast = useToast();

  function tell(booked: Booked) {
    const first = booked.bookings.find(({ status }) => !isCalledOff(status)) ?? booked.bookings[0];
    const words = bookedWords(booked);
    // What was made some time ago is not taken back in one go with what became of it since.
    if (!first || hasLapsed(booked)) toast({ text: words });
    else tellDone(words, first);
    if (first) onBooked(first);
    else onClose();
  }
  return <BookingForm rooms={rooms} weekStart={week.weekStart} start={start} onClose={onClose} onBooked={tell} />;
}

function CopiedBooking({ copy, start, ...form }: NewBookingDrawerProps & { copy: string }) {
  const [{ data, error, fetching }, ask] = useQuery({ query: BookingById, variables: { id: copy } });
  const { timeZone } = useHere().facility;
  const booking = data?.booking;
  const copied = useMemo(
    () =>
      booking && {
        ...(start.startsAt ? start : nextWeek(booking, timeZone)),
        copyOf: booking.id,
        copy: {
          tenantId: booking.tenant.id,
          kind: booking.kind,
          body: anew(bodyOf(booking)),
          devices: copiedLines(booking.deviceRequests),
        },
      },
    [booking, start, timeZone],
  );
  if (copied) return <NewBooking {...form} start={copied} />;
  if (booking === null)
    return (
      <FailurePanel
        title="This booking can’t be copied."
        advice="It was removed, or you no longer have access to it."
      />
    );
  if (!error) return <BookingSkeleton />;
  const { title, advice, again } = failureWords(error);
  return (
    <FailurePanel
      title={title}
      advice={advice}
      retrying={fetching}
      onRetry={again ? () => ask({ requestPolicy: 'network-only' }) : undefined}
    />
  );
}

/** What goes out again comes back on another day. */
function anew(body: BookingBody): BookingBody {
  return body.offSite ? { ...body, offSite: { ...body.offSite, returnOn: '' } } : body;
}

/** On the same day of a week to come, at the same hours, in the same room: most who come again come so. */
function nextWeek(
  { startsAt, endsAt, room, requestedRoom }: BookingDetailsFragment,
  timeZone: string,
): BookingDraftStart {
  const [from, to] = [startsAt, endsAt].map((at) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone)) as [
    Temporal.ZonedDateTime,
    Temporal.ZonedDateTime,
  ];
  const present = Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO(timeZone);
  const weeks = Math.max(1, Math.ceil(from.until(present).total({ unit: 'weeks', relativeTo: from })));
  const roomId = (room ?? requestedRoom)?.id;
  return {
    startsAt: from.add({ weeks }).toInstant().toString(),
    endsAt: to.add({ weeks }).toInstant().toString(),
    ...(roomId ? { roomId } : {}),
  };
}
