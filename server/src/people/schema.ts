import { builder } from '../platform/builder.ts';
import type { RequestContext, TenantFacts, Viewer } from '../platform/context.ts';
import { BusyError, NotAllowedError } from '../platform/errors.ts';
import { guardNode } from '../platform/node-field.ts';
import { mayEverywhere } from './managed.ts';
import { clearSessionCookies, readCookie, setSessionCookies } from './cookies.ts';
import { PasswordMustBeSetError, TooManyAttemptsError } from './errors.ts';
import { type OpenSession, refreshSession, signIn, signOut } from './sessions.ts';
import type { Facility } from '../platform/facility.ts';
import { sampleAccounts } from './sample-accounts.ts';
import './error-types.ts';
import './password-types.ts';
import './people-types.ts';
import './tenant-types.ts';

export const User = builder.prismaNode('User', {
  description: 'A person who signs in.',
  id: { field: 'id' },
  fields: (t) => ({ username: t.exposeString('username'), displayName: t.exposeString('displayName') }),
});
// Names of colleagues are seen on what they did; a list of everybody is for those who manage them.
guardNode('User', (context, key) => key === context.viewer?.userId || mayEverywhere(context.viewer, 'user:manage'));

export const Tenant = builder.prismaNode('Tenant', {
  description: 'A division, whose bookings, prices and notes are its own.',
  id: { field: 'id' },
  fields: (t) => ({ code: t.exposeString('code'), name: t.exposeString('name') }),
});

guardNode('Tenant', (context, key) => context.viewer?.tenants.some((tenant) => tenant.id === key) ?? false);

const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who asks, and what they may do.',
  fields: (t) => ({
    user: t.field({ type: User, resolve: (viewer, _args, { db }) => db.prisma.user.findFirstOrThrow({ where: { id: viewer.userId } }) }),
    tenants: t.field({ type: [Tenant], description: 'The divisions whose books are open to them.', resolve: (viewer): TenantFacts[] => [...viewer.tenants] }),
    permissions: t.stringList({
      description: 'The rights they hold, anywhere: "booking:create", "room:assign", "device:*", "*".',
      resolve: (viewer) => [...new Set(viewer.grants.map((grant) => grant.permission))].toSorted(),
    }),
  }),
});

const SampleAccount = builder.objectRef<{ username: string; title: string }>('SampleAccount').implement({
  fields: (t) => ({ username: t.exposeString('username'), title: t.exposeString('title') }),
});

const FacilityType = builder.objectRef<Facility>('Facility').implement({
  description: 'The house itself, as anybody at the door may know it.',
  fields: (t) => ({
    name: t.exposeString('name'),
    timeZone: t.exposeString('timeZone', { description: 'IANA name. Days and opening hours are those of this zone.' }),
    currency: t.exposeString('currency', { description: 'ISO 4217.' }),
    opensAt: t.exposeString('opensAt', { description: 'Wall-clock time, "07:00".' }),
    closesAt: t.exposeString('closesAt', { description: 'Wall-clock time, "19:00".' }),
    sampleAccounts: t.field({
      type: [SampleAccount],
      description: 'Accounts that came with the sample data, as long as they work.',
      resolve: (_facility, _args, { db }) => sampleAccounts(db),
    }),
    mailsLinks: t.boolean({
      description: 'Whether who forgot a password can have a link mailed. Otherwise an administrator hands it over.',
      resolve: (_facility, _args, { mail }) => mail !== null,
    }),
    cookiesNeedHttps: t.boolean({
      description: 'True where this page came in a way on which browsers drop the session cookies: plain http, not on localhost.',
      resolve: (_facility, _args, { http, cookieNames }) => {
        const host = http?.req.headers.host?.replace(/:\d+$/, '') ?? '';
        const encrypted = http?.req.headers['x-forwarded-proto'] === 'https';
        return cookieNames.secure && !encrypted && !['localhost', '127.0.0.1', '[::1]'].includes(host);
      },
    }),
  }),
});

builder.queryFields((t) => ({
  facility: t.field({ type: FacilityType, authScopes: { everybody: true }, description: 'Open to everybody: what the sign-in page needs.', resolve: (_root, _args, { facility }) => facility }),
  viewer: t.field({ type: ViewerType, nullable: true, authScopes: { everybody: true }, description: 'Null without a session.', resolve: (_root, _args, { viewer }) => viewer }),
}));

type Payload = { readonly session: OpenSession; readonly withTokens: boolean };

const sessionPayload = (name: string) =>
  builder.objectRef<Payload>(name).implement({
    fields: (t) => ({
      viewer: t.field({ type: ViewerType, resolve: ({ session }) => session.viewer }),
      expiresAt: t.field({ type: 'DateTime', description: 'When the access token runs out; refresh the session before.', resolve: ({ session }) => session.expiresAt }),
      accessToken: t.string({ nullable: true, resolve: ({ session, withTokens }) => (withTokens ? session.accessToken : null) }),
      refreshToken: t.string({ nullable: true, resolve: ({ session, withTokens }) => (withTokens ? session.refreshToken : null) }),
    }),
  });

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
const mayHaveTokens = ({ http }: RequestContext, asked: boolean | null | undefined): boolean =>
  asked === true && http !== undefined && http.req.headers.cookie === undefined && http.req.headers.origin === undefined;

const answer = (context: RequestContext, session: OpenSession, tokens: boolean | null | undefined): Payload => {
  if (context.http) setSessionCookies(context.http.res, context.cookieNames, session);
  return { session, withTokens: mayHaveTokens(context, tokens) };
};

builder.mutationFields((t) => ({
  signIn: t.field({
    type: sessionPayload('SignInPayload'),
    description: 'Sets the session cookies. The tokens are in the answer only when `tokens` is true and neither a cookie nor an Origin came along.',
    authScopes: { everybody: true },
    args: { input: t.arg({ type: SignInInput, required: true }) },
    errors: { types: [NotAllowedError, TooManyAttemptsError, PasswordMustBeSetError, BusyError] },
    resolve: async (_root, { input }, context) => answer(context, await signIn(context, { ...input, address: context.origin.address }), input.tokens),
  }),
  refreshSession: t.field({
    type: sessionPayload('RefreshSessionPayload'),
    description: 'A new access token for a session that has not ended.',
    authScopes: { everybody: true },
    args: { input: t.arg({ type: RefreshSessionInput }) },
    errors: { types: [NotAllowedError] },
    resolve: async (_root, { input }, context) => {
      const cookie = context.http && readCookie(context.http.req, context.cookieNames.refresh);
      return answer(context, await refreshSession(context, input?.refreshToken ?? cookie ?? ''), input?.tokens);
    },
  }),
  signOut: t.boolean({
    description: 'Ends the session and takes its cookies back. True also when there was none.',
    authScopes: { everybody: true },
    resolve: async (_root, _args, context) => {
      if (context.viewer) await signOut(context, context.viewer.sessionId);
      if (context.http) clearSessionCookies(context.http.res, context.cookieNames);
      return true;
    },
  }),
}));
