import { expect } from 'vitest';
import { bookingInput, documentOf, type Outcome } from './booking-calls.ts';
import { Caller } from './client.ts';
import { days, hours, later, openFacility, someMorning, type TestFacility, type Username } from './factories.ts';
import { type Figures, percentiles } from './figures.ts';
import { expectSoundPhysics } from './physics.ts';
import { type ServerProcess, startProcess } from './servers.ts';

const crowd = 50;
/** Everybody who books without asking, for either division. */
const bookers: readonly Username[] = ['room_boss', 'admin', 'training_facility_admin', 'it_rental_admin'];

export type Contest = { readonly facility: TestFacility; readonly callers: readonly Caller[]; close(): Promise<void> };

/** Two server processes over one database, and people who are signed in at both. */
export async function openContest(people: readonly Username[] = bookers): Promise<Contest> {
  const facility = await openFacility();
  // What one token may ask in a minute stands in front of what is proven here, and has proofs of its own.
  const { ownerUrl, appUrl, eventsUrl, jobsUrl } = facility.database;
  const serve = () =>
    startProcess({
      DATABASE_URL: ownerUrl,
      APP_DATABASE_URL: appUrl,
      EVENTS_DATABASE_URL: eventsUrl,
      JOBS_DATABASE_URL: jobsUrl,
      MAX_COST_PER_MINUTE: '1000000000',
    });
  const servers: ServerProcess[] = await Promise.all([serve(), serve()]);
  const [first, second] = servers as [ServerProcess, ServerProcess];
  const here = await Promise.all(people.map((username) => Caller.signIn(first.url, username)));
  const callers = here.flatMap((caller) => [caller, caller.at(second.url)]);
  return {
    facility,
    callers,
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      await facility.close();
    },
  };
}

type Round = { readonly winners: readonly number[]; readonly times: readonly number[] };

/** Fifty at once for one interval, through both servers and for both divisions. */
async function race({ callers }: Contest, round: number, roomOf: (contender: number) => number): Promise<Round> {
  const startsAt = later(someMorning(), days(round));
  const endsAt = later(startsAt, hours(3));
  const answers = await Promise.all(
    Array.from({ length: crowd }, async (_, contender) => {
      const caller = callers[contender % callers.length];
      const tenant = Math.floor(contender / callers.length) % 2 === 0 ? 'TECH' : 'TRAINING';
      const room = roomOf(contender);
      const began = performance.now();
      const answer = await caller?.ask<{ result: Outcome }>(documentOf('createBookings'), {
        input: bookingInput({ startsAt, endsAt, room, tenant }),
      });
      return { room, answer, ms: performance.now() - began };
    }),
  );
  const won = answers.filter(({ answer }) => answer?.data?.result.__typename === 'CreateBookingsPayload');
  const lost = answers.filter(({ answer }) => answer?.data?.result.__typename === 'RoomTakenError');
  const strange = answers.filter((one) => !won.includes(one) && !lost.includes(one)).map(({ answer }) => answer?.text);
  expect(strange, `round ${round}: nothing but success and RoomTakenError`).toEqual([]);
  for (const { answer } of lost) expect(answer?.data?.result.segments?.[0]?.conflicts.length).toBeGreaterThan(0);
  return { winners: won.map(({ room }) => room).toSorted((a, b) => a - b), times: answers.map(({ ms }) => ms) };
}

/** One room, each round another one. */
export async function raceForOneRoom(contest: Contest, rounds: number): Promise<Figures> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const room = (round % 23) + 1;
    const { winners, times: some } = await race(contest, round, () => room);
    expect(winners, `round ${round}: exactly one gets the room`).toEqual([room]);
    times.push(...some);
  }
  await expectSoundPhysics(contest.facility.superuser);
  return percentiles(times);
}

/** Room 24 is rooms 5 and 6: either it is taken whole, or each half once. */
export async function raceForTheFoldedWall(
  contest: Contest,
  rounds: number,
): Promise<Figures & { readonly whole: number }> {
  const times: number[] = [];
  let whole = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { winners, times: some } = await race(
      contest,
      1_000 + round,
      (contender) => [24, 5, 6][(contender + round) % 3] ?? 24,
    );
    expect([[24], [5, 6]], `round ${round}: the whole, or both halves`).toContainEqual(winners);
    if (winners[0] === 24) whole += 1;
    times.push(...some);
  }
  await expectSoundPhysics(contest.facility.superuser);
  return { ...percentiles(times), whole };
}
