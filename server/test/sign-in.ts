import { expect } from 'vitest';
import { password, type Username } from './factories.ts';

export type Tokens = { readonly accessToken: string; readonly refreshToken: string };
export type Reply = {
  readonly text: string;
  readonly cookies: readonly string[];
  readonly data: Record<string, Record<string, unknown> | null> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
};

/** One request as it goes over the line, with whatever headers. */
export async function post(
  url: string,
  query: string,
  variables: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { text, cookies: response.headers.getSetCookie(), ...(JSON.parse(text) as Pick<Reply, 'data' | 'errors'>) };
}

export function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** What a browser sends back of the cookies it was given. */
export function jar(cookies: readonly string[]): string {
  return cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ');
}
export const csrf = { 'x-colab-csrf': '1' };
/** In a fashion that every browser understands: they ran out in 1970. */
export function areTakenBack(cookies: readonly string[]): boolean {
  return cookies.length === 2 && cookies.every((cookie) => cookie.includes('Expires=Thu, 01 Jan 1970'));
}

const signInDocument =
  'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on SignInPayload { accessToken refreshToken } ... on Error { message } } }';
const refreshDocument =
  'mutation ($input: RefreshSessionInput) { refreshSession(input: $input) { __typename ... on RefreshSessionPayload { accessToken refreshToken expiresAt } ... on Error { message } } }';

/** As a tool does, which is told its tokens. */
export async function signInAs(
  url: string,
  username: Username,
  headers: Readonly<Record<string, string>> = {},
): Promise<Tokens> {
  const { data } = await post(url, signInDocument, { input: { username, password, tokens: true } }, headers);
  expect(data?.['signIn']?.['__typename'], `${username} signs in`).toBe('SignInPayload');
  return data?.['signIn'] as Tokens;
}

/** As a browser does: what comes is the cookies alone. */
export async function signInByCookie(url: string, username: Username): Promise<readonly string[]> {
  return (await post(url, signInDocument, { input: { username, password } })).cookies;
}

export type Refreshed = {
  readonly __typename: string;
  readonly accessToken?: string;
  readonly refreshToken?: string;
  readonly message?: string;
};

export async function refreshAt(url: string, refreshToken: string): Promise<Refreshed> {
  return (await post(url, refreshDocument, { input: { refreshToken, tokens: true } })).data?.[
    'refreshSession'
  ] as Refreshed;
}

/** What an answer says of whoever asked. */
export function viewerIn({ data }: Reply): unknown {
  return data?.['viewer'];
}

/** Who a token stands for; null for nobody. */
export async function nameAt(url: string, token: string): Promise<string | null> {
  const answer = await post(url, '{ viewer { user { username } } }', {}, bearer(token));
  const viewer = viewerIn(answer) as { user: { username: string } } | null;
  return viewer?.user.username ?? null;
}
