import { encodeGlobalID } from '@pothos/plugin-relay';
import { builder } from '../platform/builder.ts';
import type { RequestContext, TenantFacts, Viewer } from '../platform/context.ts';
import { BusyError, InvalidInputError, NotAllowedError, NotFoundError } from '../platform/errors.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { idOf } from '../platform/named-ids.ts';
import { guardNode } from '../platform/node-field.ts';
import { cookieWithHeader, csrfHeader } from './authenticate.ts';
import { clearSessionCookies, readCookie, setSessionCookies } from './sessions/cookies.ts';
import { PasswordMustBeSetError, TooManyAttemptsError } from './errors.ts';
import { mayEverywhere } from './rights/managed.ts';
import { endSession, findOwnSessions, signOutEverywhere } from './sessions/own-sessions.ts';
import { findOwnTokens } from './tokens/own-tokens.ts';
import { PersonalTokenType } from './tokens/personal-token-type.ts';
import { refreshSession, signOutByRefreshToken } from './sessions/refresh-session.ts';
import { SessionType } from './sessions/session-type.ts';
import { type OpenSession, signIn, signOut } from './sessions/sessions.ts';
import { startDisplay } from './sessions/start-display.ts';
import './error-types.ts';
import './passwords/password-types.ts';
import './accounts/people-types.ts';
import './accounts/set-up-types.ts';
import './accounts/tenant-types.ts';
import { figure } from '../platform/limit-row.ts';
import { peopleBounds } from './people-bounds.ts';

export const User = builder.prismaNode('User', {
  description: 'A person who signs in.',
  id: { field: 'id' },
  fields: (t) => ({ username: t.exposeString('username'), displayName: t.exposeString('displayName') }),
});
// Names of colleagues are shown with what they did; a list of everybody is for those who manage people.
guardNode('User', (context, key) => key === context.viewer?.userId || mayEverywhere(context.viewer, 'user:manage'));

export const Tenant = builder.prismaNode('Tenant', {
  description: 'A division, whose bookings, prices and notes are its own.',
  id: { field: 'id' },
  fields: (t) => ({ code: t.exposeString('code'), name: t.exposeString('name') }),
});

guardNode('Tenant', (context, key) => context.viewer?.tenants.some((tenant) => tenant.id === key) ?? false);

const ViaKind = builder.enumType('ViaKind', {
  description: 'SESSION: signed in. DISPLAY: a wall display. TOKEN: a tool with a token of its own.',
  values: { SESSION: { value: 'session' }, DISPLAY: { value: 'display' }, TOKEN: { value: 'token' } } as const,
});

export const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who asks, and what they may do.',
  fields: (t) => ({
    user: t.field({
      type: User,
      resolve: (viewer, _args, { db }) => db.prisma.user.findFirstOrThrow({ where: { id: viewer.userId } }),
    }),
    tenants: t.field({
      type: [Tenant],
      description: 'The divisions whose books are open to them.',
      resolve: (viewer): TenantFacts[] => [...viewer.tenants],
    }),
    permissions: t.stringList({
      description:
        'The rights they hold, anywhere: "booking:create", "room:assign", "device:*", "*". Of a display or a token, what is left of its owner’s.',
      resolve: (viewer) => [...new Set(viewer.grants.map((grant) => grant.permission))].toSorted(),
    }),
    via: t.field({ type: ViaKind, description: 'How they came in.', resolve: (viewer) => viewer.via.kind }),
    sessions: t.field({
      type: [SessionType],
      description: 'Where they are signed in, last used first. Not for tokens and displays.',
      resolve: (viewer, _args, context) => findOwnSessions(context, viewer),
    }),
    tokens: t.field({
      type: [PersonalTokenType],
      description: 'Their tokens for tools that were not revoked, newest first. Not for tokens and displays.',
      resolve: (viewer, _args, context) => findOwnTokens(context, viewer),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    nullable: true,
    authScopes: { everybody: true },
    description: 'Null without a session.',
    resolve: (_root, _args, { viewer }) => viewer,
  }),
);

type Payload = { readonly session: OpenSession; readonly withTokens: boolean };

function sessionPayload(name: string) {
  return builder.objectRef<Payload>(name).implement({
    fields: (t) => ({
      viewer: t.field({ type: ViewerType, resolve: ({ session }) => session.viewer }),
      expiresAt: t.field({
        type: 'DateTime',
        description: 'When the access token runs out; refresh the session before.',
        resolve: ({ session }) => session.expiresAt,
      }),
      accessToken: t.string({
        nullable: true,
        resolve: ({ session, withTokens }) => (withTokens ? session.accessToken : null),
      }),
      refreshToken: t.string({
        nullable: true,
        resolve: ({ session, withTokens }) => (withTokens ? session.refreshToken : null),
      }),
    }),
  });
}

const SignInInput = builder.inputType('SignInInput', {
  fields: (t) => ({
    username: t.string({ required: true }),
    password: t.string({ required: true }),
    tokens: t.boolean({ defaultValue: false, description: 'For tools: answer with the tokens. Never to a browser.' }),
  }),
});

const RefreshSessionInput = builder.inputType('RefreshSessionInput', {
  fields: (t) => ({
    refreshToken: t.string({ description: 'Not needed where the cookie came along.' }),
    tokens: t.boolean({ defaultValue: false }),
  }),
});

/** Tokens are for tools. A script in a page could steal them, so a request that looks like a browser's gets none. */
function mayHaveTokens({ http }: RequestContext, requested: boolean | null | undefined): boolean {
  return (
    requested === true &&
    http !== undefined &&
    http.req.headers.cookie === undefined &&
    http.req.headers.origin === undefined
  );
}

/**
 * Checks the transport before anything is done: over a WebSocket neither cookies nor tokens could be returned, and a
 * session would be opened, or the one before it ended, for nothing.
 * @throws NotAllowedError
 */
function mustComeByHttp({ http }: RequestContext): void {
  if (http === undefined)
    throw new NotAllowedError(
      'session:use',
      'A WebSocket cannot return a session. Send this as an HTTP request, and open the socket with the token it returns.',
    );
}

function answer(context: RequestContext, session: OpenSession, tokens: boolean | null | undefined): Payload {
  if (context.http) setSessionCookies(context.http.res, context.cookieNames, session);
  return { session, withTokens: mayHaveTokens(context, tokens) };
}

/**
 * Without the header another site may have caused this request: it is refused, and the cookies stay. A final refusal
 * clears them.
 */
async function refreshByCookie(context: RequestContext, tokens: boolean | null | undefined): Promise<Payload> {
  const { http, cookieNames } = context;
  const cookie = http && cookieWithHeader(http.req, cookieNames.refresh);
  if (http && !cookie && readCookie(http.req, cookieNames.refresh)) {
    throw new NotAllowedError(
      'session:refresh',
      `The refresh cookie counts only together with the header ${csrfHeader}.`,
    );
  }
  try {
    return answer(context, await refreshSession(context, cookie ?? ''), tokens);
  } catch (error) {
    if (http && cookie && error instanceof NotAllowedError) clearSessionCookies(http.res, cookieNames);
    throw error;
  }
}

const EndSessionPayload = builder.objectRef<{ sessionId: string }>('EndSessionPayload').implement({
  fields: (t) => ({ sessionId: t.id({ resolve: ({ sessionId }) => encodeGlobalID('Session', sessionId) }) }),
});

const SignOutEverywherePayload = builder.objectRef<{ ended: number }>('SignOutEverywherePayload').implement({
  fields: (t) => ({ ended: t.exposeInt('ended', { description: 'How many sessions that were.' }) }),
});

builder.mutationFields((t) => ({
  signIn: t.field({
    type: sessionPayload('SignInPayload'),
    description:
      'Sets the session cookies. The tokens are in the answer only when `tokens` is true and neither a cookie nor an Origin came along.',
    authScopes: { everybody: true },
    args: { input: t.arg({ type: SignInInput, required: true }) },
    errors: { types: [NotAllowedError, TooManyAttemptsError, PasswordMustBeSetError, BusyError] },
    resolve: async (_root, { input }, context) => {
      mustComeByHttp(context);
      return answer(context, await signIn(context, { ...input, address: context.origin.address }), input.tokens);
    },
  }),
  refreshSession: t.field({
    type: sessionPayload('RefreshSessionPayload'),
    description:
      'A new access token and a new refresh token for a session that has not ended. Each refresh token is used once: repeated within 10 seconds, for a lost answer, it gives the same again; later, it ends the session.',
    authScopes: { everybody: true },
    args: { input: t.arg({ type: RefreshSessionInput }) },
    errors: { types: [NotAllowedError] },
    resolve: async (_root, { input }, context) => {
      mustComeByHttp(context);
      return input?.refreshToken
        ? answer(context, await refreshSession(context, input.refreshToken), input.tokens)
        : refreshByCookie(context, input?.tokens);
    },
  }),
  startDisplay: t.field({
    type: sessionPayload('StartDisplayPayload'),
    description:
      'Makes a wall display of this browser: a session that only reads and lasts 400 days unused takes the place of this one, which ends. It stands in `viewer.sessions` and is ended from there.',
    authScopes: { signedIn: true },
    args: {
      name: t.arg.string({
        required: true,
        description: `Where it hangs, ${figure(peopleBounds.givenName)} characters at most.`,
      }),
      tokens: t.arg.boolean({
        defaultValue: false,
        description: 'For tools: answer with the tokens. Never to a browser.',
      }),
    },
    errors: { types: [InvalidInputError, NotAllowedError] },
    resolve: async (_root, { name, tokens }, context) => {
      mustComeByHttp(context);
      return answer(context, await startDisplay(context, name), tokens);
    },
  }),
  signOut: t.boolean({
    description: 'Ends the session and takes its cookies back. True also when there was none; a token for tools stays.',
    authScopes: { everybody: true },
    resolve: async (_root, _args, context) => {
      const { viewer, http, cookieNames } = context;
      const cookie = http && cookieWithHeader(http.req, cookieNames.refresh);
      if (viewer) await signOut(context, viewer);
      else if (cookie) await signOutByRefreshToken(context, cookie);
      if (http) clearSessionCookies(http.res, cookieNames);
      return true;
    },
  }),
  endSession: t.field({
    type: EndSessionPayload,
    description: 'Ends one session of one’s own: a lost device, a display that was taken down.',
    authScopes: { signedIn: true },
    args: { id: t.arg.id(idOf('Session', { required: true })) },
    errors: { types: [NotFoundError, NotAllowedError] },
    resolve: async (_root, { id }, context) => {
      const endedSession = await endSession(context, keyOrNone('Session', id));
      if (endedSession.current && context.http) clearSessionCookies(context.http.res, context.cookieNames);
      return { sessionId: endedSession.id };
    },
  }),
  signOutEverywhere: t.field({
    type: SignOutEverywherePayload,
    description: 'Ends all sessions of one’s own, displays included. Tokens for tools stay: revoke them one by one.',
    authScopes: { signedIn: true },
    args: { keepThis: t.arg.boolean({ defaultValue: false, description: 'All but the one that asks.' }) },
    errors: { types: [NotAllowedError] },
    resolve: async (_root, { keepThis }, context) => {
      const endedCount = await signOutEverywhere(context, keepThis === true);
      if (keepThis !== true && context.http) clearSessionCookies(context.http.res, context.cookieNames);
      return { ended: endedCount };
    },
  }),
}));
