import { expect } from 'vitest';
import type { Caller } from './client.ts';
import { CuttingLine, type Moment } from './cutting-line.ts';
import { days, hours, later, roomId, someMorning, tenantId, type TestFacility } from './factories.ts';
import { startApp } from './servers.ts';

type Answer = {
  readonly __typename: string;
  readonly repeated?: boolean;
  readonly made?: { readonly id: string };
  readonly link?: { readonly url: string | null; readonly mailedTo: string | null; readonly expiresAt: string };
};

export type Creation = {
  readonly mutation: string;
  readonly type: string;
  /** The field of the payload with what was made. */
  readonly made: string;
  /** @param name different for each request */
  readonly input: (name: string) => object;
  readonly table: string;
  readonly column: string;
  readonly more?: string;
};

const closedFrom = later(someMorning(), days(40));
const numbers = new Map<string, number>();
/** A day of its own for each name. */
function numberOf(name: string): number {
  const known = numbers.get(name) ?? numbers.size;
  numbers.set(name, known);
  return known;
}

/** What the facility gets by a request that may be repeated. */
export const creations: readonly Creation[] = [
  {
    mutation: 'createRoom',
    type: 'CreateRoomInput',
    made: 'room',
    input: (name) => ({ name, capacity: 10 }),
    table: 'rooms',
    column: 'name',
  },
  {
    mutation: 'closeRooms',
    type: 'CloseRoomsInput',
    made: 'closure',
    input: (name) => ({
      roomIds: [roomId(3)],
      startsAt: later(closedFrom, days(numberOf(name))),
      endsAt: later(closedFrom, days(numberOf(name)) + hours(2)),
      reason: name,
    }),
    table: 'closures',
    column: 'reason',
  },
  {
    mutation: 'createTenant',
    type: 'CreateTenantInput',
    made: 'tenant',
    input: (name) => ({ code: `T${numberOf(name)}X`, name }),
    table: 'tenants',
    column: 'name',
  },
  {
    mutation: 'inviteUser',
    type: 'InviteUserInput',
    made: 'user',
    input: (name) => ({
      username: name.toLowerCase().replaceAll(' ', '.'),
      displayName: name,
      roles: [{ role: 'viewer', tenantId: tenantId('TECH') }],
    }),
    table: 'users',
    column: 'display_name',
    more: 'link { url mailedTo expiresAt }',
  },
];

export function make(caller: Caller, { mutation, type, made, more = '' }: Creation, input: object) {
  return caller.ask<{ result: Answer }>(
    `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { __typename ... on ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Payload { repeated made: ${made} { id } ${more} } } }`,
    { input },
  );
}

export async function answerOf(caller: Caller, creation: Creation, input: object): Promise<Answer> {
  const { data, text } = await make(caller, creation, input);
  if (!data) throw new Error(text);
  return data.result;
}

/** How many things of this name there are. */
export async function countOf(facility: TestFacility, { table, column }: Creation, name: string): Promise<number> {
  const { rows } = await facility.owner.query<{ n: number }>(
    `select count(*)::int as n from ${table} where ${column} = $1`,
    [name],
  );
  return rows[0]?.n ?? 0;
}

const mostTries = 20;

/**
 * Breaks the connection to the database at each of these statements of a request, and repeats the request until it is
 * answered: what it makes is there once.
 * @param statements their numbers, from 0; every one that there is without them
 * @returns how many connections broke
 */
export async function proveCuts(
  facility: TestFacility,
  caller: Caller,
  creation: Creation,
  statements?: readonly number[],
  moments: readonly Moment[] = ['after'],
): Promise<number> {
  const line = await CuttingLine.to(facility.database.appUrl);
  const app = await startApp({ ...facility.database, appUrl: line.url });
  const there = caller.at(app.url);
  let cuts = 0;
  try {
    for (let place = 0, isOver = false; !isOver; place += 1) {
      const statement = statements ? statements[place] : place;
      if (statement === undefined) break;
      for (const moment of moments) {
        const name = `${creation.mutation} cut ${statement} ${moment}`;
        const input = { ...creation.input(name), idempotencyKey: name };
        line.arm(statement, moment);
        let answer = (await make(there, creation, input)).data?.result;
        // It took fewer statements than that.
        if (line.disarm()) isOver = statements === undefined;
        else cuts += 1;
        for (let tries = 1; !answer?.made; tries += 1) {
          expect(tries, `${name}: ${answer?.__typename}`).toBeLessThan(mostTries);
          answer = (await make(there, creation, input)).data?.result;
        }
        expect(await countOf(facility, creation, name), name).toBe(1);
      }
    }
    return cuts;
  } finally {
    await app.close();
    line.close();
  }
}
