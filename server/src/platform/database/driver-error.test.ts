import { expect, it } from 'vitest';
import { Prisma } from '../../generated/prisma/client.ts';
import { driverErrorOf } from './driver-error.ts';

it('a line that breaks while Prisma writes a statement is a lost database, not a failure of ours', () => {
  for (const code of ['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'P1017']) {
    expect(driverErrorOf(new Prisma.PrismaClientKnownRequestError(`write ${code}`, { code, clientVersion: '0' })), code).toEqual({ sqlState: null, constraint: null, kind: 'lost' });
  }
  expect(driverErrorOf(new Prisma.PrismaClientKnownRequestError('no row', { code: 'P2025', clientVersion: '0' }))).toBe(null);
});
