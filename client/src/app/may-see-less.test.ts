import { expect, it } from 'vitest';
import { maySeeLess } from './may-see-less.ts';

function sight(tenants: string, permissions: string) {
  return {
    tenants: tenants.split('').map((id) => ({ id })),
    permissions: permissions.split(' '),
  };
}

it('whoever loses a division or a right may see less, whatever else they are given', () => {
  expect(maySeeLess(sight('ab', 'calendar:read booking:read'), sight('a', 'calendar:read booking:read'))).toBe(true);
  expect(maySeeLess(sight('ab', 'calendar:read booking:read'), sight('abc', 'calendar:read room:assign'))).toBe(true);
  expect(maySeeLess(sight('a', 'calendar:read'), sight('ab', 'booking:read calendar:read'))).toBe(false);
});
