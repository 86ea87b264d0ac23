import type { Context } from '../../platform/context.ts';
import { statement, uuid } from '../../platform/database/statement.ts';

const atOnce = 1_000;
const beforeAll = '00000000-0000-0000-0000-000000000000';

const renew = statement(
  'renewBookingSearch',
  { reached: uuid.orNull },
  'select renew_booking_search($1::uuid, $2) as reached',
);

/** After a migration that changes what bookings are found by: writes it anew, some at a time. Otherwise nothing. */
export async function renewBookingSearch({ db }: Pick<Context, 'db'>): Promise<void> {
  for (let after: string | null = beforeAll; after !== null;) {
    const rows: { reached: string | null }[] = await db.run(renew(after, atOnce));
    after = rows[0]?.reached ?? null;
  }
}
