import type { RescheduleBookingInput, RescheduleSeriesInput } from '../../graphql/generated/graphql.ts';
import { useHere } from '../../people/here.tsx';
import { localTimeOf } from '../../time/local-time.ts';
import { lastDayOf } from '../../time/day.ts';
import { whenWords } from '../../time/words.ts';
import { intervalOf } from '../../time/interval.ts';
import { useTellLasting } from '../../ui/undoable.ts';
import { useTellDone } from '../../bookings/use-tell-done.ts';
import {
  intervalErrors,
  intervalIn,
  localEndOf,
  localInterval,
  utcInterval,
  type LocalInterval,
} from '../../bookings/local-interval.ts';
import type { Alternative } from '../../bookings/taken-room.ts';
import { turnaroundErrors } from '../../bookings/turnaround.ts';
import { useOverCapacity } from '../../bookings/use-over-capacity.ts';
import { useReschedule } from '../../bookings/use-reschedule.ts';
import { seriesDone, useScope, type Scope } from '../../series/use-scope.tsx';
import { useRescheduleSeries } from '../../series/use-series-change.ts';
import { useState } from 'react';
import { alsoOnDiscard } from '../../forms/use-form-draft.ts';
import type { PanelProps } from './panel-props.ts';
import { useBookingDraft } from './use-booking-draft.ts';
import { usePlacement, type PlacementDraft } from './use-placement.ts';

type MoveDraft = PlacementDraft & {
  /** Null while it stays when it is. */
  readonly when: LocalInterval | null;
  readonly scope: Scope;
};

const unmoved: MoveDraft = { when: null, roomId: null, scope: 'ONE', acknowledgeOverCapacity: false, minutes: null };

/** Holds the time and the room that a booking is to have instead, alone or with the others of its series. */
export function useBookingMove({ booking, rooms, onDone }: Pick<PanelProps, 'booking' | 'rooms' | 'onDone'>) {
  const { timeZone, bookableUntil } = useHere().facility;
  const { draft: formDraft, decision } = useBookingDraft('move-booking', booking, unmoved);
  const { draft, edit, discard } = formDraft;
  const { basis } = decision;
  const { scope, field: scopeField } = useScope(booking, draft.scope, (next) =>
    edit((before) => ({ ...before, scope: next })),
  );
  const { moveOne, moveSeries, busy, trouble, clear } = useMoveSending(scope, basis.clientName, () => {
    discard();
    onDone();
  });

  const when = draft.when ?? localInterval(basis.startsAt, basis.endsAt, timeZone);
  const placement = usePlacement({ form: formDraft, basis, interval: intervalIn(when, timeZone), trouble, clear });
  const { people, minutes, choice } = placement;
  const wish = basis.room == null;
  const presentId = (basis.room ?? basis.requestedRoom)?.id ?? '';
  const roomId = draft.roomId ?? presentId;
  const room = rooms.find(({ id }) => id === roomId);
  const tooSmall = !wish && room && roomId !== presentId && people > room.capacity ? room : null;
  const over = useOverCapacity({
    room: tooSmall,
    people,
    acknowledged: draft.acknowledgeOverCapacity,
    onAcknowledge: placement.acknowledgeOverCapacity,
  });
  // Devices that give way to this move; to another time, others may have to.
  const [released, setReleased] = useState<readonly string[]>([]);
  const lastDay = lastDayOf(intervalOf(basis.startsAt, basis.endsAt), timeZone);

  async function send(version: number, alternative?: Alternative, releaseDeviceIds: readonly string[] = []) {
    // A booking that runs may end now: what has already ended is for the server to refuse.
    if (!placement.check(alternative ? {} : intervalErrors(when, timeZone, -Infinity))) return;
    if (!alternative && !over.check()) return;
    const time = alternative ?? (draft.when && utcInterval(when, timeZone));
    const target = alternative?.room.id ?? roomId;
    const input = {
      bookingId: basis.id,
      expectedVersion: version,
      acknowledgeOverCapacity: draft.acknowledgeOverCapacity,
      ...(time ? { startsAt: time.startsAt, endsAt: time.endsAt } : {}),
      ...(target && target !== presentId ? { roomId: target } : {}),
      ...(releaseDeviceIds.length > 0 ? { releaseDeviceIds: [...releaseDeviceIds] } : {}),
      ...choice,
    };
    await (scope === 'ONE' ? moveOne(input) : moveSeries({ ...input, scope }));
  }

  return {
    form: alsoOnDiscard(placement.form, over.forget),
    decision,
    scope,
    scopeField,
    placement,
    busy,
    trouble,
    when,
    // What lies further ahead already may stay there: the server says how far.
    max: lastDay > bookableUntil ? undefined : bookableUntil,
    /** A ghost has no room: for it the room is the wish. */
    wish,
    /** The room that it has, or its wish; empty for none. */
    presentId,
    roomId,
    over,
    pickRoom: (id: string) => {
      over.forget();
      placement.pickRoom(id);
    },
    idle:
      draft.when === null &&
      roomId === presentId &&
      Object.keys(choice).length === 0 &&
      Object.keys(turnaroundErrors(minutes)).length === 0,
    send: (version: number) => void send(version),
    sendWithout(deviceIds: readonly string[]) {
      const all = [...released, ...deviceIds];
      setReleased(all);
      void send(basis.version, undefined, all);
    },
    changeWhen(next: LocalInterval) {
      setReleased([]);
      placement.change((before) => ({ ...before, when: next }));
    },
    take(alternative: Alternative) {
      const { startsAt, endsAt, room: place } = alternative;
      const next = { from: localTimeOf(startsAt, timeZone), to: localEndOf(endsAt, timeZone), endTouched: true };
      edit((before) => ({ ...before, when: next, roomId: place.id }));
      void send(basis.version, alternative);
    },
  };
}

/** Sends a move of one booking or of its series, and says what came of it. */
function useMoveSending(scope: Scope, clientName: string, onMoved: () => void) {
  const { timeZone } = useHere().facility;
  const tellLasting = useTellLasting();
  const tellDone = useTellDone();
  const one = useReschedule();
  const several = useRescheduleSeries();
  const { busy, trouble, clear } = scope === 'ONE' ? one : several;

  async function moveSeries(input: RescheduleSeriesInput) {
    const { done } = await several.attempt({ input });
    if (!done) return;
    // Its rule has moved as well: it is moved back, not undone.
    tellLasting(`${seriesDone(clientName, done)}: moved`);
    onMoved();
  }

  async function moveOne(input: RescheduleBookingInput) {
    const { done } = await one.attempt({ input });
    if (!done) return;
    const { startsAt, endsAt, room } = done.booking;
    tellDone(
      `${clientName}: ${whenWords(intervalOf(startsAt, endsAt), timeZone)}${room ? `, ${room.name}` : ''}`,
      done.booking,
    );
    onMoved();
  }

  return { moveOne, moveSeries, busy, trouble, clear };
}
