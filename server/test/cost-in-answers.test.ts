import { expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import type { Caller } from './client.ts';

const { app, people } = await arrange({ people: ['room_boss'], settings: { limits: { costPerMinute: 1_000 } } });

type Answer = {
  readonly errors?: readonly { readonly extensions: { readonly limit?: string } }[];
  readonly extensions?: { readonly cost: Readonly<Record<string, number>> };
};

async function ask({ token }: Caller, query: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query }),
  });
  return { answer: (await response.json()) as Answer, left: Number(response.headers.get('ratelimit-remaining')) };
}

it('whoever wants to know is told what an answer cost and what is left of the minute, also in a refusal', async () => {
  const boss = people.room_boss;
  const wanted = { 'x-colab-cost': '1' };
  const first = await ask(boss, '{ facility { name } }', wanted);
  expect(first.answer.extensions?.cost).toMatchObject({ points: 2, remaining: first.left, perMinute: 1_000 });
  const second = await ask(boss, '{ rooms { name } }', wanted);
  expect(second.answer.extensions?.cost).toMatchObject({ points: 101, remaining: first.left - 101 });
  for (let nth = 0; nth < 9; nth += 1) await ask(boss, '{ rooms { name } }');
  const refused = await ask(boss, '{ rooms { name } }', wanted);
  expect(refused.answer.errors).toMatchObject([{ extensions: { limit: 'costPerMinute' } }]);
  expect(refused.answer.extensions?.cost).toMatchObject({ points: 101, remaining: 0 });
});

it('nobody else’s answer is another', async () => {
  expect((await ask(people.room_boss, '{ __typename }')).answer).not.toHaveProperty('extensions');
});
