import type { DeviceKind } from '../../generated/prisma/enums.ts';

/** What somebody wants: a category, a kind, or any where both are null. */
export type DeviceWish = { readonly categoryId: string | null; readonly kind: DeviceKind | null };

/** Of a category, of a kind, or of any: how many there are, and how that changes. Moments are in epoch milliseconds. */
export type DeviceSupply = DeviceWish & {
  readonly total: number;
  /** How many of them nothing takes at any moment of the window. */
  readonly pickable: number;
  /** From a moment on, so many more are assigned, down or late. */
  readonly changes: readonly SupplyChange[];
  /** What is still wanted of exactly this. */
  readonly wishes: readonly { readonly from: number; readonly to: number; readonly quantity: number }[];
};
type SupplyChange = { readonly at: number; readonly assigned: number; readonly down: number; readonly late: number };

/** At the worst moment of a window. total = maintenance + assigned + late + (promised − short) + wider + free, always. */
export type DeviceAvailability = {
  readonly total: number;
  readonly maintenance: number;
  readonly assigned: number;
  readonly late: number;
  /** What open requests within the wish want. */
  readonly promised: number;
  /** What of that cannot be had. */
  readonly short: number;
  /** What wider wishes need of these. */
  readonly wider: number;
  /** How many more can be wanted without anybody becoming short. */
  readonly free: number;
  readonly from: Date;
  readonly until: Date;
  /** How many devices nothing takes at any moment of the window; never to be mixed with the figures of one moment. */
  readonly pickable: number;
};

/** A node of the tree any > kind > category, at one moment. */
type TreeNode = DeviceWish & {
  readonly parent: TreeNode | null;
  readonly children: TreeNode[];
  total: number;
  pickable: number;
  down: number;
  assigned: number;
  late: number;
  wanted: number;
  /** Of it and all below. */
  promised: number;
  /** What it takes of what it has; the rest of what is wanted there cannot be had. */
  load: number;
  slack: number;
};

/** The tree, and how to reach each of its nodes: children stand before their parents. */
type Tree = { readonly nodes: readonly TreeNode[]; nodeOf(wish: DeviceWish): TreeNode | undefined };

/** The same key for what is the same. */
function keyOf({ categoryId, kind }: DeviceWish): string {
  return categoryId ?? kind ?? 'ANY';
}

function treeOf(supplies: readonly DeviceSupply[]): Tree {
  const byKey = new Map<string, TreeNode>();
  const add = (wish: DeviceWish, parent: TreeNode | null): TreeNode => {
    const figures = { total: 0, pickable: 0, down: 0, assigned: 0, late: 0, wanted: 0, promised: 0, load: 0, slack: 0 };
    const node: TreeNode = { categoryId: wish.categoryId, kind: wish.kind, parent, children: [], ...figures };
    parent?.children.push(node);
    byKey.set(keyOf(wish), node);
    return node;
  };
  const any = add({ categoryId: null, kind: null }, null);
  const kinds = supplies.filter(({ categoryId, kind }) => categoryId === null && kind !== null);
  for (const kind of kinds) add(kind, any);
  const categories = supplies.filter(({ categoryId }) => categoryId !== null);
  for (const category of categories) add(category, byKey.get(category.kind ?? '') ?? any);
  for (const { total, pickable, ...wish } of categories) {
    for (let node = byKey.get(keyOf(wish)) ?? null; node; node = node.parent) {
      node.total += total;
      node.pickable += pickable;
    }
  }
  return { nodes: [...byKey.values()].toReversed(), nodeOf: (wish) => byKey.get(keyOf(wish)) };
}

/** What happens at one moment to one node: [assigned, down, late, wanted], one after another. */
type Step = { readonly node: TreeNode; readonly deltas: Int32Array };

/** All moments at which something changes, in order, and what each node goes through. */
function stepsOf(supplies: readonly DeviceSupply[], tree: Tree, from: number, to: number) {
  const all = new Set([from]);
  for (const { changes, wishes } of supplies) {
    for (const { at } of changes) all.add(at);
    for (const wish of wishes) {
      all.add(wish.from);
      if (wish.to < to) all.add(wish.to);
    }
  }
  const moments = Float64Array.from(all).toSorted();
  const placeOf = new Map<number, number>();
  for (const [place, moment] of moments.entries()) placeOf.set(moment, place);
  const steps = supplies.flatMap((supply): Step[] => {
    const node = tree.nodeOf(supply);
    if (!node || supply.changes.length + supply.wishes.length === 0) return [];
    const deltas = new Int32Array(moments.length * 4);
    const add = (at: number, what: number, count: number) => {
      const place = placeOf.get(at);
      if (place !== undefined) deltas[place * 4 + what] = (deltas[place * 4 + what] ?? 0) + count;
    };
    for (const { at, assigned, down, late } of supply.changes) {
      add(at, 0, assigned);
      add(at, 1, down);
      add(at, 2, late);
    }
    for (const wish of supply.wishes) {
      add(wish.from, 3, wish.quantity);
      add(wish.to, 3, -wish.quantity);
    }
    return [{ node, deltas }];
  });
  return { moments, steps };
}

/** Lets a moment happen, in its node and in all above it, and says whether anything was different. */
function takeStep(steps: readonly Step[], place: number): boolean {
  let isDifferent = false;
  for (const { node, deltas } of steps) {
    const at = place * 4;
    const [assigned = 0, down = 0, late = 0, wanted = 0] = [deltas[at], deltas[at + 1], deltas[at + 2], deltas[at + 3]];
    if (assigned === 0 && down === 0 && late === 0 && wanted === 0) continue;
    isDifferent = true;
    node.wanted += wanted;
    for (let above: TreeNode | null = node; above; above = above.parent) {
      above.assigned += assigned;
      above.down += down;
      above.late += late;
      above.promised += wanted;
    }
  }
  return isDifferent;
}

function idleOf({ total, down, assigned, late }: TreeNode): number {
  return total - down - assigned - late;
}

/** Hall's condition for wishes that form a tree is one sum a node: what is short below is not taken above. */
function balance({ nodes }: Tree): void {
  for (const node of nodes) {
    const idle = idleOf(node);
    let need = node.wanted;
    for (const child of node.children) need += child.load;
    node.load = Math.min(idle, need);
    node.slack = idle - need;
  }
}

function freeIn(node: TreeNode): number {
  let least = node.slack;
  for (let above = node.parent; above; above = above.parent) if (above.slack < least) least = above.slack;
  return Math.max(least, 0);
}

type Moment = Omit<DeviceAvailability, 'from' | 'until' | 'pickable'>;

function figuresOf(node: TreeNode): Moment {
  const { total, down: maintenance, assigned, late, promised, load } = node;
  const free = freeIn(node);
  return {
    total,
    maintenance,
    assigned,
    late,
    promised,
    short: promised - load,
    wider: idleOf(node) - load - free,
    free,
  };
}

function isWorse(node: TreeNode, than: Moment): boolean {
  const free = freeIn(node);
  return free < than.free || (free === than.free && node.promised - node.load > than.short);
}

function isSame(node: TreeNode, as: Moment): boolean {
  const now = figuresOf(node);
  return (Object.keys(as) as (keyof Moment)[]).every((name) => now[name] === as[name]);
}

/** The worst moment of one wish so far, and how long it lasts. */
type Worst = { readonly figures: Moment; readonly from: number; until: number | null };

/**
 * How many can be promised: for each wish, the figures of the worst moment of a window. That has the least free, then
 * the most short, and is the earliest of these. `supplies` is what a window of the same length was counted for.
 */
export function availabilityIn(
  supplies: readonly DeviceSupply[],
  { from, to }: { readonly from: Date; readonly to: Date },
  wishes: readonly DeviceWish[],
): (DeviceAvailability | null)[] {
  const tree = treeOf(supplies);
  const { moments, steps } = stepsOf(supplies, tree, from.getTime(), to.getTime());
  const wantedNodes = wishes.map((wish) => tree.nodeOf(wish));
  const worst = wantedNodes.map((): Worst | null => null);
  for (const [place, moment] of moments.entries()) {
    if (!takeStep(steps, place) && place > 0) continue;
    balance(tree);
    for (const [index, node] of wantedNodes.entries()) {
      if (!node) continue;
      const known = worst[index] ?? null;
      if (known === null || isWorse(node, known.figures))
        worst[index] = { figures: figuresOf(node), from: moment, until: null };
      else if (known.until === null && !isSame(node, known.figures)) known.until = moment;
    }
  }
  return wantedNodes.map((node, index) => {
    const found = worst[index];
    if (!node || !found) return null;
    const until = found.until === null ? to : new Date(found.until);
    return { ...found.figures, from: new Date(found.from), until, pickable: node.pickable };
  });
}
