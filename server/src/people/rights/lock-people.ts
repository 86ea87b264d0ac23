import type { Transaction } from '../../platform/database/database.ts';

/** Where changes of people stand in line. */
export const peopleKey = 'people';

/** From here on nobody's account or rights change but by this transaction: taken before any other lock. */
export async function lockPeople(tx: Transaction): Promise<void> {
  await tx.$executeRawUnsafe('select /* lockPeople */ lock_people()');
}
