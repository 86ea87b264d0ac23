// Prints what changes in the calendar of the coming week: npm run example:watch. COLAB_URL, COLAB_USER, COLAB_PASSWORD.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const {
  COLAB_URL: url = 'http://localhost:4000',
  COLAB_USER: username = 'room_boss',
  COLAB_PASSWORD: password = 'sample-password',
} = process.env;
const from = new Date();
const to = new Date(from.getTime() + 7 * 86_400_000);

async function ask(token: string | null, query: string, variables: object) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: Record<string, Record<string, string>> }).data;
}
async function signIn() {
  const query =
    'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { accessToken } ... on Error { message } } }';
  const { signIn: session } = await ask(null, query, { input: { username, password, tokens: true } });
  return session?.['accessToken'] ?? Promise.reject(new Error(session?.['message']));
}

const calendar = await ask(
  await signIn(),
  'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
  { from, to },
);
let cursor = calendar['calendar']?.['cursor'];
console.log(`Watching ${from.toISOString()} to ${to.toISOString()}`);

// A new token and the newest cursor for each connection: nothing is missed in between, and nothing comes twice.
const client = createClient({
  url: `${url.replace('http', 'ws')}/graphql`,
  webSocketImpl: WebSocket,
  retryAttempts: Infinity,
  shouldRetry: () => true,
  connectionParams: async () => ({ authorization: `Bearer ${await signIn()}` }),
});
const query = `subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) { calendarChanged(from: $from, to: $to, after: $after) {
  cursor removedOccupancyIds occupancies { room { name } startsAt endsAt booking { clientName status } } ghost { clientName startsAt } } }`;
const variables = {
  from,
  to,
  get after() {
    return cursor;
  },
};
for await (const { data, errors } of client.iterate<{ calendarChanged: { cursor: string } & Record<string, unknown> }>({
  query,
  variables,
})) {
  if (!data) throw new Error(errors?.[0]?.message);
  const { cursor: newest, ...change } = data.calendarChanged;
  cursor = newest;
  console.log(new Date().toISOString(), JSON.stringify(change));
}
