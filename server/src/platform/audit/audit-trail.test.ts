import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { days, local, later, openFacility, type TestFacility } from '../../../test/factories.ts';
import { connectDatabase, type Database } from '../database/database.ts';
import { createLog } from '../log.ts';
import { AuditTrail, type Outcome } from './audit-trail.ts';
import type { AuditedRequest } from '../audited-request.ts';

let facility: TestFacility;
let db: Database;
let now = local('2031-03-01', '09:00');

beforeAll(async () => {
  facility = await openFacility();
  db = connectDatabase({ url: facility.database.appUrl });
});
afterAll(async () => {
  await db.close();
  await facility.close();
});

const refusal: Outcome = { result: 'REFUSED', refusal: 'NotAllowedError', message: 'Sign in first.' };

function auditedRequest(action: string, more: Partial<AuditedRequest> = {}): AuditedRequest {
  return {
    action,
    requestId: 'request',
    address: '10.0.0.7',
    agent: null,
    actor: null,
    via: null,
    viaId: null,
    subjectType: null,
    subjectId: null,
    tenantIds: [],
    about: [],
    recorded: false,
    ...more,
  };
}

/** The rows of an action: how many stand for themselves, and what the others count. */
async function tally(action: string): Promise<{ own: number; counted: number; counts: number }> {
  const { rows } = await facility.owner.query<{ own: number; counted: number; counts: number }>(
    `select count(*) filter (where repeated = 0)::int as own, coalesce(sum(repeated), 0)::int as counted, count(*) filter (where repeated > 0)::int as counts from audit_log where action = $1`,
    [action],
  );
  return rows[0] ?? { own: 0, counted: 0, counts: 0 };
}

function open() {
  return new AuditTrail({ db, clock: () => now, log: createLog('silent') });
}

describe('the audit trail', () => {
  it('takes 10,000 refusals of one caller in a minute into six rows, which say how many there were', async () => {
    const trail = open();
    await Promise.all(Array.from({ length: 10_000 }, () => trail.record(auditedRequest('floodOfOne'), refusal)));
    expect(await tally('floodOfOne')).toEqual({ own: 5, counted: 0, counts: 0 });
    now = later(now, 60_000);
    await trail.sweep();
    expect(await tally('floodOfOne')).toEqual({ own: 5, counted: 9_995, counts: 1 });
    await trail.sweep();
    await trail.close();
    expect(await tally('floodOfOne')).toEqual({ own: 5, counted: 9_995, counts: 1 });
  });

  it('remembers no more than 1,000 kinds of a flood from 10,000 addresses, and counts the rest together', async () => {
    const trail = open();
    for (let batch = 0; batch < 20; batch++) {
      await Promise.all(
        Array.from({ length: 500 }, (_, index) =>
          trail.record(auditedRequest('floodOfMany', { address: `2001:db8::${batch}:${index}` }), refusal),
        ),
      );
    }
    const minute = await tally('floodOfMany');
    expect(minute).toEqual({ own: 1_005, counted: 0, counts: 0 });
    await trail.close();
    expect(await tally('floodOfMany')).toEqual({ own: 1_005, counted: 8_995, counts: 1 });
  });

  it('tells callers, addresses, actions and outcomes apart', async () => {
    const trail = open();
    const kinds = [
      [auditedRequest('oneKind'), refusal],
      [auditedRequest('oneKind', { address: '10.0.0.8' }), refusal],
      [auditedRequest('oneKind', { actor: facility.userKeys.kitchen }), refusal],
      [auditedRequest('oneKind'), { ...refusal, refusal: 'BusyError' }],
      [auditedRequest('oneKind'), { result: 'DONE', refusal: null, message: null }],
    ] as const;
    for (let round = 0; round < 6; round++) for (const [what, outcome] of kinds) await trail.record(what, outcome);
    expect(await tally('oneKind')).toEqual({ own: 25, counted: 0, counts: 0 });
    await trail.close();
    expect(await tally('oneKind')).toEqual({ own: 25, counted: 5, counts: 5 });
  });

  it('begins anew with each minute', async () => {
    const trail = open();
    for (let minute = 0; minute < 3; minute++) {
      await trail.record(auditedRequest('eachMinute'), refusal);
      now = later(now, days(1));
    }
    await trail.close();
    expect(await tally('eachMinute')).toEqual({ own: 3, counted: 0, counts: 0 });
  });

  it('lets the answer stand when a row cannot be written, and tells the log all of it', async () => {
    const lines: string[] = [];
    const log = createLog('silent');
    log.error = ((facts: { entry: { action: string } }) => lines.push(facts.entry.action)) as never;
    const trail = new AuditTrail({
      db: { run: () => Promise.reject(new Error('the database is gone')) },
      clock: () => now,
      log,
    });
    await trail.record(auditedRequest('lostRow'), refusal);
    await trail.close();
    expect(lines).toEqual(['lostRow']);
  });

  it('takes texts that PostgreSQL would not', async () => {
    const trail = open();
    await trail.record(auditedRequest('oddText', { subjectId: 'a\0b', agent: 'x'.repeat(2_000) }), {
      ...refusal,
      message: `\0${'y'.repeat(2_000)}`,
    });
    await trail.close();
    const { rows } = await facility.owner.query(
      `select subject_id, length(agent) as agent, length(message) as message from audit_log where action = 'oddText'`,
    );
    expect(rows).toEqual([{ subject_id: 'a b', agent: 300, message: 500 }]);
  });
});
