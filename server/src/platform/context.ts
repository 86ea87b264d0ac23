import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuditTrail } from './audit/audit-trail.ts';
import type { Database } from './database/database.ts';
import type { Visibility } from './database/visibility.ts';
import type { Origin } from './http/origin.ts';
import type { Facility } from './facility.ts';
import type { Background } from './background.ts';
import type { Log } from './log.ts';
import type { Mail } from './mail.ts';
import type { EventCursors } from './outbox/event-cursor.ts';
import type { EventStream } from './outbox/event-stream.ts';
import type { SideThread } from './side-thread.ts';
import type { TryLimits } from './try-limits.ts';

/** Signs and checks the short-lived tokens that stand for a session. */
export type AccessTokens = {
  sign(claims: { sessionId: string; userId: string }, now: Date): Promise<{ token: string; expiresAt: Date }>;
  /** Null for one that is not ours, was changed, or has run out. */
  verify(token: string, now: Date): Promise<{ sessionId: string; userId: string; expiresAt: Date } | null>;
};

/** A refresh token is used once; what takes its place follows from it, so that every server gives the same. */
export type RefreshTokens = { successorOf(token: string): string };

export type TenantFacts = { readonly id: string; readonly code: string; readonly name: string };

/** A right, held for one tenant, or for the whole facility where `tenantId` is null. */
export type Grant = { readonly permission: string; readonly tenantId: string | null };

/** How somebody came in: signed in themselves, as the screen on a wall, or through a tool with a token of its own. */
export type Via = { readonly kind: 'session' | 'display' | 'token'; readonly id: string };

/** Who asks: read anew for every request, so that a right that was taken away is gone with the next one. */
export type Viewer = {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly via: Via;
  /** What they hold, cut to what the way they came in allows. */
  readonly grants: readonly Grant[];
  /** The divisions whose books this person may open at all. */
  readonly tenants: readonly TenantFacts[];
};

/** The rights of somebody whose subscription is open, read again while it is: what they may no longer see must not come. */
export type RightsFollower = {
  /** As last read; null once the session has ended. */
  readonly viewer: Viewer | null;
  /** Read anew after this call; all who ask at once share one statement. */
  refresh(): Promise<Viewer | null>;
  /** Calls back whenever they are found to be others, until told to stop. */
  onChange(wake: () => void): () => void;
  stop(): void;
};

/** What an action is given: it names its dependencies by taking them from here. */
export type Context = {
  readonly viewer: Viewer | null;
  readonly visibility: Visibility;
  readonly db: Database;
  readonly clock: () => Date;
  readonly log: Log;
  readonly facility: Facility;
};

/** What a GraphQL operation has besides: its transport and the stream of changes. */
export type RequestContext = Omit<Context, 'viewer' | 'visibility'> & {
  /** Read anew while a subscription is open: what its resolvers see follows. */
  viewer: Viewer | null;
  visibility: Visibility;
  readonly origin: Origin;
  /** Aborts when the caller has waited as long as a caller shall. */
  readonly deadline: AbortSignal;
  /** Aborts when the line to the caller closes. */
  readonly hungUp?: AbortSignal;
  readonly audit: AuditTrail;
  /** Until when the token holds that a request came with. */
  readonly signedInUntil?: Date;
  readonly events: EventStream;
  readonly cursors: EventCursors;
  /** Absent on a WebSocket, where no cookie can be set. */
  readonly http?: { readonly req: IncomingMessage; readonly res: ServerResponse };
  /** On a WebSocket: whether its caller has completed this operation, or hung up, before it was answered. */
  readonly isTakenBack?: () => boolean;
  readonly cookieNames: { readonly access: string; readonly refresh: string; readonly secure: boolean };
  readonly tokens: AccessTokens;
  readonly watchRights: (viewer: Viewer) => RightsFollower;
  readonly tryLimits: TryLimits;
  /** Null where no mail server is configured. */
  readonly mail: Mail | null;
  readonly background: Background;
  /** Where what takes a second is computed, so that nobody else waits for it. */
  readonly sideThread: SideThread;
  /** How people reach this installation: where the links lead that are sent to them. */
  readonly publicUrl: string;
  readonly refreshTokens: RefreshTokens;
};
