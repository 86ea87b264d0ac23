import { expect, it } from 'vitest';
import { askAtTheEdges } from './edge-inputs.ts';

it('nothing at the edge of what an argument can be is answered INTERNAL, by any query or mutation, and each refusal names a place that the input has', async () => {
  const { asked, failed, misnamed } = await askAtTheEdges(1);
  expect(asked).toBeGreaterThan(600);
  expect(failed).toEqual([]);
  expect(misnamed).toEqual([]);
}, 120_000);
