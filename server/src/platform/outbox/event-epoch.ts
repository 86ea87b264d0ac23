import { sha256 } from '../sealed-keys.ts';
import { clockToleranceMs, type LastRead, type LogReading, type LogState } from './log-reading.ts';

/**
 * The history of the database that positions belong to. `id` is in every position and differs where any part of it
 * does; `generation` is what the database itself stores of it, and all servers agree on.
 */
export type Epoch = { readonly id: string; readonly generation: string };

/**
 * Determines the epoch of the database that answers now. Where its log is not the one that was read before, a new epoch
 * begins, for all servers.
 * @param lastRead what was read before; null for a server that has just started
 * @throws where the database is a standby, which writes no timeline
 */
export async function settleEpoch(log: LogReading, lastRead: LastRead | null, daysKept: number): Promise<Epoch> {
  const state = await log.currentState(lastRead, daysKept);
  const why = reasonForNewEpoch(state, lastRead);
  const generation = why === null ? state.generation : await log.beginEpoch(state.generation, why);
  return { generation, id: sha256(`${state.database} ${generation}`).toString('base64url').slice(0, 16) };
}

/** Null where the epoch goes on, or where another server has begun a new one already. */
function reasonForNewEpoch(state: LogState, lastRead: LastRead | null): string | null {
  if (lastRead !== null && state.generation !== lastRead.generation) {
    const isBegunSince = state.knowsGeneration || state.begunAt > lastRead.position.at;
    return isBegunSince ? null : 'the database was put back to before the last epoch began';
  }
  if (!state.holds) return 'the log lost what had been read from it';
  const isClockBehind = lastRead !== null && state.clock + clockToleranceMs < lastRead.position.at;
  if (state.isClockPutBack || isClockBehind) return 'the clock of the database was put back';
  return null;
}
