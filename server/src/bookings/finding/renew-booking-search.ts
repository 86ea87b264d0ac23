import type { Context } from '../../platform/context.ts';
import { statement, uuid } from '../../platform/database/statement.ts';

const atOnce = 1_000;
const beforeAll = '00000000-0000-0000-0000-000000000000';

const renew = statement(
  'renewBookingSearch',
  { reached: uuid.orNull },
  'select renew_booking_search($1::uuid, $2) as reached',
);

/**
 * Rewrites the words that bookings are found by, some at a time, after a migration that changes them. Otherwise it does
 * nothing.
 */
export async function renewBookingSearch({ db }: Pick<Context, 'db'>): Promise<void> {
  for (let after: string | null = beforeAll; after !== null;) {
    const rows: { reached: string | null }[] = await db.run(renew(after, atOnce));
    after = rows[0]?.reached ?? null;
  }
}
