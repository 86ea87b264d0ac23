import { expect } from 'vitest';
import { openFacility, type TestFacility } from './factories.ts';
import { type Figures, percentiles } from './figures.ts';
import { startPair } from './servers.ts';
import { nameAt, refreshAt, signInAs } from './sign-in.ts';

const crowd = 20;

export type RefreshRace = {
  readonly facility: TestFacility;
  readonly urls: readonly [string, string];
  close(): Promise<void>;
};

/** Two servers over one database. */
export async function openRefreshRace(): Promise<RefreshRace> {
  const facility = await openFacility();
  const { urls, stop } = await startPair(facility.database);
  return {
    facility,
    urls,
    close: async () => {
      await stop();
      await facility.close();
    },
  };
}

/** Twenty uses of one refresh token at once, half of them at each server; each round goes on with what the last one gave. */
export async function raceForOneSuccessor({ facility, urls }: RefreshRace, rounds: number): Promise<Figures> {
  const [first] = urls;
  let { refreshToken } = await signInAs(first, 'staff.tech');
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const used = refreshToken;
    const answers = await Promise.all(
      Array.from({ length: crowd }, async (_, one) => {
        const began = performance.now();
        const answer = await refreshAt(urls[one % urls.length] ?? first, used);
        times.push(performance.now() - began);
        return answer;
      }),
    );
    expect(
      answers.map(({ __typename }) => __typename),
      `round ${round}: none is taken for a thief`,
    ).toEqual(answers.map(() => 'RefreshSessionPayload'));
    const successors = new Set(answers.map((answer) => answer.refreshToken));
    expect(successors.size, `round ${round}: one successor`).toBe(1);
    expect(successors, `round ${round}: and a new one`).not.toContain(used);
    refreshToken = [...successors][0] ?? '';
  }
  const { rows } = await facility.owner.query<{ all: number; unused: number }>(
    'select count(*)::int as all, count(*) filter (where used_at is null)::int as unused from refresh_tokens',
  );
  expect(rows).toEqual([{ all: rounds + 1, unused: 1 }]);
  const last = await refreshAt(first, refreshToken);
  expect(await nameAt(first, last.accessToken ?? '')).toBe('staff.tech');
  return percentiles(times);
}
