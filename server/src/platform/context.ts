import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuditTrail } from './audit/audit-trail.ts';
import type { Database } from './database/database.ts';
import type { Visibility } from './database/visibility.ts';
import type { Origin } from './http/origin.ts';
import type { Facility, FacilityWatch } from './facility.ts';
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
  /** Null for a token that this installation did not sign, that was changed, or that has expired. */
  verify(token: string, now: Date): Promise<{ sessionId: string; userId: string; expiresAt: Date } | null>;
};

/** A link with which the first administrator is made: its number, and the secret that stands after its #. */
type SetUpLink = { readonly number: number; readonly token: string };

/** The way in while nobody who can sign in is administrator. */
export type SetUpLinks = {
  /** Null while somebody is. */
  current(): Promise<SetUpLink | null>;
  /** The same, where the token is that of the link; null for any other. */
  find(token: string): Promise<SetUpLink | null>;
};

/** A refresh token is used once; its successor is derived from it, so that every server gives the same one. */
export type RefreshTokens = { successorOf(token: string): string };

export type TenantFacts = { readonly id: string; readonly code: string; readonly name: string };

/** A right that a person holds for one tenant, or for the whole facility where `tenantId` is null. */
export type Grant = { readonly permission: string; readonly tenantId: string | null };

/** How a user came in: signed in themselves, as a display on a wall, or through a tool with a token of its own. */
export type Via = { readonly kind: 'session' | 'display' | 'token'; readonly id: string };

/**
 * The user of a request, read anew for every request, so that a right that was taken away is gone with the next one.
 */
export type Viewer = {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly via: Via;
  /** The rights they hold, restricted to what the way they came in allows. */
  readonly grants: readonly Grant[];
  /** The divisions whose bookings this person may see at all. */
  readonly tenants: readonly TenantFacts[];
};

/** Follows the rights of a user while their subscription is open: what they may no longer see must not be sent. */
export type RightsFollower = {
  /** The viewer as last read; null once the session has ended. */
  readonly viewer: Viewer | null;
  /** Reads the viewer anew after this call; all who call at once share one statement. */
  refresh(): Promise<Viewer | null>;
  /** Calls back whenever the rights have changed, until the returned function is called. */
  onChange(wake: () => void): () => void;
  stop(): void;
};

/** The dependencies of an action, which takes those that it needs from here. */
export type Context = {
  readonly viewer: Viewer | null;
  readonly visibility: Visibility;
  readonly db: Database;
  readonly clock: () => Date;
  readonly log: Log;
  readonly facility: Facility;
};

/** What a GraphQL operation has besides an action: its transport and the stream of changes. */
export type RequestContext = Omit<Context, 'viewer' | 'visibility'> & {
  /** Read anew while a subscription is open, and its resolvers see the new value. */
  viewer: Viewer | null;
  visibility: Visibility;
  readonly origin: Origin;
  /** Aborts when the caller has waited as long as any caller may. */
  readonly deadline: AbortSignal;
  /** Aborts when the connection to the caller closes. */
  readonly hungUp?: AbortSignal;
  readonly audit: AuditTrail;
  /** When the token expires that a request came with. */
  readonly signedInUntil?: Date;
  /** The settings of the facility, also while a subscription is open. */
  readonly facilityWatch: FacilityWatch;
  readonly events: EventStream;
  readonly cursors: EventCursors;
  /** Absent on a WebSocket, where no cookie can be set. */
  readonly http?: { readonly req: IncomingMessage; readonly res: ServerResponse };
  /** On a WebSocket: whether the caller has completed this operation, or disconnected, before it was answered. */
  readonly isTakenBack?: () => boolean;
  readonly cookieNames: { readonly access: string; readonly refresh: string; readonly secure: boolean };
  readonly tokens: AccessTokens;
  readonly watchRights: (viewer: Viewer) => RightsFollower;
  readonly tryLimits: TryLimits;
  /** Null where no mail server is configured. */
  readonly mail: Mail | null;
  readonly background: Background;
  /** Computes what takes a second, so that no other request waits for it. */
  readonly sideThread: SideThread;
  /** The address by which people reach this installation; links in mails begin with it. */
  readonly publicUrl: string;
  readonly refreshTokens: RefreshTokens;
  readonly setUpLinks: SetUpLinks;
};
