import { password } from '../e2e/desk.ts';

/** Somebody with a token who talks to the server over HTTP, as a tool would. */
export class Caller {
  readonly #url: string;
  readonly #token: string | null;

  private constructor(url: string, token: string | null) {
    this.#url = url;
    this.#token = token;
  }

  static async signIn(url: string, username: string): Promise<Caller> {
    const { signIn } = await new Caller(url, null).ask<{ signIn: { accessToken?: string; message?: string } }>(
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { accessToken } ... on Error { message } } }',
      { input: { username, password, tokens: true } },
    );
    if (signIn.accessToken === undefined) throw new Error(`${username} cannot sign in: ${signIn.message}`);
    return new Caller(url, signIn.accessToken);
  }

  async ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const headers = {
      'content-type': 'application/json',
      ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
    };
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  }
}
