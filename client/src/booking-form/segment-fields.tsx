import { CopyPlus, Trash2 } from 'lucide-react';
import { lengthWords } from '../time/words.ts';
import { IconButton } from '../ui/button.tsx';
import { availabilityAt, type RoomOption } from '../bookings/availability.ts';
import type { SegmentDraft } from './booking-draft.ts';
import { errorsWithin, type FieldErrors } from '../forms/field-errors.ts';
import { useHere } from '../people/here.tsx';
import { IntervalFields } from '../bookings/fields/interval-fields.tsx';
import { intervalIn } from '../bookings/local-interval.ts';
import { RoomField } from '../bookings/room-field.tsx';
import { TakenNotice } from '../bookings/taken-notice.tsx';
import type { Alternative, TakenSegment } from '../bookings/taken-room.ts';
import { AreaField } from '../forms/text-field.tsx';
import { useRoomsTaken } from '../bookings/use-rooms-taken.ts';

type SegmentFieldsProps = {
  segment: SegmentDraft;
  index: number;
  count: number;
  people: number;
  rooms: readonly RoomOption[];
  /** Takes its room at once; otherwise the room is a wish. Null where no room is needed. */
  direct: boolean | null;
  errors: FieldErrors;
  taken: TakenSegment | undefined;
  busy: boolean;
  onChange(segment: SegmentDraft): void;
  onPlace(alternative: Alternative): void;
  /** Absent where a rule repeats it. */
  onRepeat: (() => void) | undefined;
  onRemove(): void;
};

/** So many at once are asked for once only: each is a read every few seconds. */
const segmentsKeptTrue = 6;

/** One time at one place, with what is known about it while it is chosen. */
export function SegmentFields({
  segment,
  index,
  count,
  people,
  rooms,
  direct,
  taken,
  busy,
  ...props
}: SegmentFieldsProps) {
  const { onChange, onPlace, onRepeat, onRemove } = props;
  const { timeZone, bookableUntil } = useHere().facility;
  const prefix = `segments.${index}.`;
  const errors = errorsWithin(props.errors, prefix);
  const interval = intervalIn(segment, timeZone);
  const roomsTaken = useRoomsTaken(direct === null ? null : interval, count <= segmentsKeptTrue);
  const title = count > 1 ? `Time ${index + 1} of ${count}` : 'Time';

  return (
    <div className="segment" role="group" aria-label={title}>
      <header className="segment-head">
        <span>
          {count > 1 ? title : null}
          {interval && (
            <span className="quiet">
              {count > 1 ? ` · ${lengthWords(interval, timeZone)}` : lengthWords(interval, timeZone)}
            </span>
          )}
        </span>
        {onRepeat && (
          <IconButton label={`Copy ${title.toLowerCase()} to the next working day`} onClick={onRepeat}>
            <CopyPlus aria-hidden="true" />
          </IconButton>
        )}
        {count > 1 && (
          <IconButton label={`Remove ${title.toLowerCase()}`} onClick={onRemove}>
            <Trash2 aria-hidden="true" />
          </IconButton>
        )}
      </header>
      <IntervalFields
        prefix={prefix}
        when={segment}
        errors={errors}
        max={bookableUntil}
        onChange={(when) => onChange({ ...segment, ...when })}
      />
      {direct !== null && (
        <RoomField
          label={direct ? 'Room' : 'Preferred room'}
          name={`${prefix}roomId`}
          rooms={rooms}
          value={segment.roomId}
          people={people}
          availability={availabilityAt(interval, roomsTaken)}
          wish={!direct}
          refused={taken !== undefined}
          none={direct ? 'No room yet' : 'No preference'}
          error={errors['roomId'] ?? errors['requestedRoomId']}
          onChange={(roomId) => onChange({ ...segment, roomId })}
        />
      )}
      {taken && <TakenNotice segment={taken} timeZone={timeZone} busy={busy} otherTimes onChoose={onPlace} />}
      <AreaField
        name={`${prefix}note`}
        label="Notes"
        maxLength={2000}
        value={segment.note}
        error={errors['note']}
        onChange={(note) => onChange({ ...segment, note })}
      />
    </div>
  );
}
