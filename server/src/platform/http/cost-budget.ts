import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Viewer } from '../context.ts';
import { networkOf } from './network-of.ts';
import type { Origin } from './origin.ts';

export type Spent = { readonly remaining: number; readonly resetSeconds: number; readonly isOver: boolean };
/** Whose purse it is; a request's context is one. */
export type Payer = { readonly viewer: Pick<Viewer, 'userId' | 'via'> | null; readonly origin: Origin };
export type CostBudget = { spend(payer: Payer, cost: number): Promise<Spent> };

/**
 * What a session may ask within a minute, all its requests together; without one, what an address may. Kept by each
 * server for itself: a fleet gives as many budgets as it has servers, and a restart gives them anew.
 */
export const openCostBudget = (costPerMinute: number): CostBudget => {
  const limiter = new RateLimiterMemory({ points: costPerMinute, duration: 60 });
  return {
    spend: async ({ viewer, origin }, cost) => {
      const payer = viewer ? `${viewer.via.kind} ${viewer.via.id}` : `network ${networkOf(origin.address)}`;
      const result = await limiter.consume(payer, cost).catch((refused: unknown) => {
        if (refused instanceof RateLimiterRes) return refused;
        throw refused;
      });
      return {
        remaining: result.remainingPoints,
        resetSeconds: Math.max(Math.ceil(result.msBeforeNext / 1_000), 1),
        isOver: result.consumedPoints > costPerMinute,
      };
    },
  };
};
