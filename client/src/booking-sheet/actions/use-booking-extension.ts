import { useCallback, useState } from 'react';
import { conflictsOf } from '../../bookings/availability.ts';
import { attendees } from '../../bookings/booking-words.ts';
import {
  endInstantOf,
  intervalErrors,
  intervalIn,
  localEndOf,
  localInterval,
  type LocalInterval,
} from '../../bookings/local-interval.ts';
import type { Alternative } from '../../bookings/taken-room.ts';
import { widened, withTurnaround } from '../../bookings/turnaround.ts';
import { useReschedule } from '../../bookings/use-reschedule.ts';
import { useRoomsTaken } from '../../bookings/use-rooms-taken.ts';
import { useTellDone } from '../../bookings/use-tell-done.ts';
import { useAttempt } from '../../forms/use-attempt.ts';
import { useFieldErrors } from '../../forms/use-field-errors.ts';
import { alsoOnDiscard } from '../../forms/use-form-draft.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import { useHere } from '../../people/here.tsx';
import type { LocalTime } from '../../time/local-time.ts';
import { now } from '../../time/now.ts';
import { timeWords } from '../../time/words.ts';
import type { PanelProps } from './panel-props.ts';
import { useBookingDraft } from './use-booking-draft.ts';

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

const minuteMs = 60_000;
const noEnd: { readonly to: LocalTime | null } = { to: null };

/** Holds the later end that a booking which runs is to have, or the room that it moves to for all of it. */
export function useBookingExtension({ booking, rooms, onDone }: Pick<PanelProps, 'booking' | 'rooms' | 'onDone'>) {
  const { timeZone } = useHere().facility;
  const tellDone = useTellDone();
  const { draft: formDraft, decision } = useBookingDraft('extend-booking', booking, noEnd);
  const { basis } = decision;
  const extending = useAttempt(ExtendBooking, 'extendBooking');
  const moving = useReschedule();
  const longer = later(localInterval(basis.startsAt, basis.endsAt, timeZone), 30, timeZone);
  const when = formDraft.draft.to ? { ...longer, to: formDraft.draft.to } : longer;
  const { busy, trouble } = moving.trouble || moving.busy ? moving : extending;
  const interval = intervalIn(when, timeZone);
  const taken = withTurnaround(useRoomsTaken(widened(interval, basis)), basis);
  const room = rooms.find(({ id }) => id === basis.room?.id);
  const conflicts = room && interval ? conflictsOf(room, { interval, without: basis.id }, taken) : null;
  const segment = trouble?.__typename === 'RoomTakenError' ? trouble.segments[0] : undefined;
  const [clearExtending, clearMoving] = [extending.clear, moving.clear];
  const clear = useCallback(() => {
    clearExtending();
    clearMoving();
  }, [clearExtending, clearMoving]);
  const { errors, check, forget } = useFieldErrors(trouble, clear);
  const [released, setReleased] = useState<readonly string[]>([]);

  function change(next: LocalInterval) {
    forget();
    setReleased([]);
    formDraft.edit(() => ({ to: next.to }));
  }

  function finish(changed: { readonly id: string; readonly version: number; readonly endsAt: string }) {
    formDraft.discard();
    tellDone(`${basis.clientName} extended until ${timeWords(Date.parse(changed.endsAt), timeZone)}`, changed);
    onDone();
  }

  async function send(expectedVersion: number, releaseDeviceIds: readonly string[] = []) {
    const endsAt = endInstantOf(when.to, timeZone);
    if (!check(intervalErrors(when, timeZone, now())) || endsAt === null) return;
    const { done } = await extending.attempt({
      input: {
        bookingId: basis.id,
        endsAt,
        expectedVersion,
        ...(releaseDeviceIds.length > 0 ? { releaseDeviceIds: [...releaseDeviceIds] } : {}),
      },
    });
    if (done) finish(done.booking);
  }

  async function move({ room: { id: roomId }, startsAt, endsAt }: Alternative) {
    const { done } = await moving.attempt({
      input: { bookingId: basis.id, expectedVersion: basis.version, roomId, startsAt, endsAt },
    });
    if (done) finish(done.booking);
  }

  return {
    form: alsoOnDiscard(formDraft, forget),
    decision,
    busy,
    trouble,
    errors,
    timeZone,
    /** When it is, with the later end. */
    when,
    room,
    people: attendees(basis),
    /** What stands in the room then; null while that is not known, or there is no room. */
    conflicts,
    segment,
    send: (version: number) => void send(version),
    sendWithout(deviceIds: readonly string[]) {
      const all = [...released, ...deviceIds];
      setReleased(all);
      void send(basis.version, all);
    },
    move: (alternative: Alternative) => void move(alternative),
    changeEnd: (to: LocalTime) => change({ ...when, to }),
    goOn: (minutes: number) => change(later(when, minutes, timeZone)),
  };
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
