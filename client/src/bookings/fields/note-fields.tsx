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
  booking: BookingFactsFragment;
  rooms: readonly RoomOption[];
  people: number;
  /** The boss's note is theirs alone to write. */
  boss: boolean;
  change: NoteChange;
  errors: FieldErrors;
  onChange(change: NoteChange): void;
};

export function NoteFields({ booking, rooms, people, boss, change, errors, onChange }: NoteFieldsProps) {
  return (
    <>
      {booking.kind === 'ROOM' && (
        <RoomSelect
          label="Preferred room"
          name="requestedRoomId"
          rooms={rooms}
          value={change.requestedRoomId ?? booking.requestedRoom?.id ?? ''}
          people={people}
          isFree={null}
          none="No preference"
          error={errors['requestedRoomId']}
          onChange={(requestedRoomId) => onChange({ requestedRoomId })}
        />
      )}
      <AreaField
        name="notes"
        label="Notes"
        maxLength={2000}
        value={change.notes ?? booking.notes ?? ''}
        error={errors['notes']}
        onChange={(notes) => onChange({ notes })}
      />
      {boss && (
        <AreaField
          name="bossNotes"
          label="Room Boss’s note"
          maxLength={2000}
          value={change.bossNotes ?? booking.bossNotes ?? ''}
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
  booking: BookingFactsFragment,
): Omit<UpdateBookingInput, 'bookingId'> {
  const differs = (text: string | undefined, before: string | null | undefined) =>
    text !== undefined && text.trim() !== (before ?? '');
  return {
    ...(requestedRoomId !== undefined && requestedRoomId !== (booking.requestedRoom?.id ?? '')
      ? { requestedRoomId: requestedRoomId || null }
      : {}),
    ...(differs(notes, booking.notes) ? { notes: notes?.trim() || null } : {}),
    ...(differs(bossNotes, booking.bossNotes) ? { bossNotes: bossNotes?.trim() || null } : {}),
  };
}
