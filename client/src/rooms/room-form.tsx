import { useMemo, useState, type ReactNode } from 'react';
import { DrawerForm } from '../forms/drawer-form.tsx';
import { fieldErrors, strayErrors, withoutErrors, type FieldErrors } from '../forms/field-errors.ts';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { CountField, TextField } from '../forms/text-field.tsx';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toaster.tsx';
import { EquipmentTicks } from './equipment-ticks.tsx';
import { NoLongerFitting, type NoLongerFit } from './no-longer-fitting.tsx';
import { PartTicks } from './part-ticks.tsx';
import { changesOf, draftOf, inputOf, mistakesIn, type RoomDraft } from './room-draft.ts';
import { useCreateRoom, useUpdateRoom } from './use-save-room.ts';

const shownFields: readonly string[] = ['name', 'capacity', 'setupMinutes', 'teardownMinutes', 'equipment', 'partIds'];
const noErrors: FieldErrors = {};

type Unsaved = {
  readonly change: Partial<RoomDraft>;
  /** The room on which the change was begun. */
  readonly begun: RoomRowFragment | null;
};

const unchangedRoom: Unsaved = { change: {}, begun: null };

type RoomFormProps = {
  /** Null for a new one. */
  room: RoomRowFragment | null;
  rooms: readonly RoomRowFragment[];
  partsAreFixed: boolean;
  sheet?: ReactNode;
  onSaved(room: RoomRowFragment): void;
  onClose(): void;
};

/** A room's facts. What somebody else changes meanwhile is followed, until something was changed here. */
export function RoomForm({ room, rooms, partsAreFixed, sheet, onSaved, onClose }: RoomFormProps) {
  const toast = useToast();
  const creating = useCreateRoom();
  const updating = useUpdateRoom();
  const { busy, trouble, clear } = room ? updating : creating;
  const kept = useSimpleDraft('room', room?.id ?? '', unchangedRoom);
  const { change, begun } = kept.draft;
  const [own, setOwn] = useState(noErrors);
  const [tooMany, setTooMany] = useState<NoLongerFit | null>(null);

  const isOther = begun !== null && room !== null && Object.keys(changesOf(draftOf(room), draftOf(begun))).length > 0;
  const base = isOther ? begun : room;
  const before = draftOf(base);
  const draft = { ...before, ...change };
  const changed = changesOf(change, before);
  const others = rooms.filter(({ id }) => id !== room?.id);
  const hints = room === null && change.name === undefined ? noErrors : { name: mistakesIn(draft, others)['name'] };
  const told = useMemo(() => ({ ...fieldErrors(trouble), ...own }), [trouble, own]);
  const errors: FieldErrors = { ...(hints['name'] ? { name: hints['name'] } : {}), ...told };

  function edit(next: Partial<RoomDraft>) {
    setOwn(withoutErrors(told, (path) => Object.keys(next).includes(path.split('.', 1).join())));
    kept.edit((before) => ({ change: { ...before.change, ...next }, begun: before.begun ?? room }));
    clear();
  }

  function startAnew() {
    kept.discard();
    setOwn(noErrors);
    clear();
  }

  async function send() {
    const mistakes = mistakesIn(draft, others);
    setOwn(mistakes);
    if (Object.keys(mistakes).length > 0) return;
    setTooMany(null);
    const { done } = base
      ? await updating.attempt({ input: { roomId: base.id, expectedVersion: base.version, ...inputOf(changed) } })
      : await creating.attempt({
          input: { ...inputOf(draft), name: draft.name.trim(), capacity: Number(draft.capacity) },
        });
    if (!done) return;
    toast({
      text: room ? `${done.room.name} is changed, on every screen.` : `${done.room.name} is there, on every screen.`,
    });
    startAnew();
    if (done.__typename === 'UpdateRoomPayload' && done.noLongerFitCount > 0)
      setTooMany({ seats: done.room.capacity, bookings: done.noLongerFit, count: done.noLongerFitCount });
    onSaved(done.room);
  }

  const isStale = isOther || trouble?.__typename === 'StaleRoomError';
  return (
    <DrawerForm
      of={{ ...kept, found: kept.found && !isStale && Object.keys(changed).length > 0, discard: startAnew }}
      title={room ? 'Facts' : 'What it is'}
      submit={room ? 'Save' : 'Add the room'}
      busy={busy}
      idle={room !== null && Object.keys(changed).length === 0}
      trouble={trouble}
      errors={told}
      onSubmit={() => void send()}
      onBack={onClose}
      sheet={sheet}
      said={
        <>
          {tooMany && <NoLongerFitting {...tooMany} />}
          {isStale && (
            <Notice
              tone="warning"
              title="Somebody changed this room meanwhile."
              actions={<Button onClick={startAnew}>Show it as it is now</Button>}
            >
              What you entered is still here, and not saved.
            </Notice>
          )}
          {trouble && trouble.__typename !== 'StaleRoomError' && (
            <RefusedNotice
              trouble={trouble}
              stray={strayErrors(told, shownFields)}
              busy={busy}
              onRetry={() => void send()}
            />
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
        error={errors['name']}
        onChange={(name) => edit({ name })}
      />
      <div className="room-facts-row">
        <CountField
          name="capacity"
          label="Seats"
          required
          value={draft.capacity}
          error={errors['capacity']}
          onChange={(capacity) => edit({ capacity })}
        />
        <CountField
          name="setupMinutes"
          label="Setup, minutes"
          value={draft.setupMinutes}
          error={errors['setupMinutes']}
          onChange={(setupMinutes) => edit({ setupMinutes })}
        />
        <CountField
          name="teardownMinutes"
          label="Teardown, minutes"
          value={draft.teardownMinutes}
          error={errors['teardownMinutes']}
          onChange={(teardownMinutes) => edit({ teardownMinutes })}
        />
      </div>
      {(changed.setupMinutes !== undefined || changed.teardownMinutes !== undefined) && (
        <p className="field-hint">Taken before and after each booking from now on. Bookings that stand keep theirs.</p>
      )}
      <EquipmentTicks items={draft.equipment} onChange={(equipment) => edit({ equipment })} />
      <label className="room-facts-tick">
        <input
          type="checkbox"
          name="longTerm"
          checked={draft.longTerm}
          onChange={(event) => edit({ longTerm: event.target.checked })}
        />
        <span>Let for long, as an office: calendars may leave it out</span>
      </label>
      <PartTicks
        rooms={others.filter((other) => other.parts.length === 0 || draft.partIds.includes(other.id))}
        partIds={draft.partIds}
        capacity={draft.capacity}
        fixed={room !== null && partsAreFixed}
        error={errors['partIds']}
        onChange={(partIds) => edit({ partIds })}
      />
    </DrawerForm>
  );
}
