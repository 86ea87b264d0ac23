import { useHere } from '../../people/here.tsx';
import { DisplaceOffer } from './displace-offer.tsx';
import { OverCapacityTick } from '../../bookings/fields/over-capacity-tick.tsx';
import { PastTick } from './past-tick.tsx';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { PlaceHint } from '../../bookings/place-hint.tsx';
import { RoomChoice } from '../../bookings/room-choice.tsx';
import { RoomSelect } from '../../bookings/room-select.tsx';
import { TakenNotice } from '../../bookings/taken-notice.tsx';
import type { TakenSegment } from '../../bookings/taken-room.ts';
import { AreaField } from '../../forms/text-field.tsx';
import { TurnaroundFields } from './turnaround-fields.tsx';
import { useRoomAssignment, type RoomAssignment } from './use-room-assignment.ts';

const shownFields: readonly string[] = ['roomId', 'notes', 'setupMinutes', 'teardownMinutes', 'acknowledgePast'];

/** Gives a ghost its room: one of those that would do, or any other, or the place of somebody else. */
export function AssignRoomPanel({ booking, rooms, onDone, children }: PanelProps) {
  const { timeZone } = useHere().facility;
  const assignment = useRoomAssignment({ booking, rooms, onDone });
  const { form, decision, placement, room, segment } = assignment;
  const { draft } = form;
  const { errors } = placement;
  const mayMove = booking.actions.some(({ name, allowed }) => name === 'RESCHEDULE' && allowed);

  return (
    <PanelForm
      of={form}
      title="Assign a room"
      submit={room ? `Assign ${room.name}` : 'Assign room'}
      busy={assignment.busy}
      idle={!room}
      ready={assignment.suggestions !== undefined || assignment.failed}
      trouble={assignment.trouble}
      errors={errors}
      shown={shownFields}
      decision={decision}
      lookAgain={assignment.lookAgain}
      onSend={assignment.send}
      onRetry={assignment.retry}
      onBack={onDone}
      sheet={children}
      offer={segment && <RefusedRoom assignment={assignment} segment={segment} mayMove={mayMove} />}
    >
      <RoomFields assignment={assignment} rooms={rooms} />
      <PastTick past={assignment.past} interval={assignment.interval} timeZone={timeZone} />
      <OverCapacityTick over={assignment.over} />
      <TurnaroundFields
        draft={placement.minutes}
        usual={placement.usualIn(assignment.chosenId)}
        errors={errors}
        onChange={placement.changeMinutes}
      />
      <AreaField
        name="notes"
        label="Room Boss’s note"
        maxLength={2000}
        value={draft.notes ?? decision.basis.bossNotes ?? ''}
        error={errors['notes']}
        onChange={(notes) => assignment.change({ notes })}
      />
    </PanelForm>
  );
}

/** Shows the rooms that would do, and below them all others. */
function RoomFields({ assignment, rooms }: { assignment: RoomAssignment } & Pick<PanelProps, 'rooms'>) {
  const { timeZone } = useHere().facility;
  const { suggestions, chosenId, room, suggested, pickRoom } = assignment;
  const { people, availability, errors } = assignment.placement;
  const conflicts = room && availability.conflictsIn(room);
  return (
    <>
      <RoomChoice
        people={people}
        suggestions={suggestions}
        failed={assignment.failed}
        wishId={assignment.decision.basis.requestedRoom?.id}
        chosen={chosenId}
        onChoose={pickRoom}
      />
      <RoomSelect
        label={suggestions?.length === 0 ? 'Any room' : 'Another room'}
        name="roomId"
        rooms={rooms}
        value={suggested ? '' : chosenId}
        people={people}
        isFree={availability.isFree}
        isClosed={availability.isClosed}
        none="Choose…"
        error={errors['roomId']}
        onChange={pickRoom}
      />
      {room && conflicts && !suggested && !assignment.segment && (
        <PlaceHint room={room} people={people} conflicts={conflicts} timeZone={timeZone} wish={false} />
      )}
    </>
  );
}

type RefusedRoomProps = {
  assignment: RoomAssignment;
  segment: TakenSegment;
  /** Another time is this person's to choose. */
  mayMove: boolean;
};

/** Shows what is free instead of the room that was refused, and the place of those who stand there. */
function RefusedRoom({ assignment, segment, mayMove }: RefusedRoomProps) {
  const { timeZone } = useHere().facility;
  const { busy, givingWay } = assignment;
  return (
    <TakenNotice segment={segment} timeZone={timeZone} busy={busy} otherTimes={mayMove} onChoose={assignment.take}>
      {givingWay ? (
        <DisplaceOffer
          key={assignment.chosenId}
          bookings={givingWay}
          reason={assignment.form.draft.displaceReason}
          onReason={(displaceReason) => assignment.change({ displaceReason })}
          timeZone={timeZone}
          busy={busy}
          onDisplace={(reason) =>
            assignment.displace(
              givingWay.map(({ id }) => id),
              reason,
            )
          }
        />
      ) : null}
    </TakenNotice>
  );
}
