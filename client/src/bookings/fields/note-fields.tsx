import type { BookingFactsFragment, UpdateBookingInput } from '../../graphql/generated/graphql.ts';
import type { RoomOption } from '../availability.ts';
import type { FieldErrors } from '../../forms/field-errors.ts';
import { RoomSelect } from '../room-select.tsx';
import { AreaField } from '../../forms/text-field.tsx';

export type NoteChange = {
  readonly requestedRoomId?: string;
  readonly notes?: string;
  readonly bossNotes?: string;
};

type NoteFieldsProps = {
  seen: BookingFactsFragment;
  rooms: readonly RoomOption[];
  people: number;
  /** The boss's note is theirs alone to write. */
  boss: boolean;
  change: NoteChange;
  errors: FieldErrors;
  onChange(change: NoteChange): void;
};

export function NoteFields({ seen, rooms, people, boss, change, errors, onChange }: NoteFieldsProps) {
  return (
    <>
      {seen.kind === 'ROOM' && (
        <RoomSelect
          label="Room wish"
          name="requestedRoomId"
          rooms={rooms}
          value={change.requestedRoomId ?? seen.requestedRoom?.id ?? ''}
          people={people}
          isFree={null}
          none="No wish"
          error={errors['requestedRoomId']}
          onChange={(requestedRoomId) => onChange({ requestedRoomId })}
        />
      )}
      <AreaField
        name="notes"
        label="Notes"
        maxLength={2000}
        value={change.notes ?? seen.notes ?? ''}
        error={errors['notes']}
        onChange={(notes) => onChange({ notes })}
      />
      {boss && (
        <AreaField
          name="bossNotes"
          label="Boss’s note"
          maxLength={2000}
          value={change.bossNotes ?? seen.bossNotes ?? ''}
          error={errors['bossNotes']}
          onChange={(bossNotes) => onChange({ bossNotes })}
        />
      )}
    </>
  );
}

/** Only what is different from what was seen; null empties it. */
export function noteInput(
  { requestedRoomId, notes, bossNotes }: NoteChange,
  seen: BookingFactsFragment,
): Omit<UpdateBookingInput, 'bookingId'> {
  const differs = (text: string | undefined, before: string | null | undefined) =>
    text !== undefined && text.trim() !== (before ?? '');
  return {
    ...(requestedRoomId !== undefined && requestedRoomId !== (seen.requestedRoom?.id ?? '')
      ? { requestedRoomId: requestedRoomId || null }
      : {}),
    ...(differs(notes, seen.notes) ? { notes: notes?.trim() || null } : {}),
    ...(differs(bossNotes, seen.bossNotes) ? { bossNotes: bossNotes?.trim() || null } : {}),
  };
}
