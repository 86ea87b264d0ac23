import { useMemo, useState } from 'react';
import { useHere } from '../../people/here.tsx';
import { localTimeOf } from '../../time/local-time.ts';
import { lastDayOf } from '../../time/day.ts';
import { whenWords } from '../../time/words.ts';
import { intervalOf } from '../../time/interval.ts';
import { Button } from '../../ui/button.tsx';
import { useTellLasting } from '../../ui/undoable.ts';
import { useTellDone } from '../../bookings/use-tell-done.ts';
import { availabilityAt } from '../../bookings/availability.ts';
import { attendees } from '../../bookings/booking-words.ts';
import { fieldErrors, type FieldErrors } from '../../forms/field-errors.ts';
import { IntervalFields } from '../../bookings/interval-fields.tsx';
import {
  intervalErrors,
  intervalIn,
  localEndOf,
  localInterval,
  moveDays,
  utcInterval,
  type LocalInterval,
} from '../../bookings/local-interval.ts';
import { OverCapacityTick } from '../../bookings/over-capacity-tick.tsx';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { RoomField } from '../../bookings/room-field.tsx';
import { TakenNotice } from '../../bookings/taken-notice.tsx';
import type { Alternative } from '../../bookings/taken-room.ts';
import { SeriesTaken } from '../../series/series-taken.tsx';
import { seriesDone, useScope, type Scope } from '../../series/use-scope.tsx';
import { useRescheduleSeries } from '../../series/use-series-change.ts';
import {
  turnaroundChoice,
  turnaroundDraft,
  turnaroundErrors,
  usualIn,
  widened,
  withTurnaround,
  type TurnaroundDraft,
} from '../../bookings/turnaround.ts';
import { TurnaroundFields } from './turnaround-fields.tsx';
import { useReschedule } from '../../bookings/use-reschedule.ts';
import { useRoomsTaken } from '../../bookings/use-rooms-taken.ts';
import { useBookingDraft } from './use-booking-draft.ts';

const quickMoves = [
  { label: '− 1 day', days: -1 },
  { label: '+ 1 day', days: 1 },
  { label: '+ 1 week', days: 7 },
];

const noErrors: FieldErrors = {};

type Move = {
  /** Null while it stays when it is. */
  readonly when: LocalInterval | null;
  /** Null while it stays where it is. */
  readonly roomId: string | null;
  readonly scope: Scope;
  readonly acknowledgeOverCapacity: boolean;
  /** Null while they are as they were. */
  readonly minutes: TurnaroundDraft | null;
};

const unmoved: Move = { when: null, roomId: null, scope: 'ONE', acknowledgeOverCapacity: false, minutes: null };

const shownFields: readonly string[] = ['startsAt', 'endsAt', 'roomId', 'setupMinutes', 'teardownMinutes'];

/** Another time, another room, or both. A ghost has no room: for it the room is the wish. */
export function ReschedulePanel({ booking, rooms, onDone, children }: PanelProps) {
  const {
    facility: { timeZone, bookableUntil },
    may,
  } = useHere();
  const tellLasting = useTellLasting();
  const tellDone = useTellDone();
  const { draft: kept, decided } = useBookingDraft('move-booking', booking, unmoved);
  const { edit, discard } = kept;
  const { when: changed, roomId: pickedRoom, acknowledgeOverCapacity, minutes: typedMinutes } = kept.draft;
  const { seen } = decided;
  const { scope, field: scopeField } = useScope(booking, kept.draft.scope, (next) =>
    edit((before) => ({ ...before, scope: next })),
  );
  const one = useReschedule();
  const several = useRescheduleSeries();
  const { busy, trouble, clear } = scope === 'ONE' ? one : several;
  const [asked, setAsked] = useState(false);
  const [own, setOwn] = useState(noErrors);

  const wish = seen.room == null;
  const people = attendees(seen);
  const when = changed ?? localInterval(seen.startsAt, seen.endsAt, timeZone);
  const interval = intervalIn(when, timeZone);
  const minutes = typedMinutes ?? turnaroundDraft(seen);
  const choice = turnaroundChoice(minutes, seen);
  const known = useRoomsTaken(widened(interval, seen, choice));
  const availability = availabilityAt(interval, withTurnaround(known, seen, choice), seen.id);
  const standsIn = (seen.room ?? seen.requestedRoom)?.id ?? '';
  const roomId = pickedRoom ?? standsIn;
  const room = rooms.find(({ id }) => id === roomId);
  const over = !wish && room !== undefined && roomId !== standsIn && people > room.capacity;
  const taking = trouble?.__typename === 'RoomTakenError' ? trouble.segments : [];
  const segment = taking[0];
  const errors = useMemo(() => ({ ...fieldErrors(trouble), ...own }), [trouble, own]);
  // What lies further ahead already may stay there: the server says how far.
  const max = lastDayOf(intervalOf(seen.startsAt, seen.endsAt), timeZone) > bookableUntil ? undefined : bookableUntil;
  const idle =
    changed === null &&
    (pickedRoom === null || pickedRoom === standsIn) &&
    Object.keys(choice).length === 0 &&
    Object.keys(turnaroundErrors(minutes)).length === 0;

  function change(next: LocalInterval) {
    clear();
    setOwn(noErrors);
    edit((before) => ({ ...before, when: next }));
  }

  function setMinutes(next: TurnaroundDraft) {
    clear();
    setOwn(noErrors);
    edit((before) => ({ ...before, minutes: next }));
  }

  function pickRoom(id: string) {
    clear();
    setAsked(false);
    edit((before) => ({ ...before, roomId: id || null }));
  }

  async function send(version: number, alternative?: Alternative) {
    // A booking that runs may end now: what has already ended is for the server to refuse.
    const mistakes = {
      ...(alternative ? noErrors : intervalErrors(when, timeZone, -Infinity)),
      ...turnaroundErrors(minutes),
    };
    setOwn(mistakes);
    if (Object.keys(mistakes).length > 0) return;
    if (over && !acknowledgeOverCapacity && !alternative) return setAsked(true);
    const time = alternative ?? (changed && utcInterval(when, timeZone));
    const target = alternative?.room.id ?? roomId;
    const input = {
      bookingId: seen.id,
      expectedVersion: version,
      acknowledgeOverCapacity,
      ...(time ? { startsAt: time.startsAt, endsAt: time.endsAt } : {}),
      ...(target && target !== standsIn ? { roomId: target } : {}),
      ...choice,
    };
    if (scope !== 'ONE') {
      const { done } = await several.attempt({ input: { ...input, scope } });
      if (!done) return;
      // Its rule has moved as well: it is moved back, not undone.
      tellLasting(`${seriesDone(seen.clientName, done)}: moved`);
      discard();
      return onDone();
    }
    const { done } = await one.attempt({ input });
    if (!done) return;
    discard();
    const { startsAt, endsAt, room: place } = done.booking;
    tellDone(
      `${seen.clientName}: ${whenWords(intervalOf(startsAt, endsAt), timeZone)}${place ? `, ${place.name}` : ''}`,
      done.booking,
    );
    onDone();
  }

  function take(alternative: Alternative) {
    const when = {
      from: localTimeOf(alternative.startsAt, timeZone),
      to: localEndOf(alternative.endsAt, timeZone),
      endTouched: true,
    };
    edit((before) => ({ ...before, when, roomId: alternative.room.id }));
    void send(seen.version, alternative);
  }

  return (
    <PanelForm
      of={kept}
      title={wish ? 'Another time, or another wish' : 'Move it'}
      submit="Move"
      busy={busy}
      idle={idle}
      trouble={trouble}
      errors={errors}
      shown={shownFields}
      seen={decided}
      onSend={(version) => void send(version)}
      onBack={onDone}
      sheet={children}
      offer={
        <>
          {segment && scope !== 'ONE' && <SeriesTaken segments={taking} timeZone={timeZone} />}
          {segment && scope === 'ONE' && (
            <TakenNotice segment={segment} timeZone={timeZone} busy={busy} otherTimes onChoose={take} />
          )}
        </>
      }
    >
      {scopeField}
      <IntervalFields when={when} errors={errors} max={max} onChange={change} />
      <div className="form-steps" role="group" aria-label="Move by">
        {quickMoves.map(({ label, days }) => (
          <Button key={days} onClick={() => change(moveDays(when, days))}>
            {label}
          </Button>
        ))}
      </div>
      {seen.kind === 'ROOM' && (
        <RoomField
          label={wish ? 'Room wish' : 'Room'}
          name="roomId"
          rooms={rooms}
          value={roomId}
          people={people}
          availability={availability}
          wish={wish}
          refused={segment !== undefined}
          none={standsIn ? null : 'No wish'}
          error={errors['roomId']}
          onChange={pickRoom}
        />
      )}
      {!wish && may('room:assign') && (
        <TurnaroundFields
          draft={minutes}
          usual={usualIn(known, seen, roomId, choice)}
          errors={errors}
          onChange={setMinutes}
        />
      )}
      {room && over && (
        <OverCapacityTick
          room={room}
          people={people}
          checked={acknowledgeOverCapacity}
          asked={asked}
          onChange={(isMeant) => edit((before) => ({ ...before, acknowledgeOverCapacity: isMeant }))}
        />
      )}
    </PanelForm>
  );
}
