import { GraphQLError } from 'graphql';
import { driverErrorOf } from '../database/driver-error.ts';
import { BusyError } from '../errors.ts';

/** A database that is away or busy: its client comes back by itself, where any other error would end what it follows. */
export function passes(error: unknown): boolean {
  if (error instanceof GraphQLError)
    return error.extensions['code'] === 'BUSY' || (error.originalError !== undefined && passes(error.originalError));
  return error instanceof BusyError || ['lost', 'busy', 'retry'].includes(driverErrorOf(error)?.kind ?? '');
}
