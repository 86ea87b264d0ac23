import type { AuditFilter } from '../graphql/generated/graphql.ts';
import { instantOf } from '../time/local-time.ts';
import type { AuditSearch } from './audit-search.ts';

type Around = {
  readonly tenants: readonly { readonly id: string; readonly code: string }[];
  readonly timeZone: string;
};

/** What the address says, as the server is asked for it: days become moments, the last one included. */
export function auditFilter(search: AuditSearch, { tenants, timeZone }: Around): AuditFilter {
  const midnight = (date: string | undefined) =>
    date === undefined ? null : instantOf({ date, time: '00:00' }, timeZone);
  const next = search.to === undefined ? undefined : Temporal.PlainDate.from(search.to).add({ days: 1 }).toString();
  const filter: { readonly [Key in keyof AuditFilter]: AuditFilter[Key] } = {
    search: search.search ?? null,
    actorId: search.actor ?? null,
    action: search.action ?? null,
    result: search.result ?? null,
    subjectId: search.subject ?? null,
    requestId: search.request ?? null,
    tenantId: tenants.find(({ code }) => code === search.tenant)?.id ?? null,
    from: midnight(search.from),
    to: midnight(next),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
}
