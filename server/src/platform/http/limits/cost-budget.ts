import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Payer } from './payers.ts';

type BudgetState = { readonly remaining: number; readonly resetSeconds: number; readonly isOver: boolean };
export type CostBudget = { spend(payer: Payer, cost: number): Promise<BudgetState> };

/**
 * What a payer may ask within a minute, in all their requests together. Each server counts for itself: a fleet gives as
 * many budgets as it has servers, and a restart gives new ones.
 */
export function openCostBudget(costPerMinute: number): CostBudget {
  const limiter = new RateLimiterMemory({ points: costPerMinute, duration: 60 });
  return {
    spend: async ({ name }, cost) => {
      const result = await limiter.consume(name, cost).catch((rejection: unknown) => {
        if (rejection instanceof RateLimiterRes) return rejection;
        throw rejection;
      });
      return {
        remaining: result.remainingPoints,
        resetSeconds: Math.max(Math.ceil(result.msBeforeNext / 1_000), 1),
        isOver: result.consumedPoints > costPerMinute,
      };
    },
  };
}
