import type { AssignmentState } from '../graphql/generated/graphql.ts';
import { momentWords } from '../time/words.ts';
import { isInBasket, type BasketItem } from './basket.ts';
import type { TodayList } from './desk-search.ts';
import type { Judge } from './desk-state.ts';
import type { ScannedDevice } from './judge-scan.ts';

type Listed = {
  readonly id: string;
  readonly state: AssignmentState;
  readonly device: { readonly id: string; readonly serialNumber: string };
};

export type AtToday = {
  readonly list: TodayList;
  readonly assignments: readonly Listed[];
  readonly now: number;
  readonly timeZone: string;
};

/** What is selected in a list is handed out, or comes back. */
function actOf(list: TodayList): 'hand-out' | 'bring-back' {
  return list === 'to-hand-out' ? 'hand-out' : 'bring-back';
}

export function todayItem({ id, device }: Listed, list: TodayList): BasketItem {
  return { act: actOf(list), deviceId: device.id, serialNumber: device.serialNumber, assignmentId: id };
}

/** Why a device is not in the list: what it does instead. */
function elsewhereWords(device: ScannedDevice, { list, now, timeZone }: AtToday): string {
  const { serialNumber, current, downtime, status } = device;
  if (status === 'RETIRED') return `${serialNumber} is retired.`;
  if (downtime) return `${serialNumber} is ${downtime.kind === 'LOST' ? 'lost' : 'in maintenance'}.`;
  if (current?.state === 'OUT') {
    const who = current.booking?.clientName ?? 'another booking';
    return `${serialNumber} is with ${who} until ${momentWords(Date.parse(current.dueAt), now, timeZone)}.`;
  }
  return list === 'to-hand-out'
    ? `${serialNumber} is not assigned to a booking of today.`
    : `${serialNumber} is in the store.`;
}

/** Judges a scan in a list of today, across bookings. */
export function judgeToday(code: string, devices: readonly ScannedDevice[], at: AtToday): Judge {
  return (basket) => {
    const [device] = devices;
    if (!device) return { words: `No device has the code ${code}.`, tone: 'refused' };
    if (devices.length > 1)
      return {
        words: `${devices.length} devices are called ${code}. Choose one.`,
        tone: 'refused',
        offer: {
          type: 'choose',
          items: devices.map((one) => ({ words: one.serialNumber, judge: judgeToday(one.serialNumber, [one], at) })),
        },
      };
    const { serialNumber } = device;
    // Also of what is selected: it may have been put into maintenance since.
    if (actOf(at.list) === 'hand-out' && (device.downtime || device.status === 'RETIRED'))
      return { words: elsewhereWords(device, at), tone: 'refused', lostDeviceId: device.id };
    if (isInBasket(basket, device.id)) return { words: `${serialNumber} is already selected.`, tone: 'same' };
    const assignment = at.assignments.find((one) => one.device.id === device.id);
    if (!assignment) return { words: elsewhereWords(device, at), tone: 'refused' };
    const verb = actOf(at.list) === 'hand-out' ? 'to hand out' : 'to bring back';
    return { words: `${serialNumber} selected ${verb}.`, tone: 'done', item: todayItem(assignment, at.list) };
  };
}
