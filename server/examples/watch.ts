// Keeps what the calendar shows of the coming week, and prints each change: npm run example:watch.
// COLAB_URL, COLAB_USER, COLAB_PASSWORD; COLAB_STATE names a file in which it keeps what it knows over restarts.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const {
  COLAB_URL: url = 'http://localhost:4000',
  COLAB_USER: username = 'room_boss',
  COLAB_PASSWORD: password = 'sample-password',
  COLAB_STATE: file,
} = process.env;

type Session = { readonly accessToken: string; readonly refreshToken: string; readonly expiresAt: string };
type Booking = { readonly id: string; readonly version: number };
type Taken = { readonly id: string; readonly booking: Booking | null };
type Calendar = {
  readonly cursor: string;
  readonly occupancies: readonly Taken[];
  readonly ghosts: readonly Booking[];
};
type Change = {
  readonly cursor: string;
  readonly bookingId: string | null;
  readonly version: number | null;
  readonly removedOccupancyIds: readonly string[];
  readonly removedGhostId: string | null;
  readonly occupancies: readonly Taken[];
  readonly ghost: Booking | null;
};
type State = {
  readonly from: string;
  readonly to: string;
  cursor: string | null;
  session: Session | null;
  taken: Record<string, Taken>;
  ghosts: Record<string, Booking>;
  versions: Record<string, number>;
};

const weekMs = 7 * 86_400_000;
const state: State = file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : newState();

function newState(): State {
  const from = new Date();
  const to = new Date(from.getTime() + weekMs);
  const window = { from: from.toISOString(), to: to.toISOString() };
  return { ...window, cursor: null, session: null, taken: {}, ghosts: {}, versions: {} };
}

/** Whole or not at all, whenever the program is killed. It holds tokens: only its owner may read it. */
function save(): void {
  if (!file) return;
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

type Answer = {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string }[];
};

async function ask<Data>(token: string | null, query: string, variables: object): Promise<Data> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  const { data, errors } = (await response.json()) as Answer;
  if (!data) throw new Error(errors?.[0]?.message ?? `${response.status}`);
  return data as Data;
}

const tokens = 'accessToken refreshToken expiresAt';
type Entered = { readonly entered: Partial<Session> & { readonly message?: string } };

/** One session for as long as it lasts: its tokens are renewed before they run out, and each renewal is kept at once. */
async function accessToken(): Promise<string> {
  const { session } = state;
  if (session && Date.parse(session.expiresAt) - Date.now() > 60_000) return session.accessToken;
  if (session) {
    const query = `mutation ($input: RefreshSessionInput!) { entered: refreshSession(input: $input) { ... on RefreshSessionPayload { ${tokens} } ... on Error { message } } }`;
    const input = { refreshToken: session.refreshToken, tokens: true };
    if (keep(await ask<Entered>(null, query, { input }))) return accessToken();
  }
  const query = `mutation ($input: SignInInput!) { entered: signIn(input: $input) { ... on SignInPayload { ${tokens} } ... on Error { message } } }`;
  const answer = await ask<Entered>(null, query, { input: { username, password, tokens: true } });
  if (!keep(answer)) throw new Error(answer.entered.message);
  return accessToken();
}

function keep({ entered }: Entered): boolean {
  const { accessToken: access, refreshToken, expiresAt } = entered;
  state.session = access && refreshToken && expiresAt ? { accessToken: access, refreshToken, expiresAt } : null;
  save();
  return state.session !== null;
}

const booking = 'clientName status startsAt id version';
const occupancy = `room { name } startsAt endsAt id booking { ${booking} }`;

/** Loads the window and forgets what was shown; versions stay, because an older change may still come. */
async function load(): Promise<void> {
  const query = `query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor occupancies { ${occupancy} } ghosts { ${booking} } } }`;
  const { calendar } = await ask<{ calendar: Calendar }>(await accessToken(), query, {
    from: state.from,
    to: state.to,
  });
  state.taken = Object.fromEntries(calendar.occupancies.map((one) => [one.id, one]));
  state.ghosts = Object.fromEntries(calendar.ghosts.map((one) => [one.id, one]));
  for (const one of [...calendar.ghosts, ...calendar.occupancies.flatMap((taken) => taken.booking ?? [])])
    state.versions[one.id] = Math.max(one.version, state.versions[one.id] ?? 0);
  state.cursor = calendar.cursor;
  save();
}

/** First takes away, then puts in, unless something newer is known. */
function apply(change: Change): void {
  const { bookingId, version } = change;
  for (const id of change.removedOccupancyIds) delete state.taken[id];
  if (change.removedGhostId !== null) delete state.ghosts[change.removedGhostId];
  if (bookingId === null || version === null || version >= (state.versions[bookingId] ?? 0)) {
    for (const one of change.occupancies) state.taken[one.id] = one;
    if (change.ghost) state.ghosts[change.ghost.id] = change.ghost;
    if (bookingId !== null && version !== null) state.versions[bookingId] = version;
  }
  // Also of a heartbeat, which has nothing else in it.
  state.cursor = change.cursor;
  save();
}

const client = createClient({
  url: `${url.replace('http', 'ws')}/graphql`,
  webSocketImpl: WebSocket,
  retryAttempts: Infinity,
  shouldRetry: () => true,
  connectionParams: async () => ({ authorization: `Bearer ${await accessToken()}` }),
});
const query = `subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) { calendarChanged(from: $from, to: $to, after: $after) {
  cursor bookingId version removedOccupancyIds removedGhostId occupancies { ${occupancy} } ghost { ${booking} } } }`;
// The newest cursor for each connection: nothing is missed in between, and nothing comes twice.
const variables = {
  from: state.from,
  to: state.to,
  get after() {
    return state.cursor;
  },
};

/** What a refused cursor asks for. Any other refusal ends the program. */
function forget(
  refusals: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[],
): void {
  const [refusal] = refusals;
  const { code, reason } = refusal?.extensions ?? {};
  if (code !== 'CURSOR_INVALID' && code !== 'CURSOR_EXPIRED') throw new Error(refusal?.message);
  state.cursor = null;
  // Another history, whose versions may be lower.
  if (code === 'CURSOR_INVALID' && reason === undefined) state.versions = {};
}

function isRefusal(error: unknown): error is readonly { readonly message: string }[] {
  return Array.isArray(error);
}

for (;;) {
  if (state.cursor === null) await load();
  console.log(`Watching ${state.from} to ${state.to}: ${Object.keys(state.taken).length} rooms taken`);
  try {
    for await (const { data, errors } of client.iterate<{ calendarChanged: Change }>({ query, variables })) {
      if (!data) {
        forget((errors ?? []) as readonly { message: string; extensions?: Record<string, unknown> }[]);
        break;
      }
      apply(data.calendarChanged);
      console.log(new Date().toISOString(), JSON.stringify(data.calendarChanged));
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    forget(error);
  }
}
