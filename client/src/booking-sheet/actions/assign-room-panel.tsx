import { useMemo, useRef, useState } from 'react';
import { useHere } from '../../people/here.tsx';
import { intervalOf } from '../../time/interval.ts';
import { conflictsOf, inTheWay } from '../../bookings/availability.ts';
import { attendees } from '../../bookings/booking-words.ts';
import { DisplaceOffer } from './displace-offer.tsx';
import { fieldErrors, type FieldErrors } from '../../forms/field-errors.ts';
import { isPast } from '../../bookings/is-past.ts';
import { OverCapacityTick } from '../../bookings/over-capacity-tick.tsx';
import { PastTick } from './past-tick.tsx';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { PlaceHint } from '../../bookings/place-hint.tsx';
import { RoomChoice, wishFirst } from '../../bookings/room-choice.tsx';
import { RoomSelect } from '../../bookings/room-select.tsx';
import { TakenNotice } from '../../bookings/taken-notice.tsx';
import { displaceable, isClosed, isSameTime, type Alternative } from '../../bookings/taken-room.ts';
import { AreaField } from '../../forms/text-field.tsx';
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
import { useAssignRoom } from '../../bookings/use-assign-room.ts';
import { useRoomSuggestions } from '../../bookings/use-room-suggestions.ts';
import { useRoomsTaken } from '../../bookings/use-rooms-taken.ts';
import { useBookingDraft } from './use-booking-draft.ts';
import { useNow } from '../../ui/use-now.ts';

type Assignment = {
  /** Null while none was chosen by hand. */
  readonly roomId: string | null;
  readonly acknowledgeOverCapacity: boolean;
  readonly acknowledgePast: boolean;
  /** Null while the note stays as it is. */
  readonly notes: string | null;
  /** Null while they are as they were. */
  readonly minutes: TurnaroundDraft | null;
  /** For those who give way; null while nobody is to. */
  readonly displaceReason: string | null;
};

const nothingChosen: Assignment = {
  roomId: null,
  acknowledgeOverCapacity: false,
  acknowledgePast: false,
  notes: null,
  minutes: null,
  displaceReason: null,
};

const shownFields: readonly string[] = ['roomId', 'notes', 'setupMinutes', 'teardownMinutes', 'acknowledgePast'];

/** Gives a ghost its room: one of those that would do, or any other, or the place of somebody else. */
export function AssignRoomPanel({ booking, rooms, onDone, children }: PanelProps) {
  const { timeZone } = useHere().facility;
  const { draft: kept, decided } = useBookingDraft('assign-room', booking, nothingChosen);
  const { edit, discard } = kept;
  const {
    roomId: picked,
    acknowledgeOverCapacity,
    acknowledgePast,
    notes,
    minutes: typedMinutes,
    displaceReason,
  } = kept.draft;
  const { seen, accept } = decided;
  const { assign, busy, trouble, clear } = useAssignRoom(booking);
  const [asked, setAsked] = useState(false);
  const [own, setOwn] = useState<FieldErrors>({});
  const now = useNow();

  const people = attendees(seen);
  const wishId = seen.requestedRoom?.id;
  const interval = useMemo(() => intervalOf(seen.startsAt, seen.endsAt), [seen.startsAt, seen.endsAt]);
  const minutes = typedMinutes ?? turnaroundDraft(seen);
  const choice = turnaroundChoice(minutes, seen);
  const { suggestions: found, failed } = useRoomSuggestions({
    from: seen.startsAt,
    to: seen.endsAt,
    attendees: people,
    excludeBookingId: seen.id,
    ...choice,
  });
  const suggestions = wishFirst(found, wishId);
  const known = useRoomsTaken(widened(interval, seen, choice));
  const taken = withTurnaround(known, seen, choice);
  const chosen = picked ?? suggestions?.[0]?.room.id ?? '';
  const room = rooms.find(({ id }) => id === chosen);
  const over = room !== undefined && people > room.capacity;
  const suggested = suggestions?.some((suggestion) => suggestion.room.id === chosen) ?? false;

  // Where time or people changed, another room may be the best: that is for the boss to see before it is sent again.
  const sameNeeds =
    seen.startsAt === booking.startsAt && seen.endsAt === booking.endsAt && people === attendees(booking);
  const segment = trouble?.__typename === 'RoomTakenError' ? trouble.segments[0] : undefined;
  const givingWay = segment && displaceable(segment.conflicts);
  const errors = useMemo(() => ({ ...fieldErrors(trouble), ...own }), [trouble, own]);
  // The server has the last word on what is over.
  const past = isPast(seen, now) || errors['acknowledgePast'] !== undefined;
  const mayMove = booking.actions.some(({ name, allowed }) => name === 'RESCHEDULE' && allowed);

  const last = useRef<() => Promise<void>>(null);
  const details = (expectedVersion: number) => ({
    expectedVersion,
    acknowledgeOverCapacity,
    acknowledgePast: past && acknowledgePast,
    notes,
    ...choice,
  });

  function pick(roomId: string) {
    clear();
    setAsked(false);
    edit((before) => ({ ...before, roomId: roomId || null }));
  }

  function setMinutes(next: TurnaroundDraft) {
    clear();
    setOwn({});
    edit((before) => ({ ...before, minutes: next }));
  }

  function decideAnew() {
    accept();
    clear();
  }

  async function run(action: () => Promise<boolean>) {
    last.current = () => run(action);
    if (!(await action())) return;
    discard();
    onDone();
  }

  async function send(roomId: string, version = seen.version, displace?: { ids: readonly string[]; reason: string }) {
    const mistakes = turnaroundErrors(minutes);
    setOwn(mistakes);
    if (Object.keys(mistakes).length > 0) return;
    if ((over && !acknowledgeOverCapacity && roomId === chosen) || (past && !acknowledgePast)) return setAsked(true);
    await run(() => assign({ ...details(version), roomId, displace }));
  }

  async function take({ room: { id }, startsAt, endsAt }: Alternative) {
    edit((before) => ({ ...before, roomId: id }));
    if (isSameTime({ startsAt, endsAt }, seen)) return send(id);
    await run(() => assign({ ...details(seen.version), roomId: id, startsAt, endsAt }));
  }

  return (
    <PanelForm
      of={kept}
      title="Assign a room"
      submit={room ? `Assign ${room.name}` : 'Assign room'}
      busy={busy}
      idle={!room}
      ready={suggestions !== undefined || failed}
      trouble={trouble}
      errors={errors}
      shown={shownFields}
      seen={{ ...decided, accept: decideAnew }}
      lookAgain={!sameNeeds}
      onSend={(version) => void send(chosen, version)}
      onRetry={() => void last.current?.()}
      onBack={onDone}
      sheet={children}
      offer={
        segment && (
          <TakenNotice
            segment={segment}
            timeZone={timeZone}
            busy={busy}
            otherTimes={mayMove}
            onChoose={(alternative) => void take(alternative)}
          >
            {givingWay ? (
              <DisplaceOffer
                key={chosen}
                bookings={givingWay}
                reason={displaceReason}
                onReason={(reason) => edit((before) => ({ ...before, displaceReason: reason }))}
                timeZone={timeZone}
                busy={busy}
                onDisplace={(reason) => void send(chosen, seen.version, { ids: givingWay.map(({ id }) => id), reason })}
              />
            ) : null}
          </TakenNotice>
        )
      }
    >
      <RoomChoice
        people={people}
        suggestions={suggestions}
        failed={failed}
        wishId={wishId}
        chosen={chosen}
        onChoose={pick}
      />
      <RoomSelect
        label={suggestions?.length === 0 ? 'Any room' : 'Another room'}
        name="roomId"
        rooms={rooms}
        value={suggested ? '' : chosen}
        people={people}
        isFree={
          typeof taken === 'string'
            ? null
            : (option) => inTheWay(option, { interval, without: seen.id }, taken).length === 0
        }
        isClosed={(option) => isClosed(conflictsOf(option, { interval, without: seen.id }, taken))}
        none="Choose …"
        error={errors['roomId']}
        onChange={pick}
      />
      {room && !suggested && !segment && (
        <PlaceHint
          room={room}
          people={people}
          conflicts={conflictsOf(room, { interval, without: seen.id }, taken)}
          timeZone={timeZone}
          wish={false}
        />
      )}
      {past && (
        <PastTick
          interval={interval}
          timeZone={timeZone}
          checked={acknowledgePast}
          asked={asked || errors['acknowledgePast'] !== undefined}
          onChange={(isMeant) => edit((before) => ({ ...before, acknowledgePast: isMeant }))}
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
      <TurnaroundFields
        draft={minutes}
        usual={usualIn(known, seen, chosen, choice)}
        errors={errors}
        onChange={setMinutes}
      />
      <AreaField
        name="notes"
        label="Boss’s note"
        maxLength={2000}
        value={notes ?? seen.bossNotes ?? ''}
        error={errors['notes']}
        onChange={(text) => edit((before) => ({ ...before, notes: text }))}
      />
    </PanelForm>
  );
}
