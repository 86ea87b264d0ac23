import { useHere } from '../../people/here.tsx';
import { Button } from '../../ui/button.tsx';
import { IntervalFields } from '../../bookings/fields/interval-fields.tsx';
import { moveDays } from '../../bookings/local-interval.ts';
import { OverCapacityTick } from '../../bookings/fields/over-capacity-tick.tsx';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { RoomField } from '../../bookings/room-field.tsx';
import { DeviceTakenNotice } from '../../bookings/device-taken-notice.tsx';
import { TakenNotice } from '../../bookings/taken-notice.tsx';
import { SeriesTaken } from '../../series/series-taken.tsx';
import { TurnaroundFields } from './turnaround-fields.tsx';
import { useBookingMove } from './use-booking-move.ts';

const quickMoves = [
  { label: '− 1 day', days: -1 },
  { label: '+ 1 day', days: 1 },
  { label: '+ 1 week', days: 7 },
];

const shownFields: readonly string[] = ['startsAt', 'endsAt', 'roomId', 'setupMinutes', 'teardownMinutes'];

/** Another time, another room, or both. */
export function ReschedulePanel({ booking, rooms, onDone, children }: PanelProps) {
  const {
    facility: { timeZone },
    may,
  } = useHere();
  const move = useBookingMove({ booking, rooms, onDone });
  const { form, decision, scope, placement, busy, when, wish, roomId } = move;
  const { people, takenSegments, errors } = placement;
  const [segment] = takenSegments;

  return (
    <PanelForm
      of={form}
      title={wish ? 'Change time or preferred room' : 'Move booking'}
      submit="Move"
      busy={busy}
      idle={move.idle}
      trouble={move.trouble}
      errors={errors}
      shown={shownFields}
      decision={decision}
      onSend={move.send}
      onBack={onDone}
      sheet={children}
      offer={
        <>
          {segment && scope !== 'ONE' && <SeriesTaken segments={takenSegments} timeZone={timeZone} />}
          {segment && scope === 'ONE' && (
            <TakenNotice segment={segment} timeZone={timeZone} busy={busy} otherTimes onChoose={move.take} />
          )}
          {move.trouble?.__typename === 'DeviceTakenError' && (
            <DeviceTakenNotice
              taken={move.trouble}
              timeZone={timeZone}
              busy={busy}
              action="Move"
              onRelease={move.sendWithout}
            />
          )}
        </>
      }
    >
      {move.scopeField}
      <IntervalFields when={when} errors={errors} max={move.max} onChange={move.changeWhen} />
      <div className="form-steps" role="group" aria-label="Move by">
        {quickMoves.map(({ label, days }) => (
          <Button key={days} onClick={() => move.changeWhen(moveDays(when, days))}>
            {label}
          </Button>
        ))}
      </div>
      {decision.basis.kind === 'ROOM' && (
        <RoomField
          label={wish ? 'Preferred room' : 'Room'}
          name="roomId"
          rooms={rooms}
          value={roomId}
          people={people}
          availability={placement.availability}
          wish={wish}
          refused={segment !== undefined}
          none={move.presentId ? null : 'No preference'}
          error={errors['roomId']}
          onChange={move.pickRoom}
        />
      )}
      {!wish && may('room:assign') && (
        <TurnaroundFields
          draft={placement.minutes}
          usual={placement.usualIn(roomId)}
          errors={errors}
          onChange={placement.changeMinutes}
        />
      )}
      <OverCapacityTick over={move.over} />
    </PanelForm>
  );
}
