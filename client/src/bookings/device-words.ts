import { momentWords } from '../time/words.ts';

type AssignmentFacts = {
  readonly state: 'PLANNED' | 'OUT' | 'RETURNED' | 'RELEASED';
  readonly startsAt: string;
  readonly dueAt: string;
  readonly late: boolean;
  readonly handedOutAt?: string | null | undefined;
  readonly returnedAt?: string | null | undefined;
  readonly condition?: 'GOOD' | 'DAMAGED' | 'LOST' | null | undefined;
};

const conditionWords = { GOOD: '', DAMAGED: ', damaged', LOST: ', lost' } as const;

/** `planned`, `out since 07:40`, `out since 07:40, due 16:00, late`, `back since 16:10, damaged` */
export function assignmentWords(assignment: AssignmentFacts, now: number, timeZone: string): string {
  const { state, late, handedOutAt, returnedAt, condition, dueAt } = assignment;
  const moment = (at: string) => momentWords(Date.parse(at), now, timeZone);
  if (state === 'OUT') {
    const since = `out since ${moment(handedOutAt ?? assignment.startsAt)}`;
    return late ? `${since}, was due ${moment(dueAt)}` : since;
  }
  if (state === 'RETURNED')
    return `back since ${moment(returnedAt ?? assignment.dueAt)}${condition ? conditionWords[condition] : ''}`;
  return state === 'RELEASED' ? 'released' : 'planned';
}

/** `x3`, `x3 and x7`, `x3, x7 and 2 more` */
export function serialsWords(devices: readonly { readonly serialNumber: string }[], most = 4): string {
  const serials = devices.map(({ serialNumber }) => serialNumber);
  if (serials.length > most) return `${serials.slice(0, most - 1).join(', ')} and ${serials.length - most + 1} more`;
  const last = serials.at(-1) ?? '';
  return serials.length > 1 ? `${serials.slice(0, -1).join(', ')} and ${last}` : last;
}
