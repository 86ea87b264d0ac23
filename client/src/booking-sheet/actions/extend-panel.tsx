import { useMemo, useState } from 'react';
import { useHere } from '../../people/here.tsx';
import { fieldErrors, type FieldErrors } from '../../forms/field-errors.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import { useAttempt } from '../../forms/use-attempt.ts';
import type { LocalTime } from '../../time/local-time.ts';
import { now } from '../../time/now.ts';
import { timeWords } from '../../time/words.ts';
import { Button } from '../../ui/button.tsx';
import { LocalTimeInput } from '../../forms/local-time-input.tsx';
import { conflictsOf } from '../../bookings/availability.ts';
import { attendees } from '../../bookings/booking-words.ts';
import {
  endInstantOf,
  intervalErrors,
  intervalIn,
  localEndOf,
  localInterval,
  midnightWords,
  type LocalInterval,
} from '../../bookings/local-interval.ts';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { PlaceHint } from '../../bookings/place-hint.tsx';
import { TakenNotice } from '../../bookings/taken-notice.tsx';
import type { Alternative } from '../../bookings/taken-room.ts';
import { widened, withTurnaround } from '../../bookings/turnaround.ts';
import { useReschedule } from '../../bookings/use-reschedule.ts';
import { useRoomsTaken } from '../../bookings/use-rooms-taken.ts';
import { useBookingDraft } from './use-booking-draft.ts';
import { useTellDone } from '../../bookings/use-tell-done.ts';

const ExtendBooking = graphql(`
  mutation ExtendBooking($input: ExtendBookingInput!) {
    extendBooking(input: $input) {
      __typename
      ... on ExtendBookingPayload {
        booking {
          ...BookingDetails
        }
      }
      ...Refused
    }
  }
`);

const quickMinutes = [15, 30, 60];
const minuteMs = 60_000;
const noErrors: FieldErrors = {};
const noEnd: { readonly to: LocalTime | null } = { to: null };
const shownFields: readonly string[] = ['endsAt'];

/** It goes on for longer, where it is; or, where somebody follows, in another room for all of it. */
export function ExtendPanel({ booking, rooms, onDone, children }: PanelProps) {
  const { timeZone } = useHere().facility;
  const tellDone = useTellDone();
  const { draft: kept, decided } = useBookingDraft('extend-booking', booking, noEnd);
  const { seen } = decided;
  const extending = useAttempt(ExtendBooking, 'extendBooking');
  const moving = useReschedule();
  const longer = later(localInterval(seen.startsAt, seen.endsAt, timeZone), 30, timeZone);
  const when = kept.draft.to ? { ...longer, to: kept.draft.to } : longer;
  const [own, setOwn] = useState(noErrors);
  const { busy, trouble } = moving.trouble || moving.busy ? moving : extending;
  const interval = intervalIn(when, timeZone);
  const taken = withTurnaround(useRoomsTaken(widened(interval, seen)), seen);
  const room = rooms.find(({ id }) => id === seen.room?.id);
  const conflicts = room && interval ? conflictsOf(room, { interval, without: seen.id }, taken) : null;
  const segment = trouble?.__typename === 'RoomTakenError' ? trouble.segments[0] : undefined;
  const errors = useMemo(() => ({ ...fieldErrors(trouble), ...own }), [trouble, own]);

  function change(next: LocalInterval) {
    extending.clear();
    moving.clear();
    setOwn(noErrors);
    kept.edit(() => ({ to: next.to }));
  }

  function told(changed: { readonly id: string; readonly version: number; readonly endsAt: string }) {
    kept.discard();
    tellDone(`${seen.clientName} goes on until ${timeWords(Date.parse(changed.endsAt), timeZone)}`, changed);
    onDone();
  }

  async function send(expectedVersion: number) {
    const mistakes = intervalErrors(when, timeZone, now());
    setOwn(mistakes);
    const endsAt = endInstantOf(when.to, timeZone);
    if (Object.keys(mistakes).length > 0 || endsAt === null) return;
    const { done } = await extending.attempt({ input: { bookingId: seen.id, endsAt, expectedVersion } });
    if (done) told(done.booking);
  }

  async function move({ room: { id: roomId }, startsAt, endsAt }: Alternative) {
    const { done } = await moving.attempt({
      input: { bookingId: seen.id, expectedVersion: seen.version, roomId, startsAt, endsAt },
    });
    if (done) told(done.booking);
  }

  return (
    <PanelForm
      of={kept}
      title="Extend it"
      submit="Extend"
      busy={busy}
      trouble={trouble}
      errors={errors}
      shown={shownFields}
      seen={decided}
      onSend={(version) => void send(version)}
      onBack={onDone}
      sheet={children}
      offer={
        segment && (
          <TakenNotice
            segment={segment}
            timeZone={timeZone}
            busy={busy}
            otherTimes={false}
            onChoose={(alternative) => void move(alternative)}
          />
        )
      }
    >
      <LocalTimeInput
        label="Ends"
        name="endsAt"
        value={when.to}
        error={errors['endsAt']}
        hint={midnightWords(when.to)}
        onChange={(to) => change({ ...when, to })}
      />
      <div className="form-steps" role="group" aria-label="Longer by">
        {quickMinutes.map((minutes) => (
          <Button key={minutes} onClick={() => change(later(when, minutes, timeZone))}>
            + {minutes} min
          </Button>
        ))}
      </div>
      {room && conflicts && !segment && (
        <PlaceHint room={room} people={attendees(seen)} conflicts={conflicts} timeZone={timeZone} wish={false} />
      )}
    </PanelForm>
  );
}

function later(when: LocalInterval, minutes: number, timeZone: string): LocalInterval {
  const end = endInstantOf(when.to, timeZone);
  return end === null
    ? when
    : {
        ...when,
        to: localEndOf(new Date(Date.parse(end) + minutes * minuteMs).toISOString(), timeZone),
        endTouched: true,
      };
}
