import { execute, parse } from 'graphql';
import { openAccessTokens } from '../src/people/keys/access-tokens.ts';
import { openSealedKey } from '../src/people/keys/sealed-key.ts';
import { cookieNames } from '../src/people/sessions/cookies.ts';
import { openRefreshTokens } from '../src/people/keys/refresh-tokens.ts';
import { AuditTrail } from '../src/platform/audit/audit-trail.ts';
import { Background } from '../src/platform/background.ts';
import type { RequestContext, Viewer } from '../src/platform/context.ts';
import { connectDatabase } from '../src/platform/database/database.ts';
import { type Visibility, withVisibility } from '../src/platform/database/visibility.ts';
import { johannesburg } from '../src/platform/facility.ts';
import { createLog } from '../src/platform/log.ts';
import { EventCursors } from '../src/platform/outbox/event-cursor.ts';
import { EventStream } from '../src/platform/outbox/event-stream.ts';
import { SideThread } from '../src/platform/side-thread.ts';
import { defaultTryLimits } from '../src/platform/try-limits.ts';
import { schema } from '../src/schema.ts';
import { now } from './crawler-house.ts';
import type { TestDatabase } from './database.ts';
import { tenants } from './factories.ts';
import { secret } from './secret.ts';

export type Unmasked = {
  ask(query: string, variables: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
};

/**
 * The schema without its door and its masks: whoever asks claims every right in every division, so that no resolver
 * holds anything back. The database is asked with the sight of one person of one division; only it can refuse.
 */
export async function openUnmasked(
  database: TestDatabase,
  { userId, tenantId }: { userId: string; tenantId: string },
): Promise<Unmasked> {
  const log = createLog('silent');
  const clock = () => now;
  const db = connectDatabase({ url: database.appUrl });
  const events = new EventStream({ url: database.eventsUrl, log });
  await events.start();
  const viewer: Viewer = {
    userId,
    via: { kind: 'session', id: '11111111-2222-4333-8444-555555555555' },
    username: 'anybody',
    displayName: 'Anybody',
    grants: [{ permission: '*', tenantId: null }],
    tenants: Object.entries(tenants).map(([code, id]) => ({ id, code, name: code })),
  };
  const tokens = await openAccessTokens({ db, secret, clock, log });
  const visibility: Visibility = { tenantIds: [tenantId], userId };
  const contextValue: RequestContext = {
    viewer,
    visibility,
    db,
    clock,
    log,
    facility: johannesburg,
    facilityWatch: {
      facility: johannesburg,
      refresh: () => Promise.resolve(johannesburg),
      onChange: () => () => undefined,
    },
    events,
    origin: { requestId: '', address: '127.0.0.1', agent: null },
    deadline: new AbortController().signal,
    cursors: new EventCursors(
      await openSealedKey(db, secret, 'event-cursors', () => Promise.reject(new Error('the server has made it'))),
    ),
    tokens,
    refreshTokens: await openRefreshTokens(db, secret),
    audit: new AuditTrail({ db, clock, log }),
    setUpLinks: { current: () => Promise.resolve(null), find: () => Promise.resolve(null) },
    mail: null,
    background: new Background(log),
    sideThread: new SideThread({ log }),
    tryLimits: defaultTryLimits,
    publicUrl: 'http://localhost',
    cookieNames: cookieNames(false),
    watchRights: () => ({
      viewer,
      refresh: () => Promise.resolve(viewer),
      onChange: () => () => undefined,
      stop: () => undefined,
    }),
  };
  return {
    ask: async (query, variables) =>
      JSON.stringify(
        await withVisibility(visibility, async () =>
          execute({
            schema,
            document: parse(query),
            contextValue: { ...contextValue },
            variableValues: JSON.parse(JSON.stringify(variables)) as Record<string, unknown>,
          }),
        ),
      ),
    close: async () => {
      await tokens.close();
      await contextValue.audit.close();
      await contextValue.sideThread.close();
      await events.close();
      await db.close();
    },
  };
}
