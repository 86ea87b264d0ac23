import { type Query, statement } from '../../platform/database/statement.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import type { StandingAssignment } from './standing-assignments.ts';

const releasePlans = statement(
  'releasePlans',
  {},
  `update device_assignments set released_at = $2::timestamptz, release_reason = $3 where id = any ($1::uuid[])`,
);

const keepDue = statement(
  'keepDue',
  {},
  `update device_assignments a set not_after = given."dueAt" from jsonb_to_recordset($1::jsonb) given (id uuid, "dueAt" timestamptz) where a.id = given.id`,
);

/** The assignments of these devices that give way when their bookings move. */
export type GivingWay = {
  readonly plans: readonly StandingAssignment[];
  readonly inHand: readonly StandingAssignment[];
};

/**
 * Finds the assignments of the devices that are named as giving way, on the bookings that move.
 * @throws InvalidInputError naming each device that is on none of them
 */
export function assignmentsGivingWay(
  standing: readonly StandingAssignment[],
  releaseDeviceIds: readonly string[],
): GivingWay {
  const named = new Set(releaseDeviceIds);
  const stillDue = standing.filter(({ returnedAt }) => returnedAt === null);
  const fields = releaseDeviceIds.flatMap((id, index) =>
    stillDue.some(({ deviceId }) => deviceId === id)
      ? []
      : { path: `releaseDeviceIds.${index}`, message: 'This device is not assigned to what moves. Leave it out.' },
  );
  if (fields.length > 0) throw new InvalidInputError(fields);
  const givingWay = stillDue.filter(({ deviceId }) => named.has(deviceId));
  return {
    plans: givingWay.filter(({ handedOutAt }) => handedOutAt === null),
    inHand: givingWay.filter(({ handedOutAt }) => handedOutAt !== null),
  };
}

const reason = 'Its booking moved to another time.';

/**
 * Moves bookings without the devices that give way: plans are released, so that their requests open again, and what
 * is in a hand comes back when it was to come back before. To be run by `moveTogether`, since only the last of these
 * statements takes out of the way what is in a hand.
 */
export function moveWithout({ plans, inHand }: GivingWay, moves: readonly Query[], now: Date): readonly Query[] {
  const planIds = plans.map(({ id }) => id);
  const dueAsBefore = inHand.map(({ id, dueAt }) => ({ id, dueAt }));
  return [
    ...(planIds.length === 0 ? [] : [releasePlans(planIds, now, reason)]),
    ...moves,
    // A start that moves clears it.
    ...(dueAsBefore.length === 0 ? [] : [keepDue(JSON.stringify(dueAsBefore))]),
  ];
}
