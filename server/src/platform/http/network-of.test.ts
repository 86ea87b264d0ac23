import { expect, it } from 'vitest';
import { networkOf } from './network-of.ts';

it('takes all addresses of one IPv6 caller for one', () => {
  expect(networkOf('196.25.1.9')).toBe('196.25.1.9');
  for (const address of ['2001:db8:0:1::1', '2001:db8:0:1:ffff:ffff:ffff:ffff', '2001:0db8::1:0:0:0:9']) expect(networkOf(address), address).toBe('2001:db8:0:1::/64');
  expect(networkOf('2001:db8:0:2::1')).not.toBe(networkOf('2001:db8:0:1::1'));
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
});
