/** Random choices that are the same for the same seed: the sample differs from day to day, and in nothing else. */
export type Random = {
  /** A whole number, both ends included. */
  whole(least: number, most: number): number;
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the choices, each as often as its weight says. */
  weigh<T>(choices: readonly (readonly [T, number])[]): T;
};

export function seededRandom(seed: string): Random {
  const next = mulberry32(fnv1a(seed));
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error('there is nothing to pick from');
    return from[whole(0, from.length - 1)] as T;
  };
  return {
    whole,
    chance: (share) => next() < share,
    pick,
    weigh: (choices) => {
      let remaining = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [choice, weight] of choices) {
        remaining -= weight;
        if (remaining < 0) return choice;
      }
      return pick(choices)[0];
    },
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

function mulberry32(seed: number) {
  return (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
