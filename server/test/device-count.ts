// Counts what can be promised by hand: devices by their serial number, wishes one by one, at every instant.

export type Device = { id: string; category: string; kind: string; retired: boolean };
export type Taken = { device: string; from: number; to: number; isDowntime: boolean };
/** From when on it was in a hand or in a downtime past its time, and until when nobody counts on it. */
export type Late = { device: string; from: number; to: number };
export type UnitWish = { category: string | null; kind: string | null; from: number; to: number };
export type Ask = { category: string | null; kind: string | null };

export type Facts = {
  readonly devices: readonly Device[];
  readonly kinds: readonly (readonly [category: string, kind: string])[];
  readonly taken: readonly Taken[];
  readonly late: readonly Late[];
  readonly wishes: readonly UnitWish[];
};

function fits(device: Device, { category, kind }: Ask): boolean {
  return (category === null || device.category === category) && (kind === null || device.kind === kind);
}

/** The most wishes that can have a device each, by trying again and again to make room. */
function matched(wishes: readonly Ask[], devices: readonly Device[]): number {
  const holder = new Map<string, number>();
  const tryWish = (index: number, visited: Set<string>): boolean =>
    devices.some((device) => {
      const wish = wishes[index];
      if (!wish || visited.has(device.id) || !fits(device, wish)) return false;
      visited.add(device.id);
      const other = holder.get(device.id);
      if (other !== undefined && !tryWish(other, visited)) return false;
      holder.set(device.id, index);
      return true;
    });
  return wishes.filter((_, index) => tryWish(index, new Set())).length;
}

/** Every figure at one instant, from devices by their serial number and wishes one by one. */
function figuresAt(
  { devices, taken, late, wishes }: Facts,
  ask: Ask,
  moment: number,
  categories: ReadonlyMap<string, string>,
) {
  const covers = ({ from, to }: { from: number; to: number }) => from <= moment && moment < to;
  const stateOf = (device: Device) => {
    const taker = taken.find((one) => one.device === device.id && covers(one));
    if (taker) return taker.isDowntime ? 'maintenance' : 'assigned';
    return late.some((one) => one.device === device.id && covers(one)) ? 'late' : 'idle';
  };
  const states = devices.map((device) => ({ device, state: stateOf(device) }));
  const idle = states.flatMap(({ device, state }) => (state === 'idle' ? [device] : []));
  const inAsk = states.filter(({ device }) => fits(device, ask));
  const count = (state: string) => inAsk.filter((one) => one.state === state).length;
  const open = wishes.filter(covers);
  const within = open.filter(
    (wish) =>
      (ask.category === null || wish.category === ask.category) &&
      (ask.kind === null ||
        wish.kind === ask.kind ||
        (wish.category !== null && categories.get(wish.category) === ask.kind)),
  );
  const short = within.length - matched(within, idle);
  const before = matched(open, idle);
  let free = 0;
  while (matched([...open, ...Array.from({ length: free + 1 }, () => ask)], idle) === before + free + 1) free += 1;
  return {
    total: inAsk.length,
    maintenance: count('maintenance'),
    assigned: count('assigned'),
    late: count('late'),
    promised: within.length,
    short,
    free,
  };
}

/** The worst moment of a window: the least free, then the most short, then the earliest. */
export function worstOf(facts: Facts, ask: Ask, from: number, to: number) {
  const categories = new Map(facts.kinds);
  const moments = new Set([from]);
  for (const one of [...facts.taken, ...facts.late, ...facts.wishes])
    for (const moment of [one.from, one.to]) if (from < moment && moment < to) moments.add(moment);
  const all = [...moments]
    .toSorted((a, b) => a - b)
    .map((moment) => ({ moment, figures: figuresAt(facts, ask, moment, categories) }));
  const isWorse = (one: (typeof all)[number], than: (typeof all)[number]) =>
    one.figures.free < than.figures.free ||
    (one.figures.free === than.figures.free && one.figures.short > than.figures.short);
  const worst = all.reduce((found, one) => (isWorse(one, found) ? one : found));
  const ending = all.find(
    ({ moment, figures }) => moment > worst.moment && JSON.stringify(figures) !== JSON.stringify(worst.figures),
  );
  const pickable = facts.devices.filter(
    (device) =>
      fits(device, ask) &&
      ![...facts.taken, ...facts.late].some((one) => one.device === device.id && one.from < to && one.to > from),
  ).length;
  return { ...worst.figures, from: new Date(worst.moment), until: new Date(ending?.moment ?? to), pickable };
}
