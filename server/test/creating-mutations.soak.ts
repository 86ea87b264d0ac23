import { expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { creations, proveCuts } from './creations.ts';
import { report } from './figures.ts';

const { facility, people } = await arrange({ people: ['admin'] });

it.each(creations)('$mutation makes it once, at whichever statement the connection breaks', async (creation) => {
  const cuts = await proveCuts(facility, people.admin, creation, undefined, ['before', 'after']);
  expect(cuts).toBeGreaterThan(16);
  report('cuts', { mutation: creation.mutation, cuts });
});
