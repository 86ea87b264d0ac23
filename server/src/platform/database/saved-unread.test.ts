import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFacility, type TestFacility } from '../../../test/factories.ts';
import { BusyError, SavedUnreadError, TookTooLongError } from '../errors.ts';
import { connectDatabase, type Database } from './database.ts';
import { withPatience } from './patience.ts';
import { withVisibility } from './visibility.ts';
import { adHoc } from '../../../test/ad-hoc.ts';

let facility: TestFacility;
let db: Database;

beforeAll(async () => {
  facility = await openFacility();
  db = connectDatabase({ url: facility.database.appUrl });
});
afterAll(async () => {
  await db.close();
  await facility.close();
});

/** As a request does it: something is saved, then `after` reads what became of it. */
function request<T>(after: (giveUp: () => void) => Promise<T>, saves: boolean): Promise<T> {
  const patience = new AbortController();
  return withVisibility({ tenantIds: [], userId: null }, () =>
    withPatience(patience.signal, async () => {
      if (saves) await db.transaction({ cause: 'test' }, async () => undefined);
      return after(() => patience.abort());
    }),
  );
}
function slow(giveUp: () => void) {
  const reading = db.run(adHoc('sleep', 'select pg_sleep(5)'));
  setTimeout(giveUp, 50);
  return reading;
}
function late(giveUp: () => void) {
  giveUp();
  return db.prisma.room.findMany({ select: { id: true } });
}
function cut() {
  return db.run(adHoc('endMyself', 'select pg_terminate_backend(pg_backend_pid())'));
}

describe('who cannot read any more what became of their request', () => {
  it('is told that it was saved, where it was', async () => {
    for (const after of [slow, late, cut])
      await expect(request<unknown>(after, true)).rejects.toBeInstanceOf(SavedUnreadError);
  });

  it('is told to try again where nothing was', async () => {
    for (const after of [slow, late])
      await expect(request<unknown>(after, false)).rejects.toBeInstanceOf(TookTooLongError);
    await expect(request(cut, false)).rejects.toThrow(/terminat/);
    const refused = request(async (giveUp) => {
      await expect(
        db.transaction({ cause: 'test' }, async () => {
          throw new BusyError();
        }),
      ).rejects.toBeInstanceOf(BusyError);
      return late(giveUp);
    }, false);
    await expect(refused).rejects.toBeInstanceOf(TookTooLongError);
  });

  it('gets the errors of statements as they are', async () => {
    await expect(request(() => db.run(adHoc('divide', 'select 1 / 0')), true)).rejects.toThrow(/division by zero/);
  });
});
