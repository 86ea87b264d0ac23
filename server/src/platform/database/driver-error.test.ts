import pg from 'pg';
import { expect, it } from 'vitest';
import { Prisma } from '../../generated/prisma/client.ts';
import { driverErrorOf } from './driver-error.ts';

it('a line that breaks while Prisma writes a statement is a lost database, not a failure of ours', () => {
  for (const code of ['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'P1017']) {
    expect(
      driverErrorOf(new Prisma.PrismaClientKnownRequestError(`write ${code}`, { code, clientVersion: '0' })),
      code,
    ).toEqual({ sqlState: null, constraint: null, kind: 'lost' });
  }
  expect(driverErrorOf(new Prisma.PrismaClientKnownRequestError('no row', { code: 'P2025', clientVersion: '0' }))).toBe(
    null,
  );
});

/** As PostgreSQL says it, through `pg`. */
function answerOf(code: string): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError('', 0, 'error'), { code });
}

it('a database that goes, comes, or takes no connections is away for a moment, and one that is full is busy: neither is a failure of ours', () => {
  const away = ['57P01', '57P02', '57P03', '57P05', '55000', '25006', '25P03', '25P04', '08006'];
  const busy = ['53000', '53100', '53200', '53300', '55P03', '57014'];
  expect(away.map((code) => [code, driverErrorOf(answerOf(code))?.kind])).toEqual(away.map((code) => [code, 'lost']));
  expect(busy.map((code) => [code, driverErrorOf(answerOf(code))?.kind])).toEqual(busy.map((code) => [code, 'busy']));
  expect(driverErrorOf(new Error('timeout exceeded when trying to connect'))?.kind).toBe('busy');
  expect(driverErrorOf(new Error('Query read timeout'))?.kind).toBe('lost');
});
