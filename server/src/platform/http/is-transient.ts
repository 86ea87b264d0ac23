import { GraphQLError } from 'graphql';
import { driverErrorOf } from '../database/driver-error.ts';
import { BusyError } from '../errors.ts';

/**
 * Whether the database is only away or busy: the client then comes back by itself, whereas any other error would end
 * its subscription.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof GraphQLError)
    return (
      error.extensions['code'] === 'BUSY' || (error.originalError !== undefined && isTransient(error.originalError))
    );
  return error instanceof BusyError || ['lost', 'busy', 'retry'].includes(driverErrorOf(error)?.kind ?? '');
}
