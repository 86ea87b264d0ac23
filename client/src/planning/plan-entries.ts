import type { RoomPlanQuery } from '../graphql/generated/graphql.ts';

export type RoomPlan = RoomPlanQuery['roomPlan'];
export type Placement = RoomPlan['placements'][number];
export type Unplaced = RoomPlan['unplaced'][number];

/** One line of the plan: a ghost with the room it could have. */
export type PlanEntry = Placement & {
  /** Why it can no longer be accepted as planned, in words; null while it can. */
  readonly stale: string | null;
  /** Why it was refused at the last try; it can be tried again. */
  readonly refused: string | null;
  readonly ticked: boolean;
};

/** What the person who looks at the plan has made of it. */
export type PlanChoices = {
  readonly unticked: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, string>;
};

export const noChoices: PlanChoices = { unticked: new Set(), refused: new Map() };

/** A ghost as the calendar knows it now. */
type LiveGhost = {
  readonly id: string;
  readonly version: number;
  readonly status: string;
};

/**
 * The lines of a plan. What has changed since it was made is marked and not ticked.
 * @param live the ghosts of the plan's period as they are now; null where that is not known
 * @param today the present: the server refuses what is over by then
 */
export function entriesOf(
  placements: readonly Placement[],
  { unticked, refused }: PlanChoices,
  live: readonly LiveGhost[] | null,
  today = Number.NEGATIVE_INFINITY,
): readonly PlanEntry[] {
  const now = live && new Map(live.map((ghost) => [ghost.id, ghost]));
  return placements.map((placement) => {
    const { id } = placement.booking;
    const stale =
      Date.parse(placement.booking.endsAt) <= today
        ? 'Already over. Open it to assign a room anyway.'
        : now
          ? staleWords(now.get(id), placement.version)
          : null;
    return { ...placement, stale, refused: refused.get(id) ?? null, ticked: stale === null && !unticked.has(id) };
  });
}

/** Of what was accepted, by the version that this made: all but what waits again since, because it was undone. */
export function stillDone(done: ReadonlyMap<string, number>, live: readonly LiveGhost[] | null): ReadonlySet<string> {
  const back = new Set(
    live
      ?.filter(({ id, version, status }) => status === 'PENDING' && version > (done.get(id) ?? version))
      .map(({ id }) => id),
  );
  return new Set([...done.keys()].filter((id) => !back.has(id)));
}

function staleWords(ghost: LiveGhost | undefined, planned: number): string | null {
  if (ghost?.status !== 'PENDING') return 'No longer needs a room.';
  return ghost.version > planned ? 'Changed since the plan was made. Plan again.' : null;
}

/** Ticks or unticks some of them. */
export function withTicks({ unticked, refused }: PlanChoices, ids: readonly string[], isTicked: boolean): PlanChoices {
  const next = new Set(unticked);
  for (const id of ids) next[isTicked ? 'delete' : 'add'](id);
  return { unticked: next, refused };
}

/** What was refused says why, and is not ticked: the rest can be accepted without it. */
export function withRefusals(
  { unticked }: PlanChoices,
  refusals: readonly { readonly bookingId: string; readonly message: string }[],
): PlanChoices {
  return {
    unticked: new Set([...unticked, ...refusals.map(({ bookingId }) => bookingId)]),
    refused: new Map(refusals.map(({ bookingId, message }) => [bookingId, message])),
  };
}

/** `17 of 20 placed · 3 not`; once some are accepted, how many of them there are and what is left. */
export function placedWords(placed: number, unplaced: number, done = 0): string {
  if (done > 0)
    return [`${done} assigned`, placed > 0 && `${placed} more could be`, unplaced > 0 && `${unplaced} not placed`]
      .filter(Boolean)
      .join(' · ');
  if (placed + unplaced === 0) return 'No bookings need a room in this period';
  return unplaced === 0
    ? `${placed === 1 ? '1 of 1' : `All ${placed}`} placed`
    : `${placed} of ${placed + unplaced} placed · ${unplaced} not`;
}

/** So many at once, as the server takes them. */
export function inPortions<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, index) =>
    all.slice(index * most, (index + 1) * most),
  );
}
