import type pg from 'pg';
import { completeBookings } from '../../server/src/bookings/changing/complete-bookings.ts';
import type { Context } from '../../server/src/platform/context.ts';
import { connectDatabase } from '../../server/src/platform/database/database.ts';
import { withVisibility } from '../../server/src/platform/database/visibility.ts';
import { facilityDays } from './facility-days.ts';
import { meetPeople } from './meet-people.ts';
import { type Keys, perform } from './perform.ts';
import { planBookings, wantedBookings } from './plan-bookings.ts';
import type { Story } from './stories.ts';

type Needs = Pick<Context, 'log' | 'facility' | 'clock'> & {
  readonly appUrl: string;
  readonly say: (line: string) => void;
};

/** Few enough to leave a second core to the database, enough not to wait for it. */
const atOnce = 6;

/** Lets the people of the sample do all that is planned for today, each action in its own past. */
export async function enactSample(owner: pg.Client, { appUrl, log, facility, clock, say }: Needs): Promise<void> {
  const db = connectDatabase({ url: appUrl, readers: atOnce, writers: atOnce });
  try {
    const days = facilityDays(clock(), facility.timeZone);
    const contextOf = await meetPeople(owner, { db, log, facility });
    const keys = await readKeys(owner);
    let bookingCount = 0;
    const enact = async (story: Story): Promise<void> => {
      let bookings: readonly string[] = [];
      for (const step of story) {
        const context = contextOf(step.by, step.at);
        bookings = await withVisibility(context.visibility, () => perform(context, step, bookings, keys));
      }
      const before = bookingCount;
      bookingCount += bookings.length;
      if (Math.floor(bookingCount / 100) > Math.floor(before / 100))
        say(`  sample facility: ${bookingCount - (bookingCount % 100)} of ${wantedBookings} bookings`);
    };
    const stories = planBookings(days);
    await inTurns(
      stories.filter((story) => !isOfDesk(story)),
      enact,
    );
    // One after the other: which device is free depends on what was given before.
    for (const story of stories.filter(isOfDesk)) await enact(story);

    // Up to midnight, so that the hour of the first start makes no difference. The job does the rest of the day.
    const { rows } = await owner.query<{ id: string }>('select /* sampleTenants */ id from tenants');
    const visibility = { tenantIds: rows.map(({ id }) => id), userId: null };
    await withVisibility(visibility, () =>
      completeBookings({ viewer: null, visibility, db, log, facility, clock: () => days.at(0, '00:00') }),
    );
  } finally {
    await db.close();
  }
}

/** Runs several stories side by side, and begins none once one has failed. @throws what the first one threw */
async function inTurns(stories: readonly Story[], enact: (story: Story) => Promise<void>): Promise<void> {
  const remaining = stories.values();
  let failed = false;
  const worker = async () => {
    for (const story of remaining) {
      if (failed) return;
      await enact(story).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const one of outcomes) if (one.status === 'rejected') throw one.reason;
}

function isOfDesk(story: Story): boolean {
  return story.some(({ action }) => action === 'assignDevices');
}

async function readKeys(owner: pg.Client): Promise<Keys> {
  const { rows } = await owner.query<{ name: string; id: string }>(
    'select /* sampleKeys */ name, id from rooms union all select code, id from tenants union all select name, id from device_categories',
  );
  const ids = new Map(rows.map(({ name, id }) => [name, id]));
  const key = (name: string): string => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`the sample has no ${name}`);
    return id;
  };
  return { room: key, tenant: key, category: key };
}
