import type { Context } from '../../platform/context.ts';

const atOnce = 1_000;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** After a migration that changes what bookings are found by: writes it anew, some at a time. Otherwise nothing. */
export async function renewBookingSearch({ db }: Pick<Context, 'db'>): Promise<void> {
  for (let after: string | null = beforeAll; after !== null;) {
    const rows: { reached: string | null }[] = await db.sql(
      'renewBookingSearch',
      'select renew_booking_search($1::uuid, $2) as reached',
      [after, atOnce],
    );
    after = rows[0]?.reached ?? null;
  }
}
