import { expect } from 'vitest';
import { documentOf, type Outcome } from './booking-calls.ts';
import { Caller } from './client.ts';
import { unlimited } from './crawler.ts';
import {
  bookingId,
  days,
  globalId,
  hours,
  later,
  openFacility,
  someMorning,
  type TestFacility,
  tenantId,
  tenants,
} from './factories.ts';
import { startApp } from './servers.ts';

export type Contest = {
  readonly facility: TestFacility;
  /** An administrator, at either server. */ readonly admins: readonly [Caller, Caller];
  close(): Promise<void>;
};

/** Two servers over one database. */
export async function openContest(): Promise<Contest> {
  const facility = await openFacility();
  const apps = [
    await startApp(facility.database, undefined, unlimited),
    await startApp(facility.database, undefined, unlimited),
  ] as const;
  const admin = await Caller.signIn(apps[0].url, 'admin');
  return {
    facility,
    admins: [admin, admin.at(apps[1].url)],
    close: async () => {
      for (const app of apps) await app.close();
      await facility.close();
    },
  };
}

/** Somebody who may book for TECH, and asks for nothing yet. */
async function hire({ facility }: Contest, name: string): Promise<string> {
  const { rows } = await facility.owner.query<{ id: string }>(
    'insert into users (username, display_name) values ($1, $1) returning id',
    [name],
  );
  await facility.owner.query(`insert into role_grants (user_id, role_name, tenant_id) values ($1, 'staff', $2)`, [
    rows[0]?.id,
    tenants.TECH,
  ]);
  return rows[0]?.id ?? '';
}

const shutAccount =
  'mutation ($input: ShutAccountInput!) { result: shutAccount(input: $input) { __typename ... on Error { message } } }';
const revokeRole =
  'mutation ($input: RoleGrantInput!) { result: revokeRole(input: $input) { __typename ... on Error { message } } }';

type Rival = {
  readonly document: string;
  input(round: { readonly id: string; readonly person: string; readonly startsAt: Date }): object;
  /** What both may be told, handing over first, and whether the booking then has the new requester. */
  readonly ends: readonly (readonly [handedOver: string, rival: string, isTheirs: boolean])[];
};

const refused = 'InvalidInputError';
const done = 'HandOverBookingPayload';

/** Against what would leave a booking with a requester who cannot book, and against other changes of the same booking. */
export const rivals: Readonly<Record<string, Rival>> = {
  'shutting the account of the new requester': {
    document: shutAccount,
    input: ({ person }) => ({ userId: globalId('User', person) }),
    ends: [
      [done, 'OpenBookingsError', true],
      [refused, 'ShutAccountPayload', false],
    ],
  },
  'revoking their right': {
    document: revokeRole,
    input: ({ person }) => ({ userId: globalId('User', person), role: 'staff', tenantId: tenantId('TECH') }),
    ends: [
      [done, 'RevokeRolePayload', true],
      [refused, 'RevokeRolePayload', false],
    ],
  },
  'cancelling it': {
    document: documentOf('cancelBooking'),
    input: ({ id }) => ({ bookingId: id, reason: 'Off' }),
    ends: [
      [done, 'CancelBookingPayload', true],
      ['WrongStatusError', 'CancelBookingPayload', false],
    ],
  },
  'moving it': {
    document: documentOf('rescheduleBooking'),
    input: ({ id, startsAt }) => ({ bookingId: id, startsAt: later(startsAt, hours(1)) }),
    ends: [[done, 'RescheduleBookingPayload', true]],
  },
};

/** Both at the same moment, through two servers: what the two are told and what the database holds is one story. */
export async function raceHandOver(contest: Contest, name: string, rounds: number): Promise<{ handedOver: number }> {
  const { facility, admins } = contest;
  const { document, input, ends } = rivals[name] as Rival;
  let handedOver = 0;
  for (let round = 0; round < rounds; round += 1) {
    const person = await hire(contest, `${name.replaceAll(/[^a-z]/g, '').slice(0, 20)}${round}`);
    const startsAt = later(someMorning(), days(round));
    const key = await facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(3)) });
    const [one, other] = round % 2 === 0 ? admins : [admins[1], admins[0]];
    const hand = () =>
      one.get<{ result: Outcome }>(documentOf('handOverBooking'), {
        input: { bookingId: bookingId(key), toUserId: globalId('User', person) },
      });
    const rival = () =>
      other.get<{ result: Outcome }>(document, { input: input({ id: bookingId(key), person, startsAt }) });
    const [first, second] =
      round % 4 < 2 ? await Promise.all([hand(), rival()]) : (await Promise.all([rival(), hand()])).toReversed();
    const {
      rows: [found],
    } = await facility.owner.query<{ requester: string; clean: boolean }>(
      `select requester_id as requester, not exists (
         select from audit_log a join audit_log b on b.subject_id = requester_id::text and b.action in ('shutAccount', 'revokeRole') and b.result = 'DONE' and b.at < a.at
         where a.subject_id = bookings.id::text and a.action = 'handOverBooking' and a.result = 'DONE') as clean
       from bookings where id = $1`,
      [key],
    );
    const story = [first?.result.__typename, second?.result.__typename, found?.requester === person];
    expect(ends, `${name}, round ${round}`).toContainEqual(story);
    // Handed over to somebody whose account was shut, or whose right was gone, before: never.
    expect(found?.clean, `${name}, round ${round}`).toBe(true);
    if (story[2]) handedOver += 1;
  }
  return { handedOver };
}
