import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { auditFilter } from './audit-filter.ts';
import { auditSearch } from './audit-search.ts';

const around = { tenants: [{ id: 'T1', code: 'TECH' }], timeZone: 'Africa/Johannesburg' };

test('the last day is asked for to its end, on the wall of the facility', () => {
  expect(auditFilter({ from: '2026-11-17', to: '2026-11-17' }, around)).toEqual({
    from: '2026-11-16T22:00:00Z',
    to: '2026-11-17T22:00:00Z',
  });
});

test('what the address does not say is not asked about', () => {
  expect(auditFilter({}, around)).toEqual({});
  expect(auditFilter({ tenant: 'TECH', result: 'REFUSED', search: 'laptop' }, around)).toEqual({
    tenantId: 'T1',
    result: 'REFUSED',
    search: 'laptop',
  });
  expect(auditFilter({ tenant: 'NOBODY' }, around)).toEqual({});
});

test('an address that was mistyped asks for nothing wrong', () => {
  expect(auditSearch({ result: 'MAYBE', from: 'yesterday', to: '2026-02-31', action: 7 })).toEqual(auditSearch({}));
});
