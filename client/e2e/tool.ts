import { Temporal } from 'temporal-polyfill';
import { password } from './desk.ts';

/** A place in the calendar, on the wall clock of the facility. */
export type Place = { room: string | null; day: string; from: string; to: string };

export type Wanted = Place & {
  client: string;
  learners?: number;
  division?: 'TECH' | 'TRAINING';
  /** Its last day, where it is not the first. */ until?: string;
};

/** What the API says is stored. */
export type Stored = Place & { id: string; client: string; status: string; version: number };

type Booking = {
  id: string;
  clientName: string;
  status: string;
  version: number;
  startsAt: string;
  endsAt: string;
  room: { name: string } | null;
};

const fields = 'id clientName status version startsAt endsAt room { name }';

function momentIn(zone: string, day: string, time: string): string {
  return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).toInstant().toString();
}
function wallIn(zone: string, moment: string): string {
  return Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDateTime().toString();
}

function storedIn(zone: string, { id, clientName, status, version, startsAt, endsAt, room }: Booking): Stored {
  const [start, end] = [wallIn(zone, startsAt), wallIn(zone, endsAt)];
  return {
    id,
    client: clientName,
    status,
    version,
    room: room?.name ?? null,
    day: start.slice(0, 10),
    from: start.slice(11, 16),
    to: end.slice(11, 16),
  };
}

async function ask<Data>(url: string, token: string | null, query: string, variables: object = {}): Promise<Data> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
  if (!data || errors) throw new Error(`${query}: ${JSON.stringify(errors)}`);
  return data;
}

/** Somebody who works without a screen: over HTTP, with a token, under the same rules. */
export class Tool {
  readonly #url: string;
  readonly #token: string;
  readonly #rooms: Map<string, string>;
  readonly #divisions: ReadonlyMap<string, string>;
  /** That of the facility. */
  #zone = 'Africa/Johannesburg';

  private constructor(url: string, token: string, rooms: Map<string, string>, divisions: ReadonlyMap<string, string>) {
    this.#url = url;
    this.#token = token;
    this.#rooms = rooms;
    this.#divisions = divisions;
  }

  static async of(url: string, username: string): Promise<Tool> {
    const { signIn } = await ask<{ signIn: { accessToken?: string } }>(
      url,
      null,
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { accessToken } } }',
      { input: { username, password, tokens: true } },
    );
    const token = signIn.accessToken ?? null;
    if (token === null) throw new Error(`${username} may not sign in`);
    type Here = { rooms: { id: string; name: string }[]; viewer: { tenants: { id: string; code: string }[] } };
    const { rooms, viewer } = await ask<Here>(url, token, '{ rooms { id name } viewer { tenants { id code } } }');
    return new Tool(
      url,
      token,
      new Map(rooms.map(({ id, name }) => [name, id])),
      new Map(viewer.tenants.map(({ id, code }) => [code, id])),
    );
  }

  async book({ client, room, day, from, until = day, to, learners = 8, division = 'TECH' }: Wanted): Promise<Stored> {
    const input = {
      clientName: client,
      clientContactPerson: 'P (sample)',
      clientEmail: 'p@client.example',
      clientPhone: '011 555 0100',
      numLearners: learners,
      numFacilitators: 1,
      tenantId: this.#divisions.get(division),
      segments: [
        {
          startsAt: momentIn(this.#zone, day, from),
          endsAt: momentIn(this.#zone, until, to),
          ...(room === null ? {} : { roomId: this.#roomId(room) }),
        },
      ],
    };
    const answer = await this.#do<{ bookings: Booking[] }>(
      'createBookings',
      'CreateBookingsInput',
      `bookings { ${fields} }`,
      input,
    );
    return storedIn(this.#zone, answer.bookings[0]!);
  }

  /** A ghost that began an hour ago and is over at that moment. */
  async waitUntil(client: string, ends: number, division: 'TECH' | 'TRAINING' = 'TECH'): Promise<void> {
    const input = {
      clientName: client,
      clientContactPerson: 'P (sample)',
      clientEmail: 'p@client.example',
      clientPhone: '011 555 0100',
      numLearners: 3,
      numFacilitators: 1,
      tenantId: this.#divisions.get(division),
      segments: [{ startsAt: new Date(ends - 3_600_000).toISOString(), endsAt: new Date(ends).toISOString() }],
    };
    await this.#do<{ bookings: Booking[] }>('createBookings', 'CreateBookingsInput', `bookings { ${fields} }`, input);
  }

  async move(id: string, { room, day, from, to }: Place): Promise<Stored> {
    const input = {
      bookingId: id,
      startsAt: momentIn(this.#zone, day, from),
      endsAt: momentIn(this.#zone, day, to),
      ...(room === null ? {} : { roomId: this.#roomId(room) }),
    };
    const answer = await this.#do<{ booking: Booking }>(
      'rescheduleBooking',
      'RescheduleBookingInput',
      `booking { ${fields} }`,
      input,
    );
    return storedIn(this.#zone, answer.booking);
  }

  /** Moves the facility to another zone; days and times are those on its wall from then on. */
  async moveFacilityTo(zone: string): Promise<void> {
    await this.#do('updateFacilitySettings', 'UpdateFacilitySettingsInput', 'facility { timeZone }', {
      timeZone: zone,
    });
    this.#zone = zone;
  }

  /** Marks all that this person was told as read. */
  async readAll(): Promise<void> {
    await ask(this.#url, this.#token, 'mutation { markNotificationsRead }');
  }

  async assign(id: string, room: string): Promise<void> {
    await this.#do('assignRoom', 'AssignRoomInput', `booking { id }`, { bookingId: id, roomId: this.#roomId(room) });
  }

  /** Ends all sessions of this person but the tool's own. */
  async endOtherSessions(): Promise<void> {
    await ask(this.#url, this.#token, 'mutation { signOutEverywhere(keepThis: true) { __typename } }');
  }

  /** The path under which somebody sets a new password. @param words which find them alone */
  async passwordPath(words: string): Promise<string> {
    type Found = { users: { edges: { node: { id: string } }[] } };
    const { users } = await ask<Found>(
      this.#url,
      this.#token,
      'query ($search: String!) { users(search: $search, first: 1) { edges { node { id } } } }',
      { search: words },
    );
    type Made = { createPasswordLink: { link?: { url: string } } };
    const { createPasswordLink } = await ask<Made>(
      this.#url,
      this.#token,
      'mutation ($id: ID!) { createPasswordLink(userId: $id) { ... on CreatePasswordLinkPayload { link { url } } } }',
      { id: users.edges[0]?.node.id },
    );
    const url = createPasswordLink.link?.url ?? '';
    return url.slice(url.indexOf('/set-password'));
  }

  async cancel(id: string, reason: string): Promise<void> {
    await this.#do('cancelBooking', 'BookingReasonInput', `booking { id }`, { bookingId: id, reason });
  }

  async reject(id: string, reason: string): Promise<void> {
    await this.#do('rejectBooking', 'BookingReasonInput', `booking { id }`, { bookingId: id, reason });
  }

  async rejectAll(ids: readonly string[], reason: string): Promise<void> {
    await this.#do('rejectBookings', 'RejectBookingsInput', `bookings { id }`, {
      bookings: ids.map((bookingId) => ({ bookingId })),
      reason,
    });
  }

  async undo(id: string): Promise<void> {
    await this.#do('undoBookingChange', 'BookingRefInput', `booking { id }`, { bookingId: id });
  }

  /** A room in which nothing is booked yet: on some days of the week every other one is taken. Gives back its name. */
  async newRoom(name: string): Promise<string> {
    // More than the others have: no plan and no suggestion of another journey prefers it.
    const wanted = { name, capacity: 60 };
    const { room } = await this.#do<{ room: { id: string } }>('createRoom', 'CreateRoomInput', 'room { id }', wanted);
    this.#rooms.set(name, room.id);
    return name;
  }

  /** All that is stored for a client, by start. */
  async storedFor(client: string): Promise<Stored[]> {
    const query = `query ($filter: BookingFilter) { bookings(filter: $filter, first: 100) { edges { node { ${fields} } } } }`;
    const { bookings } = await ask<{ bookings: { edges: { node: Booking }[] } }>(this.#url, this.#token, query, {
      filter: { search: client },
    });
    return bookings.edges.flatMap(({ node }) => (node.clientName === client ? storedIn(this.#zone, node) : []));
  }

  /** Where a booking stands, in a line: `Honesty, 2028-07-04, 09:00 – 12:00`; null where there is none. */
  async placeOf(client: string): Promise<string | null> {
    const [only, ...others] = await this.storedFor(client);
    if (others.length > 0) throw new Error(`There are ${others.length + 1} bookings for ${client}`);
    return only ? `${only.room ?? 'no room'}, ${only.day}, ${only.from} – ${only.to}` : null;
  }

  /** Asks for whatever a journey alone looks at. */
  query<Data>(query: string, variables: object = {}): Promise<Data> {
    return ask<Data>(this.#url, this.#token, query, variables);
  }

  /** Does what no other journey does, and gives back what its payload holds. */
  write<Payload>(mutation: string, inputType: string, selection: string, input: object): Promise<Payload> {
    return this.#do<Payload>(mutation, inputType, selection, input);
  }

  #roomId(name: string): string {
    const id = this.#rooms.get(name);
    if (id === undefined) throw new Error(`There is no room ${name}`);
    return id;
  }

  async #do<Payload>(mutation: string, inputType: string, selection: string, input: object): Promise<Payload> {
    const payload = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Payload`;
    const query = `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { __typename ... on ${payload} { ${selection} } ... on Error { message } } }`;
    const { [mutation]: answer } = await ask<Record<string, { __typename: string; message?: string }>>(
      this.#url,
      this.#token,
      query,
      { input },
    );
    if (answer?.__typename !== payload) throw new Error(`${mutation}: ${answer?.__typename}: ${answer?.message}`);
    return answer as Payload;
  }
}
