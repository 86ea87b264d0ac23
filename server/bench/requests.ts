import { post } from './load.ts';

/** What the week of the web client asks for: client/src/calendar/use-calendar-week.ts and the fragments of its bars. */
const bookingBar = `
  fragment BookingBar on Booking {
    id reference version kind status tenant { id code } clientName numLearners numFacilitators startsAt endsAt
    room { id name } requestedRoom { id name }
    coffeeTeaStation morningCatering lunchCatering devicesNeeded deviceTypePreference notes
  }`;

const calendarWindow = `
  query CalendarWindow($from: DateTime!, $to: DateTime!) {
    calendar(from: $from, to: $to) {
      cursor
      occupancies { id startsAt endsAt room { id } bookedRoom { id name } booking { ...BookingBar } }
      ghosts { ...BookingBar }
    }
  }
  ${bookingBar}`;

const createBookings = `
  mutation CreateBookings($input: CreateBookingsInput!) {
    createBookings(input: $input) {
      __typename
      ... on CreateBookingsPayload { bookings { ...BookingBar } }
      ... on Error { message }
    }
  }
  ${bookingBar}`;

const signIn = `
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) { ... on SignInPayload { accessToken viewer { user { id } tenants { id code } } } ... on Error { message } }
  }`;

export type Session = { readonly token: string; readonly sessionId: string; readonly userId: string; readonly tenantId: string };

const ask = async <T>(url: string, token: string | null, query: string, variables: unknown): Promise<T> => {
  const { data, errors } = JSON.parse((await post(undefined, url, token, JSON.stringify({ query, variables }))).toString()) as { data: T; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
};

type SignedIn = { signIn: { message?: string; accessToken: string; viewer: { user: { id: string }; tenants: { id: string; code: string }[] } } };

/** As the Room Boss, unless told: who sees the books of all divisions in full and takes rooms at once. */
export const openSession = async (url: string, password: string, username = 'room_boss'): Promise<Session> => {
  const { signIn: answer } = await ask<SignedIn>(url, null, signIn, { input: { username, password, tokens: true } });
  if (answer.message !== undefined) throw new Error(answer.message);
  const { sid, sub } = JSON.parse(Buffer.from(answer.accessToken.split('.')[1] ?? '', 'base64url').toString()) as { sid: string; sub: string };
  return { token: answer.accessToken, sessionId: sid, userId: sub, tenantId: answer.viewer.tenants[0]?.id ?? '' };
};

const dayMs = 86_400_000;
const zoneMs = 2 * 3_600_000;

/** Monday to Sunday, around today, in the facility's zone. */
export const calendarBody = (now: Date): string => {
  const today = Math.floor((now.getTime() + zoneMs) / dayMs);
  const monday = today - ((today + 3) % 7);
  const at = (day: number) => new Date(day * dayMs - zoneMs).toISOString();
  return JSON.stringify({ operationName: 'CalendarWindow', query: calendarWindow, variables: { from: at(monday), to: at(monday + 7) } });
};

/** Bookings that never meet: an hour each, four hours apart, from next year on, in all the rooms with fixed walls. */
export const bookingBodies = async (url: string, session: Session, now: Date): Promise<() => string> => {
  const { rooms } = await ask<{ rooms: { id: string; capacity: number; parts: unknown[] }[] }>(url, session.token, '{ rooms { id capacity parts { id } } }', {});
  const single = rooms.filter((room) => room.parts.length === 0);
  let count = 0;
  return () => {
    const room = single[count % single.length];
    const startsAt = Math.ceil(now.getTime() / dayMs) * dayMs + 400 * dayMs + Math.floor(count / single.length) * 4 * 3_600_000;
    count++;
    const input = {
      tenantId: session.tenantId,
      clientName: 'Measured Ltd (sample)', clientContactPerson: 'Somebody', clientEmail: 'somebody@measured.example', clientPhone: '+27 11 555 0100',
      numLearners: 5, numFacilitators: 1,
      idempotencyKey: `bench ${now.getTime()} ${count}`,
      segments: [{ roomId: room?.id, startsAt: new Date(startsAt).toISOString(), endsAt: new Date(startsAt + 3_600_000).toISOString() }],
    };
    return JSON.stringify({ operationName: 'CreateBookings', query: createBookings, variables: { input } });
  };
};
