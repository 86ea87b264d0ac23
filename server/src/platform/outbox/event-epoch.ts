import { sha256 } from '../sealed-keys.ts';
import { clockToleranceMs, type Known, type LogReading, type Standing } from './log-reading.ts';

/**
 * Which history of which database positions are of. `id` stands in every position and differs where any of it does;
 * `generation` is what the database itself keeps of it, and all servers agree on.
 */
export type Epoch = { readonly id: string; readonly generation: string };

/**
 * The epoch that counts on the database that answers now. Where its log is not the one that was read before, a new one
 * begins, for all servers.
 * @param known what was read before; null for a server that has just started
 * @throws where the database is a standby, which writes no timeline
 */
export async function settleEpoch(log: LogReading, known: Known | null, daysKept: number): Promise<Epoch> {
  const standing = await log.standing(known, daysKept);
  const why = whyNew(standing, known);
  const generation = why === null ? standing.generation : await log.beginEpoch(standing.generation, why);
  return { generation, id: sha256(`${standing.database} ${generation}`).toString('base64url').slice(0, 16) };
}

/** Null where the epoch goes on, or where another server has begun a new one already. */
function whyNew(standing: Standing, known: Known | null): string | null {
  if (known !== null && standing.generation !== known.generation) {
    const isBegunSince = standing.knowsGeneration || standing.begunAt > known.position.at;
    return isBegunSince ? null : 'the database was put back to before the last epoch began';
  }
  if (!standing.holds) return 'the log lost what had been read from it';
  const isClockBehind = known !== null && standing.clock + clockToleranceMs < known.position.at;
  if (standing.isClockPutBack || isClockBehind) return 'the clock of the database was put back';
  return null;
}
