import { useState } from 'react';
import type { FieldErrors } from '../forms/field-errors.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { useToast } from '../ui/toaster.tsx';
import type { NoLongerFit } from './no-longer-fitting.tsx';
import { changesOf, draftOf, inputOf, mistakesIn, type RoomDraft } from './room-draft.ts';
import { useCreateRoom, useUpdateRoom } from './use-save-room.ts';

const noErrors: FieldErrors = {};

type Unsaved = {
  readonly change: Partial<RoomDraft>;
  /** The room on which the change was begun. */
  readonly begun: RoomRowFragment | null;
};

const unchangedRoom: Unsaved = { change: {}, begun: null };

type RoomToSave = {
  /** Null for a new one. */
  readonly room: RoomRowFragment | null;
  readonly rooms: readonly RoomRowFragment[];
  onSaved(room: RoomRowFragment): void;
};

/**
 * Holds what is typed of a room's facts, and what becomes of it. What somebody else changes meanwhile is followed, until
 * something was changed here.
 */
export function useRoomForm({ room, rooms, onSaved }: RoomToSave) {
  const toast = useToast();
  const creating = useCreateRoom();
  const updating = useUpdateRoom();
  const { busy, trouble, clear } = room ? updating : creating;
  const form = useSimpleDraft('room', room?.id ?? '', unchangedRoom);
  const { change, begun } = form.draft;
  const { errors, check, withdrawAndKeep, forget } = useFieldErrors(trouble, clear);
  const [tooMany, setTooMany] = useState<NoLongerFit | null>(null);

  const isOther = begun !== null && room !== null && Object.keys(changesOf(draftOf(room), draftOf(begun))).length > 0;
  const base = isOther ? begun : room;
  const before = draftOf(base);
  const draft = { ...before, ...change };
  const changed = changesOf(change, before);
  const others = rooms.filter(({ id }) => id !== room?.id);
  const hints = room === null && change.name === undefined ? noErrors : { name: mistakesIn(draft, others)['name'] };
  const shownErrors: FieldErrors = { ...(hints['name'] ? { name: hints['name'] } : {}), ...errors };

  function edit(next: Partial<RoomDraft>) {
    withdrawAndKeep((path) => Object.keys(next).includes(path.split('.', 1).join()));
    form.edit((before) => ({ change: { ...before.change, ...next }, begun: before.begun ?? room }));
    clear();
  }

  function startAnew() {
    form.discard();
    forget();
  }

  async function send() {
    if (!check(mistakesIn(draft, others))) return;
    setTooMany(null);
    const { done } = base
      ? await updating.attempt({ input: { roomId: base.id, expectedVersion: base.version, ...inputOf(changed) } })
      : await creating.attempt({
          input: { ...inputOf(draft), name: draft.name.trim(), capacity: Number(draft.capacity) },
        });
    if (!done) return;
    toast({
      text: room ? `Room ${done.room.name} saved.` : `Room ${done.room.name} added.`,
    });
    startAnew();
    if (done.__typename === 'UpdateRoomPayload' && done.noLongerFitCount > 0)
      setTooMany({ seats: done.room.capacity, bookings: done.noLongerFit, count: done.noLongerFitCount });
    onSaved(done.room);
  }

  const isChanged = Object.keys(changed).length > 0;
  const isStale = isOther || trouble?.__typename === 'StaleRoomError';
  return {
    /** What is typed, as a drawer takes it. */
    unsaved: { ...form, found: form.found && !isStale && isChanged, discard: startAnew },
    draft,
    changed,
    isChanged,
    isStale,
    others,
    /** What is wrong with the fields, since it was sent. */
    errors,
    /** The same, and what can be said of the name before. */
    shownErrors,
    trouble,
    busy,
    tooMany,
    edit,
    startAnew,
    send: () => void send(),
  };
}
