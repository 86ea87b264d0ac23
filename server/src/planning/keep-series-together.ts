import type { Board } from './board.ts';
import type { Place } from './place.ts';
import { lookAhead, searchPlaces } from './search-places.ts';
import { linesOf, type Member, type SeriesLine } from './series-lines.ts';
import type { Steps } from './steps.ts';
import type { PlanProblem } from './plan-problem.ts';

/** Boards that share some series. */
type TiedBoards = { readonly boards: ReadonlySet<Board>; readonly lines: readonly SeriesLine[] };

/**
 * Chooses other places that cost the same, so that series change rooms less often. First one series at a time, while
 * the others stay; then all that are tied together at once. Returns whether no plan of this cost has fewer changes.
 */
export function keepSeriesTogether(problem: PlanProblem, boards: readonly Board[], steps: Steps): boolean {
  let proven = true;
  const ties = tie(boards, linesOf(problem, boards));
  for (const [index, tied] of ties.entries()) {
    const ownSteps = steps.share(1 / (ties.length - index));
    const most = new Map([...tied.boards].map((board) => [board, board.cost()]));
    for (const line of tied.lines) new Regrouping(tied, most, line.members, ownSteps.share(0.2)).run();
    proven =
      new Regrouping(
        tied,
        most,
        tied.lines.flatMap((line) => line.members),
        ownSteps,
      ).run() && proven;
  }
  return proven;
}

function tie(boards: readonly Board[], lines: readonly SeriesLine[]): TiedBoards[] {
  let ties: TiedBoards[] = boards.map((board) => ({ boards: new Set([board]), lines: [] }));
  for (const line of lines) {
    const tiedByLine = ties.filter((tied) => line.members.some(({ board }) => tied.boards.has(board)));
    const joined = {
      boards: new Set(tiedByLine.flatMap((tied) => [...tied.boards])),
      lines: [...tiedByLine.flatMap((tied) => tied.lines), line],
    };
    ties = [...ties.filter((tied) => !tiedByLine.includes(tied)), joined];
  }
  return ties.filter((tied) => tied.lines.length > 0);
}

/** Lets some members of series choose anew, and with them all ghosts on their boards that belong to no series. */
class Regrouping {
  readonly #lines: readonly SeriesLine[];
  readonly #most: ReadonlyMap<Board, number>;
  readonly #members: readonly Member[];
  readonly #steps: Steps;
  /** The ghosts of each affected board without a series, which go wherever they cost no more. */
  readonly #freeGhosts: ReadonlyMap<Board, readonly number[]>;
  #best: ReadonlyMap<Board, readonly Place[]>;
  #fewest: number;
  #isExhaustive = true;

  /** @param most what each board may cost: no more than it did before */
  constructor(tied: TiedBoards, most: ReadonlyMap<Board, number>, members: readonly Member[], steps: Steps) {
    this.#lines = tied.lines;
    this.#most = most;
    this.#members = members;
    this.#steps = steps;
    const inSeries = new Map([...tied.boards].map((board) => [board, new Set<number>()]));
    for (const line of tied.lines) for (const { board, ghost } of line.members) inSeries.get(board)?.add(ghost);
    const affectedBoards = new Set(members.map(({ board }) => board));
    this.#freeGhosts = new Map(
      [...affectedBoards].map((board) => [
        board,
        [...board.ghosts.keys()].filter((ghost) => !inSeries.get(board)?.has(ghost)),
      ]),
    );
    this.#best = this.#choices();
    this.#fewest = this.#changes();
  }

  /** Returns whether all was searched. */
  run(): boolean {
    for (const { board, ghost } of this.#members) board.takeBack(ghost);
    this.#takeBackOthers();
    this.#descend(0);
    for (const [board, choices] of this.#best) board.restore(choices);
    return this.#isExhaustive;
  }

  #descend(at: number): void {
    if (this.#leastChanges() >= this.#fewest) return;
    const member = this.#members[at];
    if (!member) return this.#finish();
    for (const place of this.#placesOf(member)) {
      if (this.#steps.over) {
        this.#isExhaustive = false;
        return;
      }
      member.board.choose(place);
      if (this.#canStillBe(member.board)) this.#descend(at + 1);
      member.board.takeBack(member.ghost);
    }
  }

  /** All members have chosen: the others must find places too, or this choice is dropped. */
  #finish(): void {
    const allPlaced = [...this.#freeGhosts].every(([board, freeGhosts]) => {
      this.#isExhaustive = searchPlaces(board, freeGhosts, this.#mostOf(board) + 1, this.#steps) && this.#isExhaustive;
      return freeGhosts.every((ghost) => !board.isUndecided(ghost)) && board.cost() <= this.#mostOf(board);
    });
    if (allPlaced) [this.#fewest, this.#best] = [this.#changes(), this.#choices()];
    this.#takeBackOthers();
  }

  #takeBackOthers(): void {
    for (const [board, freeGhosts] of this.#freeGhosts)
      for (const ghost of freeGhosts) if (!board.isUndecided(ghost)) board.takeBack(ghost);
  }

  #choices(): ReadonlyMap<Board, readonly Place[]> {
    return new Map([...this.#freeGhosts.keys()].map((board) => [board, board.choicesOf([...board.ghosts.keys()])]));
  }

  #changes(): number {
    return this.#lines.reduce((sum, line) => sum + line.changes(), 0);
  }

  #leastChanges(): number {
    this.#steps.spend(this.#members.length);
    return this.#lines.reduce((sum, line) => sum + line.leastChanges((member) => this.#roomsOf(member)), 0);
  }

  /** Null for a member that may stay without a room. */
  #roomsOf({ board, ghost }: Member): ReadonlySet<string> | null {
    const currentPlace = board.placeOf(ghost);
    const places = currentPlace ? [currentPlace] : this.#affordable(board, ghost);
    const rooms = places.flatMap(({ room }) => room?.id ?? []);
    return rooms.length < places.length ? null : new Set(rooms);
  }

  /** Places where the series would not change rooms come first. */
  #placesOf(member: Member): Place[] {
    const beside = this.#lines.find((line) => line.members.includes(member))?.beside(member);
    const distance = ({ room }: Place) => (room && beside?.has(room.id) ? 0 : 1);
    return this.#affordable(member.board, member.ghost).toSorted((a, b) => distance(a) - distance(b));
  }

  #affordable(board: Board, ghost: number): Place[] {
    const places = board.places[ghost] ?? [];
    const slack = this.#mostOf(board) - board.rootBound + (places[0]?.priced ?? 0);
    this.#steps.spend(places.length);
    return places.filter((place) => place.priced <= slack && board.isFree(place));
  }

  #canStillBe(board: Board): boolean {
    return lookAhead(board, [...board.ghosts.keys()], board.pricedSoFar(), this.#steps).bound <= this.#mostOf(board);
  }

  #mostOf(board: Board): number {
    return this.#most.get(board) ?? 0;
  }
}
