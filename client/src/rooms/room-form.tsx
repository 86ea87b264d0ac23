import type { ReactNode } from 'react';
import { DrawerForm } from '../forms/drawer-form.tsx';
import { strayErrors, type FieldErrors } from '../forms/field-errors.ts';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { CountField, TextField } from '../forms/text-field.tsx';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { EquipmentTicks } from './equipment-ticks.tsx';
import { NoLongerFitting } from './no-longer-fitting.tsx';
import { PartTicks } from './part-ticks.tsx';
import type { RoomDraft } from './room-draft.ts';
import { useRoomForm } from './use-room-form.ts';

const shownFields: readonly string[] = ['name', 'capacity', 'setupMinutes', 'teardownMinutes', 'equipment', 'partIds'];

type RoomFormProps = {
  /** Null for a new one. */
  room: RoomRowFragment | null;
  rooms: readonly RoomRowFragment[];
  partsAreFixed: boolean;
  sheet?: ReactNode;
  onSaved(room: RoomRowFragment): void;
  onClose(): void;
};

/** A room's facts, entered or changed. */
export function RoomForm({ room, rooms, partsAreFixed, sheet, onSaved, onClose }: RoomFormProps) {
  const { draft, changed, errors, shownErrors, trouble, busy, edit, ...form } = useRoomForm({ room, rooms, onSaved });
  return (
    <DrawerForm
      of={form.unsaved}
      title={room ? 'Details' : 'New room'}
      submit={room ? 'Save' : 'Add room'}
      busy={busy}
      idle={room !== null && !form.isChanged}
      trouble={trouble}
      errors={errors}
      onSubmit={form.send}
      onBack={onClose}
      sheet={sheet}
      messages={
        <>
          {form.tooMany && <NoLongerFitting {...form.tooMany} />}
          {form.isStale && (
            <Notice
              tone="warning"
              title="Someone else changed this room."
              actions={<Button onClick={form.startAnew}>Show the current version</Button>}
            >
              Your changes are still here but not saved.
            </Notice>
          )}
          {trouble && trouble.__typename !== 'StaleRoomError' && (
            <RefusedNotice trouble={trouble} stray={strayErrors(errors, shownFields)} busy={busy} onRetry={form.send} />
          )}
        </>
      }
    >
      <TextField
        name="name"
        label="Name"
        required
        maxLength={100}
        value={draft.name}
        error={shownErrors['name']}
        onChange={(name) => edit({ name })}
      />
      <RoomCounts draft={draft} changed={changed} errors={shownErrors} onChange={edit} />
      <EquipmentTicks items={draft.equipment} onChange={(equipment) => edit({ equipment })} />
      <label className="room-facts-tick">
        <input
          type="checkbox"
          name="longTerm"
          checked={draft.longTerm}
          onChange={(event) => edit({ longTerm: event.target.checked })}
        />
        <span>Long-term lease: can be hidden in calendars</span>
      </label>
      <PartTicks
        rooms={form.others.filter((other) => other.parts.length === 0 || draft.partIds.includes(other.id))}
        partIds={draft.partIds}
        capacity={draft.capacity}
        fixed={room !== null && partsAreFixed}
        error={shownErrors['partIds']}
        onChange={(partIds) => edit({ partIds })}
      />
    </DrawerForm>
  );
}

type RoomCountsProps = {
  draft: RoomDraft;
  /** What of it is another than it was. */
  changed: Partial<RoomDraft>;
  errors: FieldErrors;
  onChange(next: Partial<RoomDraft>): void;
};

/** Its seats, and the minutes that it takes before and after each booking. */
function RoomCounts({ draft, changed, errors, onChange }: RoomCountsProps) {
  return (
    <>
      <div className="room-facts-row">
        <CountField
          name="capacity"
          label="Seats"
          required
          value={draft.capacity}
          error={errors['capacity']}
          onChange={(capacity) => onChange({ capacity })}
        />
        <CountField
          name="setupMinutes"
          label="Setup, minutes"
          value={draft.setupMinutes}
          error={errors['setupMinutes']}
          onChange={(setupMinutes) => onChange({ setupMinutes })}
        />
        <CountField
          name="teardownMinutes"
          label="Teardown, minutes"
          value={draft.teardownMinutes}
          error={errors['teardownMinutes']}
          onChange={(teardownMinutes) => onChange({ teardownMinutes })}
        />
      </div>
      {(changed.setupMinutes !== undefined || changed.teardownMinutes !== undefined) && (
        <p className="field-hint">Applies to new bookings. Existing bookings keep theirs.</p>
      )}
    </>
  );
}
