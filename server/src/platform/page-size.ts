import { z } from 'zod';
import { figure, type LimitRow } from './limit-row.ts';

/** The options of an argument `first` that cuts a list at the front. */
export function pageSize(most: LimitRow, usual: number) {
  return {
    defaultValue: usual,
    validate: z
      .number()
      .min(1, 'At least 1.')
      .max(most.value, `At most ${figure(most)}.`)
      .nullish(),
    description: `How many, ${figure(most)} at most.`,
  };
}
