import { CopyPlus, Trash2 } from 'lucide-react';
import { lengthWords } from '../time/words.ts';
import { IconButton } from '../ui/button.tsx';
import { LocalTimeInput } from '../forms/local-time-input.tsx';
import { conflictsOf, isTaken, type RoomOption } from '../bookings/availability.ts';
import type { SegmentDraft } from './booking-draft.ts';
import { errorsWithin, type FieldErrors } from '../forms/field-errors.ts';
import { useHere } from '../people/here.tsx';
import { FreeInstead } from '../bookings/free-instead.tsx';
import { intervalIn, midnightWords, moveEnd, moveStart } from '../bookings/local-interval.ts';
import { PlaceHint } from '../bookings/place-hint.tsx';
import { RoomSelect } from '../bookings/room-select.tsx';
import { TakenNotice } from '../bookings/taken-notice.tsx';
import { isClosed, type Alternative, type TakenSegment } from '../bookings/taken-room.ts';
import { AreaField } from '../forms/text-field.tsx';
import { useRoomsTaken } from '../bookings/use-rooms-taken.ts';

type SegmentFieldsProps = {
  segment: SegmentDraft;
  index: number;
  count: number;
  people: number;
  rooms: readonly RoomOption[];
  timeZone: string;
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
  timeZone,
  direct,
  taken,
  busy,
  ...props
}: SegmentFieldsProps) {
  const { onChange, onPlace, onRepeat, onRemove } = props;
  const { bookableUntil } = useHere().facility;
  const path = (name: string) => `segments.${index}.${name}`;
  const errors = errorsWithin(props.errors, path(''));
  const interval = intervalIn(segment, timeZone);
  const known = useRoomsTaken(direct === null ? null : interval, count <= segmentsKeptTrue);
  const room = rooms.find(({ id }) => id === segment.roomId);
  const standing = (option: RoomOption) => (interval ? conflictsOf(option, { interval }, known) : 'asking');
  const isFree = (option: RoomOption) => standing(option).length === 0;
  const conflicts = room && standing(room);
  const named = count > 1 ? `Time ${index + 1} of ${count}` : 'Time';

  return (
    <div className="segment" role="group" aria-label={named}>
      <header className="segment-head">
        <span>
          {count > 1 ? named : null}
          {interval && (
            <span className="quiet">
              {count > 1 ? ` · ${lengthWords(interval, timeZone)}` : lengthWords(interval, timeZone)}
            </span>
          )}
        </span>
        {onRepeat && (
          <IconButton label={`Repeat ${named.toLowerCase()} on the next working day`} onClick={onRepeat}>
            <CopyPlus aria-hidden="true" />
          </IconButton>
        )}
        {count > 1 && (
          <IconButton label={`Remove ${named.toLowerCase()}`} onClick={onRemove}>
            <Trash2 aria-hidden="true" />
          </IconButton>
        )}
      </header>
      <div className="form-interval">
        <LocalTimeInput
          label="Starts"
          name={path('startsAt')}
          value={segment.from}
          error={errors['startsAt']}
          max={bookableUntil}
          onChange={(from) => onChange({ ...segment, ...moveStart(segment, from) })}
        />
        <LocalTimeInput
          label="Ends"
          name={path('endsAt')}
          value={segment.to}
          error={errors['endsAt']}
          hint={midnightWords(segment.to)}
          max={bookableUntil}
          onChange={(to) => onChange({ ...segment, ...moveEnd(segment, to) })}
        />
      </div>
      {direct !== null && (
        <RoomSelect
          label={direct ? 'Room' : 'Room wish'}
          name={path('roomId')}
          rooms={rooms}
          value={segment.roomId}
          people={people}
          isFree={typeof known === 'string' ? null : isFree}
          isClosed={(option) => isClosed(standing(option))}
          none={direct ? 'No room yet' : 'No wish'}
          error={errors['roomId'] ?? errors['requestedRoomId']}
          onChange={(roomId) => onChange({ ...segment, roomId })}
        />
      )}
      {direct !== null && room && conflicts && interval && !taken && (
        <PlaceHint room={room} people={people} conflicts={conflicts} timeZone={timeZone} wish={!direct} />
      )}
      {direct !== null && room && isTaken(conflicts) && !taken && (
        <FreeInstead
          rooms={rooms}
          people={people}
          isFree={isFree}
          onChoose={(roomId) => onChange({ ...segment, roomId })}
        />
      )}
      {taken && <TakenNotice segment={taken} timeZone={timeZone} busy={busy} otherTimes onChoose={onPlace} />}
      <AreaField
        name={path('note')}
        label="Notes"
        maxLength={2000}
        value={segment.note}
        error={errors['note']}
        onChange={(note) => onChange({ ...segment, note })}
      />
    </div>
  );
}
