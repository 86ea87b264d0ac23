import { describe, expect, it, onTestFinished } from 'vitest';
import { Random } from '../../../test/random.ts';
import { BusyError } from '../errors.ts';
import { Lines, NoPlace, type Places } from './lines.ts';

function settled() {
  return new Promise<void>((resolve) => setImmediate(resolve));
}

/** Callers who stay inside until the test lets them go, and wait no longer than the test. */
function openHouse(patienceMs = 60_000) {
  const lines = new Lines(patienceMs);
  onTestFinished(() => {
    lines.close();
  });
  const inside = new Map<string, { readonly places: Places; readonly end: (error?: Error) => void }>();
  const outcomes = new Map<string, unknown>();
  const come = (name: string, ...keys: string[]) => {
    const stay = (places: Places) =>
      new Promise<string>((resolve, reject) =>
        inside.set(name, { places, end: (error) => (error ? reject(error) : resolve('done')) }),
      ).finally(() => inside.delete(name));
    lines.enter(keys, stay).then(
      (outcome) => outcomes.set(name, outcome),
      (error: unknown) => outcomes.set(name, error),
    );
    return settled();
  };
  const end = (name: string, error?: Error) => {
    inside.get(name)?.end(error);
    return settled();
  };
  return {
    lines,
    come,
    end,
    outcomes,
    inside: () => [...inside.keys()],
    placesOf: (name: string) => inside.get(name)?.places,
  };
}

describe('lines', () => {
  it('let two in at a key, the others in the order in which they came, and whoever goes elsewhere at once', async () => {
    const { lines, come, end, inside } = openHouse();
    for (const name of ['a', 'b', 'c', 'd']) await come(name, 'room 1');
    await come('elsewhere', 'room 2');
    expect(inside()).toEqual(['a', 'b', 'elsewhere']);
    expect(lines.waiting).toBe(2);
    await end('b');
    expect(inside()).toEqual(['a', 'elsewhere', 'c']);
    await end('c', new Error('refused'));
    expect(inside()).toEqual(['a', 'elsewhere', 'd']);
    for (const name of ['a', 'd', 'elsewhere']) await end(name);
    expect([lines.waiting, lines.busyKeys]).toEqual([0, []]);
  });

  it('give a caller who needs many places all of them at once, and none while it waits', async () => {
    const { come, end, inside } = openHouse();
    for (const name of ['a', 'b']) await come(name, 'room 1');
    await come('both', 'room 1', 'room 2');
    for (const name of ['c', 'd']) await come(name, 'room 2');
    expect(inside(), 'who waits for room 1 holds nothing of room 2').toEqual(['a', 'b', 'c', 'd']);
    await end('a');
    await come('late', 'room 1');
    await come('late too', 'room 2');
    await end('c');
    expect(inside(), 'both lines have moved since it came: nobody passes it any more').toEqual(['b', 'd', 'both']);
    await end('both');
    expect(inside()).toEqual(['b', 'd', 'late', 'late too']);
  });

  it('that do not move hold up nobody elsewhere, also when those inside give up', async () => {
    const { come, end, inside } = openHouse();
    for (const name of ['a', 'b', 'c', 'd']) await come(name, 'held');
    await come('both', 'held', 'room 2');
    await end('a', new BusyError());
    for (const name of ['e', 'f', 'g']) await come(name, 'room 2');
    await end('e');
    expect(inside()).toEqual(['b', 'c', 'f', 'g']);
  });

  it('send a transaction out that needs a place which is taken, with all that it needs, and it keeps its rank', async () => {
    const { come, end, inside, placesOf } = openHouse();
    await come('early', 'booking');
    for (const name of ['a', 'b', 'c']) await come(name, 'room 1');
    placesOf('early')?.take(['booking', 'room 2']);
    const places = placesOf('early');
    expect(() => places?.take(['room 1'])).toThrow(NoPlace);
    let back = false;
    const moved = places?.waitFor(['booking', 'room 1']).then(() => (back = true));
    for (const name of ['d', 'e']) await come(name, 'booking');
    expect(inside(), 'meanwhile it holds nothing').toEqual(['early', 'a', 'b', 'd', 'e']);
    await end('d');
    await end('a');
    expect(back, 'before the one who came to room 1 later').toBe(true);
    expect(inside()).not.toContain('c');
    await moved;
    await end('early');
    expect(inside()).toContain('c');
  });

  it('refuse who has waited too long, who waits when they are closed, and let in who stood behind', async () => {
    const { lines, come, outcomes, inside } = openHouse(50);
    for (const name of ['a', 'b', 'c']) await come(name, 'room 1');
    await expect.poll(() => outcomes.get('c')).toBeInstanceOf(BusyError);
    expect(lines.waiting).toBe(0);
    const other = openHouse();
    for (const name of ['a', 'b', 'c']) await other.come(name, 'room 1');
    other.lines.close();
    await settled();
    expect(other.outcomes.get('c')).toBeInstanceOf(BusyError);
    await other.come('d', 'room 1');
    expect(other.outcomes.get('d')).toBeInstanceOf(BusyError);
    expect(inside()).toEqual(['a', 'b']);
  });

  it('lose no place and leave nobody behind, whoever comes, fails, gives up or needs more on the way', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = new Random(seed);
      const lines = new Lines(seed % 2 === 0 ? 60_000 : 15);
      const crowd = new Map<string, number>();
      const some = () => Array.from({ length: 1 + random.below(4) }, () => `key ${random.below(6)}`);
      const move = (keys: readonly string[], by: number) => {
        for (const key of new Set(keys)) crowd.set(key, (crowd.get(key) ?? 0) + by);
        for (const [key, count] of crowd) expect(count, `seed ${seed}, ${key}`).toBeLessThanOrEqual(2);
      };
      const visit = async (first: readonly string[], more: readonly string[], fails: boolean) =>
        lines.enter(first, async (places) => {
          let keys = first;
          for (;;) {
            move(keys, 1);
            try {
              for (let pause = random.below(4); pause > 0; pause -= 1) await settled();
              places.take(more);
              break;
            } catch (error) {
              if (!(error instanceof NoPlace)) throw error;
              move(keys, -1);
              await places.waitFor(error.keys);
              keys = error.keys;
              continue;
            }
          }
          const late = more.filter((key) => !keys.includes(key));
          move(late, 1);
          await settled();
          move([...keys, ...late], -1);
          if (fails) throw random.chance(0.5) ? new BusyError() : new Error('thrown inside');
        });
      const visits: Promise<unknown>[] = [];
      for (let count = 0; count < 200; count += 1) {
        visits.push(
          visit(some(), random.chance(0.5) ? some() : [], random.chance(0.3)).then(
            () => null,
            (error: unknown) => error,
          ),
        );
        if (random.chance(0.3)) await settled();
      }
      const outcomes = await Promise.all(visits);
      expect(
        outcomes.filter(
          (error) => error !== null && !(error instanceof BusyError) && (error as Error).message !== 'thrown inside',
        ),
      ).toEqual([]);
      expect([lines.waiting, lines.busyKeys], `seed ${seed}`).toEqual([0, []]);
    }
  });
});
