import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Payer } from './payers.ts';

type Spent = { readonly remaining: number; readonly resetSeconds: number; readonly isOver: boolean };
export type CostBudget = { spend(payer: Payer, cost: number): Promise<Spent> };

/**
 * What a payer may ask within a minute, all their requests together. Kept by each server for itself: a fleet gives as many
 * budgets as it has servers, and a restart gives them anew.
 */
export function openCostBudget(costPerMinute: number): CostBudget {
  const limiter = new RateLimiterMemory({ points: costPerMinute, duration: 60 });
  return {
    spend: async ({ name }, cost) => {
      const result = await limiter.consume(name, cost).catch((refused: unknown) => {
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
}
