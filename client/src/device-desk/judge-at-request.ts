import type { BasketItem } from './basket.ts';
import { countFor } from './basket.ts';
import type { Judge, ScanOffer } from './desk-state.ts';
import { judgeScan, type JudgedRequest, type ScannedDevice, type ScanVerdict } from './judge-scan.ts';
import { scanTone, scanWords } from './scan-words.ts';

export type AtRequest = {
  /** All requests of the booking, the one that is open on the screen first. */
  readonly requests: readonly JudgedRequest[];
  /** Devices that would do for the open request, the best first. */
  readonly pickable: readonly { readonly id: string; readonly serialNumber: string }[];
  readonly now: number;
  readonly timeZone: string;
  readonly mayRaise: boolean;
};

/** So many are offered where a scanned one is taken. */
const mostInstead = 3;

function assignItem(
  { id, serialNumber }: { readonly id: string; readonly serialNumber: string },
  requestId: string,
): BasketItem {
  return { act: 'assign', deviceId: id, serialNumber, requestId };
}

function itemOf(verdict: ScanVerdict): BasketItem | undefined {
  if (verdict.type === 'select') return assignItem(verdict.device, verdict.requestId);
  if (verdict.type !== 'select-hand-out') return undefined;
  const { device, assignmentId } = verdict;
  return { act: 'hand-out', deviceId: device.id, serialNumber: device.serialNumber, assignmentId };
}

/** Judges a scan at a request: what it selects, what it says, and what there is to do about it. */
export function judgeAtRequest(code: string, devices: readonly ScannedDevice[], at: AtRequest): Judge {
  return (basket) => {
    const verdict = judgeScan(devices, { requests: at.requests, basket });
    const item = itemOf(verdict);
    const selectedFor = (requestId: string) => countFor(basket, requestId) + Number(item?.requestId === requestId);
    const words = scanWords(verdict, { code, requests: at.requests, selectedFor, now: at.now, timeZone: at.timeZone });
    const offer = offerFor(verdict, at, (deviceId) => basket.some((one) => one.deviceId === deviceId));
    const lost = verdict.type === 'down' || verdict.type === 'retired' || verdict.type === 'taken';
    return {
      words,
      tone: scanTone(verdict),
      ...(item ? { item } : {}),
      ...(lost ? { lostDeviceId: verdict.device.id } : {}),
      ...(offer ? { offer } : {}),
    };
  };
}

function offerFor(
  verdict: ScanVerdict,
  at: AtRequest,
  isSelected: (deviceId: string) => boolean,
): ScanOffer | undefined {
  switch (verdict.type) {
    case 'several':
      return {
        type: 'choose',
        items: verdict.devices.map((device) => ({
          words: device.serialNumber,
          judge: judgeAtRequest(device.serialNumber, [device], at),
        })),
      };
    case 'out-here':
      return { type: 'bring-back', deviceId: verdict.device.id };
    case 'down':
      return { type: 'end-downtime', downtimeId: verdict.downtime.id };
    case 'taken': {
      const [request] = at.requests;
      const instead = at.pickable.filter(({ id }) => !isSelected(id)).slice(0, mostInstead);
      return request && instead.length > 0
        ? { type: 'instead', items: instead.map((device) => assignItem(device, request.id)) }
        : undefined;
    }
    case 'not-needed':
      return at.mayRaise
        ? { type: 'raise', requestId: verdict.requestId, item: assignItem(verdict.device, verdict.requestId) }
        : undefined;
    case 'unknown':
    case 'unfit':
    case 'retired':
    case 'select':
    case 'select-hand-out':
    case 'already-selected':
      return undefined;
  }
}
