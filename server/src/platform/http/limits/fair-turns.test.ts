import { getOperationAST, parse } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { schema } from '../../../schema.ts';
import { currentReadingShare } from '../../database/reading-share.ts';
import { costOf } from './cost-of.ts';
import { type FairTurns, openFairTurns, type Work } from './fair-turns.ts';
import { defaultLimits } from './limits.ts';
import { payerOf } from './payers.ts';

const origin = { requestId: '', address: '196.25.1.9', agent: null };
function payer(userId: string, kind: 'session' | 'display' | 'token' = 'session', id = '1') {
  return payerOf({ origin, viewer: { userId, via: { kind, id } } });
}
function work(userId: string, cost: number, more: Partial<Work> = {}): Work {
  return {
    payer: payer(userId),
    cost,
    isGone: () => false,
    ...more,
  };
}
function costs(query: string): number {
  const document = parse(query);
  const operation = getOperationAST(document);
  return operation ? costOf({ schema, document, operation, variables: {} }) : Number.NaN;
}
function settle() {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Sends what runs until the test is over. */
function sendForTheTest(turns: FairTurns, all: readonly Work[]): { readonly begun: number } {
  const sent = { begun: 0 };
  const over = Promise.withResolvers<undefined>();
  const answers = all.map((one) => turns.run(one, () => ((sent.begun += 1), over.promise)));
  onTestFinished(async () => {
    over.resolve(undefined);
    await Promise.all(answers);
  });
  return sent;
}
async function running(turns: FairTurns, all: readonly Work[]): Promise<number> {
  const sent = sendForTheTest(turns, all);
  await settle();
  return sent.begun;
}

const histories = Array.from({ length: 100 }, (_, first) =>
  costs(`{ bookings(first: 100) { edges { node { history(first: ${first + 1}) { at actor { username } } } } } }`),
);
const dearest = Math.max(...histories.filter((cost) => cost <= defaultLimits.cost));

describe('of one person', () => {
  it('one of the dearest requests runs at a time, whatever they come by: screens, tokens, displays', async () => {
    expect(dearest).toBeGreaterThan(0.95 * defaultLimits.cost);
    const all = [payer('a'), payer('a', 'session', '2'), payer('a', 'token'), payer('a', 'display')].map((one) =>
      work('a', dearest, { payer: one }),
    );
    expect(await running(openFairTurns(defaultLimits), [...all, ...all, ...all])).toBe(1);
  });

  it('the three parts that one calendar asks for at once run side by side, beside a dear one, in the longest month', async () => {
    const fields = `id reference version kind status clientName numLearners numFacilitators startsAt endsAt setupMinutes teardownMinutes tenant { id code } room { id name } requestedRoom { id name }
      seriesId coffeeTeaStation morningCatering lunchCatering devicesNeeded deviceTypePreference notes createdBy { id displayName }`;
    const window = 'from: "2031-01-01T00:00:00Z", to: "2031-02-12T00:00:00Z"';
    const rooms = `roomIds: ${JSON.stringify(Array.from({ length: 13 }, (_, index) => `room ${index}`))}`;
    const ofRooms = costs(
      `{ calendar(${window}, ${rooms}) { occupancies { id startsAt endsAt room { id } bookedRoom { id name } booking { ${fields} } closure { id reason } } } }`,
    );
    const ghosts = costs(`{ calendar(${window}) { ghosts { ${fields} } } }`);
    expect(
      await running(
        openFairTurns(defaultLimits),
        [dearest, ghosts, ofRooms, ofRooms].map((cost) => work('a', cost)),
      ),
    ).toBe(4);
  });

  it('small ones run side by side up to half of what one request may cost', async () => {
    expect(
      await running(
        openFairTurns(defaultLimits),
        Array.from({ length: 12 }, () => work('a', defaultLimits.cost / 4)),
      ),
    ).toBe(2);
  });
});

describe('of many persons', () => {
  it('two dear requests run at a time, and nobody’s small one waits for them', async () => {
    const turns = openFairTurns(defaultLimits);
    expect(
      await running(
        turns,
        ['a', 'b', 'c', 'd'].map((name) => work(name, dearest)),
      ),
    ).toBe(2);
    expect(
      await running(
        turns,
        ['e', 'f', 'a'].map((name) => work(name, 600)),
      ),
    ).toBe(3);
  });

  it('who reads with many statements for few points runs one at a time while others ask, until they ask like others again', async () => {
    const reading = (statements: number) => async () => {
      for (let index = 0; index < statements; index += 1) (await currentReadingShare()?.take())?.();
    };
    const turns = openFairTurns(defaultLimits);
    for (let times = 0; times < 2; times += 1) await turns.run(work('a', 600), reading(60));
    const twelve = Array.from({ length: 12 }, () => work('a', 600));
    const running = (most: number[]) => {
      let now = 0;
      return async () => {
        now += 1;
        most.push(now);
        await settle();
        await reading(60)();
        now -= 1;
      };
    };
    const most = async (): Promise<number> => {
      const seen: number[] = [];
      const run = running(seen);
      await Promise.all(twelve.map((one) => turns.run(one, run)));
      return Math.max(...seen);
    };
    expect(await most(), 'alone').toBe(12);
    await turns.run(work('b', 1), () => undefined);
    expect(await most(), 'beside somebody').toBe(1);
    for (let times = 0; times < 4; times += 1) await turns.run(work('a', 600), reading(2));
    await turns.run(work('b', 1), () => undefined);
    expect(await most(), 'as others do').toBeGreaterThan(1);
  });

  it('who had a dear one rests as long as it took while others ask, and not when alone', async () => {
    const turns = openFairTurns(defaultLimits);
    const twice = async () => {
      const finish = Promise.withResolvers<undefined>();
      const first = turns.run(work('a', dearest), () => finish.promise);
      const second = turns.run(work('a', dearest), () => performance.now());
      const began = performance.now();
      await expect.poll(() => performance.now() - began).toBeGreaterThan(40);
      finish.resolve(undefined);
      await first;
      const ended = performance.now();
      return { took: ended - began, rested: (await second) - ended };
    };
    const alone = await twice();
    await turns.run(work('b', 600), () => undefined);
    const beside = await twice();
    expect(beside.rested).toBeGreaterThan(30);
    expect(alone.rested).toBeLessThan(alone.took);
  });
});

describe('who gets no turn', () => {
  it('is told how many wait already, or to come again, with a code and a status', async () => {
    const turns = openFairTurns({ ...defaultLimits, waitingRequests: 1 });
    sendForTheTest(turns, [work('a', dearest)]);
    const late = turns.run(work('a', dearest, { patienceMs: 10 }), () => undefined);
    await expect(turns.run(work('a', dearest), () => undefined)).rejects.toMatchObject({
      message: expect.stringContaining('All your screens together have 1 requests waiting') as string,
      extensions: { code: 'LIMIT_EXCEEDED', limit: 'waitingRequests', max: 1, http: { status: 429 } },
    });
    await expect(late).rejects.toMatchObject({ extensions: { code: 'BUSY', http: { status: 503 } } });
  });
});
