import { completeBookings } from './bookings/complete-bookings.ts';
import { forgetRequests } from './bookings/idempotency.ts';
import { forgetUndoSteps } from './bookings/undo-steps.ts';
import { forgetOldTokens } from './people/forget-old-tokens.ts';
import { forgetPasswordLinks } from './people/password-links.ts';
import { forgetAttempts } from './people/tries.ts';
import type { Context } from './platform/context.ts';
import { withSight } from './platform/database/sight.ts';

const everyMs = 60_000;

/** What happens by itself, each minute, on each server: every job is safe to run on several at once. */
export const startJobs = (needs: Pick<Context, 'db' | 'clock' | 'log' | 'facility'>): (() => Promise<void>) => {
  let running = Promise.resolve();
  const run = async () => {
    try {
      const tenants = await needs.db.prisma.tenant.findMany();
      const sight = { tenantIds: tenants.map((tenant) => tenant.id), userId: null };
      const context: Context = { ...needs, viewer: null, sight };
      await withSight(sight, async () => {
        await completeBookings(context);
        await forgetRequests(context);
        await forgetUndoSteps(context);
        await forgetAttempts(context);
        await forgetPasswordLinks(context);
        await forgetOldTokens(context);
      });
    } catch (error) {
      needs.log.error({ err: error }, 'a job failed and is tried again in a minute');
    }
  };
  const start = () => {
    running = running.then(run);
  };
  start();
  const timer = setInterval(start, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
};
