import type { UpdateResolver } from '@urql/exchange-graphcache';

/** A booking that is gone, or no longer ours to see, is not shown on as it was. */
export const applyBookingChange: UpdateResolver = (result, args, cache) => {
  const change = result['bookingChanged'] as { booking?: unknown } | null;
  const id = args['id'];
  if (change && !change.booking && typeof id === 'string') cache.link('Query', 'booking', { id }, null);
};
