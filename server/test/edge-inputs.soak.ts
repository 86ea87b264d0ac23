import { expect, it } from 'vitest';
import { askAtTheEdges } from './edge-inputs.ts';

it('nothing at the edge of what an argument can be is answered INTERNAL, with every edge in every place', async () => {
  const { asked, failed } = await askAtTheEdges(100);
  expect(asked).toBeGreaterThan(3_000);
  expect(failed).toEqual([]);
}, 600_000);
