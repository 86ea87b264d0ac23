import { post } from './load.ts';

/**
 * What the week of the web client asks for: client/src/calendar/data/use-calendar-window.ts and the fragments of its
 * bars.
 */
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

/** The callers: each sees all divisions in full and takes rooms at once, so all get the same answers. */
export const people = ['room_boss', 'training_facility_admin', 'it_rental_admin', 'admin'];

export type Session = { readonly token: string; readonly tenantId: string };

export async function ask<T>(url: string, token: string | null, query: string, variables: unknown): Promise<T> {
  const { data, errors } = JSON.parse(
    (await post(undefined, url, token, JSON.stringify({ query, variables }))).toString(),
  ) as { data: T; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

type SignedIn = {
  signIn: { message?: string; accessToken: string; viewer: { tenants: { id: string; code: string }[] } };
};

export async function openSession(url: string, username: string, password: string): Promise<Session> {
  const { signIn: answer } = await ask<SignedIn>(url, null, signIn, { input: { username, password, tokens: true } });
  if (answer.message !== undefined) throw new Error(`${username} cannot sign in: ${answer.message}`);
  return { token: answer.accessToken, tenantId: answer.viewer.tenants[0]?.id ?? '' };
}

/** A request that is sent again and again. */
export type Request = {
  readonly next: () => string;
  /**
   * The part of an answer that is the same each time.
   * @throws when it is not an answer to this body
   */
  readonly essence: (answer: Buffer, body: string) => Buffer;
  /** Sorts the rows of an essence: their order changes with PostgreSQL's plans. */
  readonly inOrder: (essence: Buffer) => string;
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const zoneMs = 2 * hourMs;

/** Monday to Sunday of next week, in the facility's zone: in this week bookings end while it is measured. */
export function calendarRequest(now: Date): Request {
  const today = Math.floor((now.getTime() + zoneMs) / dayMs);
  const monday = today - ((today + 3) % 7) + 7;
  const at = (day: number) => new Date(day * dayMs - zoneMs).toISOString();
  const body = JSON.stringify({
    operationName: 'CalendarWindow',
    query: calendarWindow,
    variables: { from: at(monday), to: at(monday + 7) },
  });
  return { next: () => body, essence: withoutCursor, inOrder: rowsInOrder };
}

const beforeCursor = Buffer.from('{"data":{"calendar":{"cursor":"');
const afterCursor = Buffer.from('","occupancies":[');

function withoutCursor(answer: Buffer): Buffer {
  const end = answer.indexOf(afterCursor);
  if (end < 0 || !answer.subarray(0, beforeCursor.length).equals(beforeCursor))
    throw new Error(`This is no calendar: ${answer.toString('utf8', 0, 500)}`);
  return answer.subarray(end);
}

type Rows = readonly { readonly id: string }[];

function rowsInOrder(essence: Buffer): string {
  const {
    data: { calendar },
  } = JSON.parse(`${beforeCursor.toString()}${essence.toString()}`) as {
    data: { calendar: { occupancies: Rows; ghosts: Rows } };
  };
  const lines = (rows: Rows) =>
    rows
      .map((row) => JSON.stringify(row))
      .toSorted()
      .join('\n');
  return `${lines(calendar.occupancies)}\n\n${lines(calendar.ghosts)}`;
}

export function cursorIn(answer: Buffer): string {
  return answer.toString('utf8', beforeCursor.length, answer.indexOf(afterCursor));
}

type Room = { readonly id: string; readonly name: string; readonly parts: readonly unknown[] };
type Segment = { readonly roomId: string; readonly startsAt: string; readonly endsAt: string };

/** Bookings that never meet: an hour each, four hours apart, from next year on, in all the rooms with fixed walls. */
export async function bookingRequest(url: string, { token, tenantId }: Session, now: Date): Promise<Request> {
  const { rooms } = await ask<{ rooms: Room[] }>(url, token, '{ rooms { id name parts { id } } }', {});
  const single = rooms.filter((room) => room.parts.length === 0);
  const names = new Map(single.map(({ id, name }) => [id, name]));
  let count = 0;
  const next = () => {
    const startsAt =
      Math.ceil(now.getTime() / dayMs) * dayMs + 400 * dayMs + Math.floor(count / single.length) * 4 * hourMs;
    const segment: Segment = {
      roomId: single[count % single.length]?.id ?? '',
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + hourMs).toISOString(),
    };
    count++;
    const input = {
      tenantId,
      clientName: 'Measured Ltd (sample)',
      clientContactPerson: 'Somebody',
      clientEmail: 'somebody@measured.example',
      clientPhone: '+27 11 555 0100',
      numLearners: 3,
      numFacilitators: 1,
      idempotencyKey: `bench ${now.getTime()} ${count}`,
      segments: [segment],
    };
    return JSON.stringify({ operationName: 'CreateBookings', query: createBookings, variables: { input } });
  };
  return {
    next,
    essence: (answer, body) => withoutChance(answer, body, names),
    inOrder: (essence) => essence.toString(),
  };
}

/** Removes its keys, which are new each time; its room and times must be the requested ones. */
function withoutChance(answer: Buffer, body: string, names: ReadonlyMap<string, string>): Buffer {
  const {
    variables: {
      input: {
        segments: [segment],
      },
    },
  } = JSON.parse(body) as { variables: { input: { segments: [Segment] } } };
  const parts = [
    /"id":"Qm9va2luZz[op][\w+/=]+"/,
    /"reference":"BK-[0-9A-Z]{6}"/,
    `"startsAt":"${segment.startsAt}","endsAt":"${segment.endsAt}"`,
    `"room":${JSON.stringify({ id: segment.roomId, name: names.get(segment.roomId) })}`,
  ];
  return Buffer.from(
    parts.reduce<string>((text, part) => {
      const rest = text.replace(part, '');
      if (rest === text) throw new Error(`${String(part)} is not in the answer: ${answer.toString('utf8', 0, 1_000)}`);
      return rest;
    }, answer.toString()),
  );
}
