import { momentWords } from '../time/words.ts';
import { fillWords, wantedWords, type Wanted } from './desk-facts.ts';
import type { ScanVerdict } from './judge-scan.ts';

/** How a scan is said: done, already so, or refused. What is refused stays until it is dismissed. */
export type ScanTone = 'done' | 'same' | 'refused';

type RequestFacts = Wanted & { readonly id: string; readonly assigned: number };

type ScanWordsContext = {
  readonly code: string;
  readonly requests: readonly RequestFacts[];
  /** How many are selected for a request, this one included. */
  selectedFor(requestId: string): number;
  readonly now: number;
  readonly timeZone: string;
};

const downWords = { MAINTENANCE: 'in maintenance', LOST: 'lost', AWAY: 'not in the building' } as const;

function progressWords(requestId: string, { requests, selectedFor }: ScanWordsContext): string {
  const request = requests.find(({ id }) => id === requestId);
  if (!request) return '';
  return fillWords({ assigned: request.assigned + selectedFor(requestId), quantity: request.quantity });
}

function otherWords(requestId: string, { requests }: ScanWordsContext): string {
  const request = requests.find(({ id }) => id === requestId);
  return request ? ` for the ${wantedWords(request)}` : '';
}

function takenWords(
  { device, client, until, isOut, isDown }: Extract<ScanVerdict, { type: 'taken' }>,
  { now, timeZone }: ScanWordsContext,
): string {
  const who = client ?? 'another booking';
  const when = until === null ? '' : ` until ${momentWords(Date.parse(until), now, timeZone)}`;
  if (isDown) return `${device.serialNumber} is due for maintenance${when}.`;
  return `${device.serialNumber} is ${isOut ? 'out with' : 'planned for'} ${who}${when}.`;
}

/** Says what a scan came to, in a sentence for the eye and for a screen reader. */
export function scanWords(verdict: ScanVerdict, context: ScanWordsContext): string {
  const { code, requests, now, timeZone } = context;
  const since = (moment: string) => momentWords(Date.parse(moment), now, timeZone);
  switch (verdict.type) {
    case 'unknown':
      return `No device has the code ${code}.`;
    case 'several':
      return `${verdict.devices.length} devices are called ${code}. Choose one.`;
    case 'select': {
      const where = verdict.isOther ? otherWords(verdict.requestId, context) : '';
      return `${verdict.device.serialNumber} selected${where}, ${progressWords(verdict.requestId, context)}.`;
    }
    case 'select-hand-out':
      return `${verdict.device.serialNumber} selected to hand out.`;
    case 'already-selected':
      return `${verdict.device.serialNumber} is already selected.`;
    case 'not-needed':
      return `${verdict.device.serialNumber} is not needed: ${progressWords(verdict.requestId, context)}.`;
    case 'unfit':
      return `${verdict.device.serialNumber} is ${verdict.device.category.name}. This booking needs ${requests.map(wantedWords).join(' and ')}.`;
    case 'taken':
      return takenWords(verdict, context);
    case 'out-here':
      return `${verdict.device.serialNumber} is out${verdict.since === null ? '' : ` since ${since(verdict.since)}`}.`;
    case 'down': {
      const { kind, startsAt, note } = verdict.downtime;
      const why = note === null || note === '' ? '' : `: ${note.replace(/[.\s]+$/, '')}`;
      return `${verdict.device.serialNumber} is ${downWords[kind]} since ${since(startsAt)}${why}.`;
    }
    case 'retired':
      return `${verdict.device.serialNumber} is retired.`;
  }
}

export function scanTone({ type }: ScanVerdict): ScanTone {
  if (type === 'select' || type === 'select-hand-out') return 'done';
  return type === 'already-selected' || type === 'out-here' ? 'same' : 'refused';
}
