import { isDate } from '../time/day.ts';

const auditResults = ['DONE', 'REFUSED', 'FAILED'] as const;

/** What of the audit trail is in its address: a link shows the same lines to whoever may open it. */
export type AuditSearch = {
  readonly search?: string | undefined;
  readonly actor?: string | undefined;
  /** A mutation or job, by its name. */
  readonly action?: string | undefined;
  readonly result?: (typeof auditResults)[number] | undefined;
  readonly subject?: string | undefined;
  readonly request?: string | undefined;
  /** First and last day, on the wall of the facility. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Code of a division. */
  readonly tenant?: string | undefined;
};

function text(value: unknown) {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
function day(value: unknown) {
  return isDate(value) ? value : undefined;
}

/** What is no good is left out in so many words: a key that is not there would keep what the address says. */
export function auditSearch(search: Record<string, unknown>): AuditSearch {
  return {
    search: text(search['search']),
    actor: text(search['actor']),
    action: text(search['action']),
    result: auditResults.find((one) => one === search['result']),
    subject: text(search['subject']),
    request: text(search['request']),
    from: day(search['from']),
    to: day(search['to']),
    tenant: text(search['tenant']),
  };
}
