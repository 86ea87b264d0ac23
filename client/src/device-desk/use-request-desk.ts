import { useMemo, useRef } from 'react';
import { useTellDone } from '../bookings/use-tell-done.ts';
import type { DeskAssignmentFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { minuteMs } from '../time/interval.ts';
import { now as present } from '../time/now.ts';
import { useNow } from '../ui/use-now.ts';
import { useOnChange } from '../ui/use-on-change.ts';
import { assignedByRequest, isInBasket, itemsOf, type BasketItem } from './basket.ts';
import { countWords, listWords, wantedWords } from './desk-facts.ts';
import { judgeAtRequest } from './judge-at-request.ts';
import { useDeskActs, useTellMoved } from './use-desk-acts.ts';
import { useDeskScanner, type WaitingAct } from './use-desk-scanner.ts';
import type { OpenDeviceRequest, PickableDevice } from './use-open-request.ts';
import type { SteadyRow } from './steady-rows.ts';

type RequestDeskNeeds = {
  readonly request: OpenDeviceRequest;
  readonly rows: readonly SteadyRow<PickableDevice>[];
  /** Who takes along what is handed out, in words. */
  readonly takenBy: string;
  onDone(): void;
};

/** When a device would be taken for a booking: from now where it has begun, to the end of its day of return. */
function spanOf({ startsAt, endsAt, offSite }: OpenDeviceRequest['booking'], timeZone: string, now: number) {
  const dayAfter = offSite && Temporal.PlainDate.from(offSite.returnOn).add({ days: 1 });
  const due = dayAfter ? dayAfter.toZonedDateTime(timeZone).epochMilliseconds : 0;
  const start = Math.max(Date.parse(startsAt), now);
  const end = Math.max(Date.parse(endsAt), due, start + minuteMs);
  return { from: new Date(start).toISOString(), to: new Date(end).toISOString() };
}

/** What somebody does with one request: scan, select, assign, hand out, bring back, release. */
export function useRequestDesk({ request, rows, takenBy, onDone }: RequestDeskNeeds) {
  const { facility, may } = useHere();
  const { timeZone } = facility;
  const now = useNow();
  const { booking } = request;
  const field = useRef<HTMLInputElement>(null);
  const requests = useMemo(() => {
    const others = booking.deviceRequests.filter(({ id, state }) => id !== request.id && state !== 'CLOSED');
    return [...booking.deviceRequests.filter(({ id }) => id === request.id), ...others];
  }, [booking.deviceRequests, request.id]);
  const assignments = useMemo(() => requests.flatMap((one) => one.assignments), [requests]);
  const pickable = useMemo(() => pickableOf(request, rows), [request, rows]);
  const { state, dispatch, scan, actAfterScans, waiting } = useDeskScanner({
    spanNow: () => spanOf(booking, timeZone, present()),
    judge: (code, devices) =>
      judgeAtRequest(code, devices, { requests, pickable, now, timeZone, mayRaise: may('device:assign') }),
    act: (which) => act(which),
  });
  const acts = useDeskActs();
  const tell = useTellMoved(onDone);
  const tellDone = useTellDone();
  const { basket } = state;
  useNoLongerFree(rows, assignments, (deviceIds) => dispatch({ type: 'no-longer-free', deviceIds }));

  function finish(deviceIds: readonly string[], words: string, moves: readonly { readonly id: string }[]) {
    dispatch({ type: 'drop', deviceIds });
    dispatch({ type: 'say', words });
    tell(words, moves);
    onDone();
    focusField();
  }
  function focusField() {
    field.current?.focus({ preventScroll: true });
  }

  /** @returns the assignments that were made, or null where something was refused */
  async function assign(items: readonly BasketItem[] = itemsOf(basket, 'assign')) {
    acts.remember(() => void assign(items));
    const made: DeskAssignmentFragment[] = [];
    for (const [requestId, deviceIds] of assignedByRequest(items)) {
      // One after the other, so that a refusal says which request it is about.
      // oxlint-disable-next-line no-await-in-loop
      const { done } = await acts.assign({ input: { requestId, deviceIds: [...deviceIds] } });
      if (!done) return null;
      const { request: served, moves } = done;
      made.push(...served.assignments.filter(({ device }) => deviceIds.includes(device.id)));
      const left = served.quantity - served.assigned;
      const words = `${countWords(deviceIds.length)} assigned to ${booking.clientName}${left > 0 ? `, ${left} still missing` : ''}.`;
      finish(deviceIds, words, moves);
    }
    return made;
  }

  async function handOut(items: readonly BasketItem[] = itemsOf(basket, 'hand-out')) {
    acts.remember(() => void handOut(items));
    const assignmentIds = items.flatMap(({ assignmentId }) => assignmentId ?? []);
    if (assignmentIds.length === 0) return;
    const { done } = await acts.handOut({ input: { assignmentIds, takenBy: takenBy.trim() || null } });
    if (!done) return;
    const names = listWords(items.map(({ serialNumber }) => serialNumber));
    finish(
      items.map(({ deviceId }) => deviceId),
      `${names} handed out to ${booking.clientName}.`,
      done.moves,
    );
  }

  async function assignAndHandOut() {
    const planned = itemsOf(basket, 'hand-out');
    const made = await assign();
    if (made) await handOut([...planned, ...made.map(handOutItem)]);
  }

  /** What the first button says; or all that is selected is handed out. */
  function act(which: WaitingAct) {
    const hasToAssign = itemsOf(basket, 'assign').length > 0;
    if (hasToAssign) void (which === 'hand-out' ? assignAndHandOut() : assign());
    else if (basket.length > 0) void handOut();
    else dispatch({ type: 'say', words: 'Nothing is selected. Scan a device first.' });
  }

  async function bringBack(device: { readonly id: string; readonly serialNumber: string }) {
    acts.remember(() => void bringBack(device));
    const { done } = await acts.bringBack({ input: { items: [{ deviceId: device.id, condition: 'GOOD' }] } });
    if (done) finish([device.id], `${device.serialNumber} is back.`, done.moves);
  }

  async function release({ id, device }: DeskAssignmentFragment) {
    acts.remember(() => void release({ id, device } as DeskAssignmentFragment));
    const { done } = await acts.release({ input: { assignmentIds: [id] } });
    if (done) finish([device.id], `${device.serialNumber} released.`, done.moves);
  }

  async function endDowntime(downtimeId: string) {
    acts.remember(() => void endDowntime(downtimeId));
    const { done } = await acts.endDowntimes({ input: { downtimeIds: [downtimeId] } });
    const [downtime] = done?.downtimes ?? [];
    if (done && downtime) finish([], `${downtime.device.serialNumber} is back in use.`, done.moves);
  }

  /** One more is wanted than the booking said, and it is selected: undone as a change of the booking. */
  async function raise(requestId: string, item: BasketItem) {
    acts.remember(() => void raise(requestId, item));
    const openRequests = booking.deviceRequests.filter(({ state: at }) => at !== 'CLOSED');
    const { done } = await acts.setRequests({
      input: {
        bookingId: booking.id,
        requests: openRequests.map(({ id, kind, category, quantity, note }) => ({
          id,
          kind,
          categoryId: category?.id ?? null,
          quantity: quantity + Number(id === requestId),
          note,
        })),
      },
    });
    if (!done) return;
    const raised = done.booking.deviceRequests.find(({ id }) => id === requestId);
    const words = `${booking.clientName} now gets ${raised ? wantedWords(raised) : 'one more'}.`;
    dispatch({ type: 'select', items: [item] });
    dispatch({ type: 'say', words: `${words} ${item.serialNumber} selected.` });
    tellDone(words, done.booking);
    onDone();
    focusField();
  }

  return {
    state,
    dispatch,
    scan,
    actAfterScans,
    waiting,
    field,
    focusField,
    acts,
    requests,
    mayAct: may('device:assign'),
    planned: assignments.filter(({ state: at }) => at === 'PLANNED'),
    assign,
    handOut,
    assignAndHandOut,
    bringBack,
    release,
    endDowntime,
    raise,
    isSelected: (deviceId: string) => isInBasket(basket, deviceId),
  };
}

export function handOutItem({ id, device }: DeskAssignmentFragment): BasketItem {
  return { act: 'hand-out', deviceId: device.id, serialNumber: device.serialNumber, assignmentId: id };
}

/** What would do for the request, what is suggested first. */
function pickableOf(request: OpenDeviceRequest, rows: readonly SteadyRow<PickableDevice>[]) {
  const suggested = request.suggestions.map(({ device }) => device);
  const ids = new Set(suggested.map(({ id }) => id));
  return [...suggested, ...rows.flatMap(({ row, isGone }) => (isGone || ids.has(row.id) ? [] : [row]))];
}

/**
 * What stops being free, or planned, is no longer selected, and it is said. Only the moment counts: the answer to a scan
 * may know more than a list that is being read again.
 */
function useNoLongerFree(
  rows: readonly SteadyRow<PickableDevice>[],
  assignments: readonly DeskAssignmentFragment[],
  onTaken: (deviceIds: readonly string[]) => void,
) {
  const gone = rows.flatMap(({ row, isGone }) => (isGone ? [row.id] : [])).join();
  const planned = assignments.flatMap(({ device, state }) => (state === 'PLANNED' ? [device.id] : [])).join();
  useOnChange(gone, (before) => onTaken(namesLeft(gone, before)));
  useOnChange(planned, (before) => onTaken(namesLeft(before, planned)));
}

/** Those of one list that another one lacks. */
function namesLeft(list: string, other: string): readonly string[] {
  const known = new Set(other.split(','));
  return list.split(',').filter((id) => id !== '' && !known.has(id));
}
