import { completeBookings } from './bookings/changing/complete-bookings.ts';
import { forgetRequests } from './bookings/changing/idempotency.ts';
import { renewBookingSearch } from './bookings/finding/renew-booking-search.ts';
import { forgetUndoSteps } from './bookings/undoing/undo-steps.ts';
import { forgetOldNotifications } from './notifications/forget-old-notifications.ts';
import { mailDigest, mailNotification } from './notifications/mail-notification.ts';
import { summarizeDay } from './notifications/summarize-day.ts';
import { forgetOldTokens } from './people/keys/forget-old-tokens.ts';
import { forgetPasswordLinks } from './people/passwords/password-links.ts';
import { forgetAttempts } from './people/credentials/tries.ts';
import type { Context, RequestContext } from './platform/context.ts';
import { withVisibility } from './platform/database/visibility.ts';
import { forgetCreations } from './platform/idempotency.ts';
import { JobQueue } from './platform/jobs/job-queue.ts';

type Needs = Pick<Context, 'db' | 'clock' | 'log' | 'facility'> & Pick<RequestContext, 'mail' | 'publicUrl'>;

/** The jobs that run by themselves, each time on one of the servers, once the queue is started. */
export function openJobs(url: string, needs: Needs): JobQueue {
  const everywhere = (work: (context: Context) => Promise<unknown>) => async () => {
    const tenants = await needs.db.prisma.tenant.findMany();
    const visibility = { tenantIds: tenants.map((tenant) => tenant.id), userId: null };
    await withVisibility(visibility, () => work({ ...needs, viewer: null, visibility }));
  };
  const eachMinute = {
    completeBookings: everywhere(completeBookings),
    summarizeDay: () => summarizeDay(needs),
    forgetRequests: everywhere(forgetRequests),
    forgetCreations: () => forgetCreations(needs),
    forgetUndoSteps: () => forgetUndoSteps(needs),
    forgetAttempts: () => forgetAttempts(needs),
    forgetPasswordLinks: () => forgetPasswordLinks(needs),
    forgetOldTokens: () => forgetOldTokens(needs),
    forgetOldNotifications: () => forgetOldNotifications(needs),
    renewBookingSearch: () => renewBookingSearch(needs),
  };
  const jobs = {
    ...eachMinute,
    mailNotification: (payload: unknown) => mailNotification(needs, payload),
    mailDigest: (payload: unknown) => mailDigest(needs, payload),
  };
  return new JobQueue({ url, log: needs.log, jobs, eachMinute: Object.keys(eachMinute) });
}
