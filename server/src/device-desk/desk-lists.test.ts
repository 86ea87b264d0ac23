import { afterEach, describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { beginSessions } from '../../test/begin-sessions.ts';
import type { Caller } from '../../test/client.ts';
import { DeviceRows } from '../../test/device-rows.ts';
import { bookingId, days, globalId, hours, later, local } from '../../test/factories.ts';
import { statementsDuring } from '../../test/statements-during.ts';

const now = local('2031-03-03', '07:30');
const { facility, people, clock, app } = await arrange({
  people: ['it_staff', 'staff.tech', 'staff.training', 'room_boss', 'admin'],
  now,
});
const { 'staff.tech': staff, 'staff.training': other, room_boss: boss } = people;
let { it_staff: desk } = people;
/** At another moment, with a session that began then. */
async function goTo(moment: Date): Promise<void> {
  clock.now = moment;
  ({ it_staff: desk } = await beginSessions(facility, app.url, ['it_staff'], moment));
}
afterEach(() => void ({ it_staff: desk } = people));
const { owner } = facility;
const rows = new DeviceRows(owner);
const laptops = await rows.addCategory('ASUS X515', 'LAPTOP');
const desktops = await rows.addCategory('Desktop PC', 'DESKTOP');
let count = 0;
async function devices(many: number, category = laptops) {
  return rows.addDevices(category, `L${(count += 1)}-`, many);
}
/** A booking of devices that is confirmed once they are given. */
async function booked(client: string, from: Date, to: Date, tenant: 'TECH' | 'TRAINING' = 'TECH') {
  const booking = await rows.addBooking(from, to, tenant);
  await owner.query('update bookings set client_name = $2 where id = $1', [booking, client]);
  return booking;
}

type Edge = { readonly cursor: string; readonly node: Record<string, unknown> };
type Page = {
  readonly totalCount: number;
  readonly edges: readonly Edge[];
  readonly pageInfo: { hasNextPage: boolean };
};
const shown =
  'id quantity assigned state version note kind category { name kind } booking { id clientName startsAt status room { name } tenant { code } requester { displayName } }';

async function queue(args: string, caller: Caller = desk) {
  const { deviceRequests } = await caller.get<{ deviceRequests: Page }>(
    `{ deviceRequests(${args}) { totalCount edges { cursor node { ${shown} } } pageInfo { hasNextPage } } }`,
  );
  return deviceRequests;
}
function clientsOf({ edges }: Page) {
  return edges.map(({ node }) => (node['booking'] as { clientName: string }).clientName);
}

describe('the queue of requests', () => {
  it('shows what is wanted: confirmed bookings that are short first, then by start; each page where the last one ended', async () => {
    const [one = '', two = ''] = await devices(2);
    const later3 = await booked('Queue C', later(now, days(3)), later(now, days(3) + hours(2)));
    await rows.addRequest(later3, 3, { kind: 'LAPTOP' });
    const soon = await booked('Queue A', later(now, hours(1)), later(now, hours(5)));
    const partly = await rows.addRequest(soon, 2, { category: laptops });
    await rows.assign(partly, one);
    const short = await booked('Queue Short', later(now, days(9)), later(now, days(9) + hours(2)), 'TRAINING');
    const filled = await rows.addRequest(short, 1);
    const given = await rows.assign(filled, two);
    expect(clientsOf(await queue('search: "queue"'))).toEqual(['Queue A', 'Queue C']);
    await rows.release(given);
    const page = await queue('search: "queue", first: 2');
    expect(clientsOf(page)).toEqual(['Queue Short', 'Queue A']);
    expect(page).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(page.edges[1]?.node).toMatchObject({
      quantity: 2,
      assigned: 1,
      state: 'PARTLY',
      kind: null,
      category: { name: 'ASUS X515', kind: 'LAPTOP' },
      booking: { id: bookingId(soon), status: 'PENDING', tenant: { code: 'TECH' } },
    });
    const next = await queue(`search: "queue", first: 2, after: "${page.edges[1]?.cursor}"`);
    expect(clientsOf(next)).toEqual(['Queue C']);
    expect(clientsOf(await queue(`search: "queue", last: 2, before: "${next.edges[0]?.cursor}"`))).toEqual([
      'Queue Short',
      'Queue A',
    ]);
    expect(clientsOf(await queue('search: "queue shor"')), 'each word').toEqual(['Queue Short']);
  });

  it('closes with its booking, and off-site with the day of return', async () => {
    const [device = ''] = await devices(1);
    const booking = await booked('Closing', later(now, hours(1)), later(now, hours(2)));
    const request = await rows.addRequest(booking, 2);
    await rows.assign(request, device);
    const stateAt = async (moment: Date) => {
      await goTo(moment);
      const { node } = await desk.get<{ node: { state: string } }>(
        'query ($id: ID!) { node(id: $id) { ... on DeviceRequest { state } } }',
        { id: globalId('DeviceRequest', request) },
      );
      return [
        node.state,
        (await queue('search: "closing"')).totalCount,
        (await queue('search: "closing", tab: ALL')).totalCount,
        (await queue('search: "closing", open: false')).totalCount,
      ];
    };
    expect(await stateAt(now)).toEqual(['PARTLY', 1, 1, 1]);
    expect(await stateAt(later(now, hours(2)))).toEqual(['CLOSED', 0, 0, 1]);
    await rows.addRental(booking, '2031-03-04');
    expect(await stateAt(local('2031-03-04', '23:59'))).toEqual(['PARTLY', 1, 1, 1]);
    expect((await queue('search: "closing", tab: OFF_SITE')).totalCount).toBe(1);
    expect(await stateAt(local('2031-03-05', '00:00'))).toEqual(['CLOSED', 0, 0, 1]);
  });

  it('is of the divisions whose books are open, and of nobody without the right', async () => {
    await rows.addRequest(await booked('Sight', later(now, days(1)), later(now, days(2)), 'TRAINING'), 1);
    expect(clientsOf(await queue('search: "sight"', boss))).toEqual(['Sight']);
    const { errors } = await staff.ask('{ deviceRequests { totalCount } }');
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('names plans on late devices as conflicts', async () => {
    const [late = '', fine = ''] = await devices(2);
    const before = await booked('Keeps it', later(now, -days(3)), later(now, -days(2)));
    await rows.assign(await rows.addRequest(before, 1), late, { handed_out_at: later(now, -days(3)) });
    for (const [client, device] of [
      ['Waits', late],
      ['Waits not', fine],
    ] as const) {
      const booking = await booked(client, later(now, days(2)), later(now, days(2) + hours(1)));
      await rows.assign(await rows.addRequest(booking, 1), device);
    }
    expect(clientsOf(await queue('tab: CONFLICTS'))).toEqual(['Waits']);
  });

  it('costs as many statements for fifty requests as for five', async () => {
    const given = await devices(50);
    for (const device of given) {
      const booking = await booked('Crowd', later(now, days(5)), later(now, days(5) + hours(1)));
      await rows.assign(await rows.addRequest(booking, 2, { category: laptops }), device);
    }
    const page = (first: number) =>
      statementsDuring(() =>
        desk.get(
          `{ deviceRequests(search: "crowd", first: ${first}) { totalCount edges { node { ${shown} assignments { state startsAt dueAt late handedOutBy { displayName } device { serialNumber status category { name } current { id } downtime { id } } rental { number } } } } } }`,
        ),
      );
    // Prisma numbers its statements.
    const namesOf = async (first: number) =>
      (await page(first)).names.map((name) => name.replace(/^p\d+$/, 'prisma')).toSorted();
    const fifty = await namesOf(50);
    expect(fifty).toEqual(await namesOf(5));
    expect(fifty.length).toBeLessThan(30);
  });
});

describe('the lists of the day', () => {
  async function listOf(list: string, search: string) {
    const { deviceAssignments } = await desk.get<{ deviceAssignments: Page }>(
      'query ($list: DeskList!, $search: String) { deviceAssignments(list: $list, search: $search) { totalCount edges { node { state late startsAt dueAt takenBy device { serialNumber } booking { clientName } } } } }',
      { list, search },
    );
    return deviceAssignments;
  }
  const figures = async (search: string) => {
    const found = [];
    for (const list of ['TO_HAND_OUT', 'OUT', 'TO_BRING_BACK', 'LATE'])
      found.push((await listOf(list, search)).totalCount);
    return found;
  };

  it('follow a device from the store to the store', async () => {
    const [device = ''] = await devices(1);
    const today = await booked('Daily', later(now, hours(1)), later(now, hours(3)));
    const assignment = await rows.assign(await rows.addRequest(today, 1), device);
    expect(await figures('daily')).toEqual([1, 0, 0, 0]);
    await goTo(later(now, -days(1)));
    expect(await figures('daily')).toEqual([0, 0, 0, 0]);
    await goTo(now);
    await owner.query('update device_assignments set handed_out_at = $2, taken_by = $3 where id = $1', [
      assignment,
      now,
      'Thandi',
    ]);
    expect(await figures('daily')).toEqual([0, 1, 1, 0]);
    expect((await listOf('OUT', 'thandi')).edges[0]?.node).toMatchObject({
      state: 'OUT',
      late: false,
      takenBy: 'Thandi',
      startsAt: now.toISOString(),
      dueAt: later(now, hours(3)).toISOString(),
    });
    await goTo(later(now, hours(3)));
    expect(await figures('daily')).toEqual([0, 1, 0, 1]);
    await rows.giveBack(assignment, later(now, hours(4)));
    expect(await figures('daily')).toEqual([0, 0, 0, 0]);
  });

  it('know rentals by their day of return', async () => {
    const [device = ''] = await devices(1);
    const booking = await booked('Outside', later(now, hours(1)), later(now, days(1)));
    const request = await rows.addRequest(booking, 1);
    const rental = await rows.addRental(booking, '2031-03-05', 'R-77');
    await rows.assign(request, device, { rental_id: rental, handed_out_at: now });
    const ask = async (args: string) =>
      (
        await desk.get<{ rentals: Page }>(
          `{ rentals(search: "r 77"${args}) { edges { node { number dueOn daysOverdue company assignments { state device { status } } booking { clientName } } } } }`,
        )
      ).rentals.edges.map(({ node }) => node);
    expect(await ask('')).toEqual([
      {
        number: 'R-77',
        dueOn: '2031-03-05',
        daysOverdue: 0,
        company: 'Outside Ltd',
        assignments: [{ state: 'OUT', device: { status: 'OFFSITE' } }],
        booking: { clientName: 'Outside' },
      },
    ]);
    expect(await ask(', overdue: true')).toEqual([]);
    await goTo(local('2031-03-07', '08:00'));
    expect(await ask(', overdue: true')).toMatchObject([{ daysOverdue: 2 }]);
    expect(await ask(', overdue: false')).toEqual([]);
  });
});

describe('devices', () => {
  const facts =
    'serialNumber name category { name } status late version place notes officeAccount lastUsedAt retiredAt current { booking { clientName } } next { booking { clientName } } last { booking { clientName } } downtime { kind } plans(from: "2031-03-01T00:00:00Z", to: "2031-04-01T00:00:00Z") { startsAt endsAt assignment { booking { clientName } } downtime { kind } } moves(first: 3) { edges { node { kind reason by { displayName } assignment { id } } } }';

  it('show what they do to those who see the inventory, and their name to the division that has them', async () => {
    const [device = ''] = await devices(1);
    await owner.query(
      `update devices set place = 'Shelf 3', office_account = 'lab@office.example', notes = 'Sticky key' where id = $1`,
      [device],
    );
    const booking = await booked('Owner', later(now, -hours(1)), later(now, hours(3)));
    await rows.assign(await rows.addRequest(booking, 1), device);
    await rows.addDowntime(device, later(now, days(3)), null, { madeAt: now });
    const question = `query ($id: ID!) { booking(id: $id) { devicesAssigned deviceRequests { assignments { device { ${facts} } } suggestions { reason } } } }`;
    type Sight = {
      booking: { devicesAssigned: number; deviceRequests: { assignments: { device: unknown }[] }[] } | null;
    };
    const seen = async (caller: Caller) => {
      const { booking: found } = await caller.get<Sight>(question, { id: bookingId(booking) });
      return found?.deviceRequests[0]?.assignments[0]?.device;
    };
    expect(await seen(desk)).toMatchObject({
      status: 'ASSIGNED',
      place: 'Shelf 3',
      officeAccount: 'lab@office.example',
      lastUsedAt: now.toISOString(),
      current: { booking: { clientName: 'Owner' } },
      last: { booking: { clientName: 'Owner' } },
      plans: [
        { assignment: { booking: { clientName: 'Owner' } } },
        { endsAt: null, assignment: null, downtime: { kind: 'MAINTENANCE' } },
      ],
      moves: {
        edges: [{ node: { kind: 'DOWNTIME_BEGAN' } }, { node: { kind: 'ASSIGNED' } }, { node: { kind: 'CHANGED' } }],
      },
    });
    expect(await seen(boss), 'accounts are for the desk').toMatchObject({ place: 'Shelf 3', officeAccount: null });
    expect(await seen(staff)).toMatchObject({
      name: expect.stringMatching(/^L/),
      category: { name: 'ASUS X515' },
      status: null,
      late: false,
      version: null,
      place: null,
      notes: null,
      officeAccount: null,
      lastUsedAt: null,
      current: null,
      plans: [],
      moves: { edges: [] },
    });
    expect(await seen(other)).toBeUndefined();
    const { node } = await staff.get<{ node: unknown }>('query ($id: ID!) { node(id: $id) { id } }', {
      id: globalId('Device', device),
    });
    expect(node).toBeNull();
  });

  type List = {
    devices: { totalCount: number; edges: { node: { serialNumber: string; status: string; place: string | null } }[] };
  };
  async function found(filter: string) {
    const { devices: page } = await desk.get<List>(
      `{ devices(first: 100, filter: { ${filter} }) { totalCount edges { node { serialNumber status place } } } }`,
    );
    expect(page.totalCount).toBe(page.edges.length);
    for (const { node } of page.edges) expect(node.place ?? 'Cellar').toMatch(/^(Cellar|Shelf 3)$/);
    return page.edges.map(({ node }) => node.serialNumber).join(' ');
  }

  it('are filtered by what they do, where they are and since when nobody used them', async () => {
    const many = await rows.addDevices(desktops, 'f', 12);
    const device = (nth: number) => many[nth - 1] ?? '';
    await owner.query(`update devices set place = 'Cellar' where id = $1`, [device(2)]);
    await owner.query(`update devices set retired_at = $2 where id = $1`, [device(3), now]);
    await rows.addDowntime(device(4), now, later(now, hours(1)), { kind: 'LOST' });
    const past = await booked('Past', later(now, -days(40)), later(now, -days(39)));
    await rows.assign(await rows.addRequest(past, 1), device(5));
    const recent = await booked('Recent', later(now, -days(4)), later(now, -days(3)));
    await rows.assign(await rows.addRequest(recent, 1), device(6));
    const of = `categoryId: "${globalId('DeviceCategory', desktops)}"`;
    expect(await found(of), 'as people count').toBe('f1 f2 f4 f5 f6 f7 f8 f9 f10 f11 f12');
    expect(await found(`${of}, includeRetired: true`)).toContain('f2 f3 f4');
    expect(await found(`${of}, status: [RETIRED]`)).toBe('f3');
    expect(await found(`${of}, status: [MAINTENANCE]`)).toBe('f4');
    expect(await found(`${of}, downtime: [LOST]`)).toBe('f4');
    expect(await found(`${of}, downtime: [AWAY]`)).toBe('');
    expect(await found(`${of}, place: "Cellar"`)).toBe('f2');
    expect(await found(`${of}, idleDays: 30`)).toBe('f1 f2 f4 f5 f7 f8 f9 f10 f11 f12');
    expect(await found(`${of}, search: "f1"`)).toBe('f1 f10 f11 f12');
    expect(await found(`${of}, late: true`)).toBe('');
    await goTo(later(now, hours(1)));
    expect(await found(`${of}, late: true`)).toBe('f4');
    await goTo(now);
    const { deviceFigures } = await desk.get<{ deviceFigures: { byCategory: { category: { name: string } }[] } }>(
      '{ deviceFigures { total byCategory { category { name } total available inRooms offSite overdue maintenance lost } } }',
    );
    expect(deviceFigures.byCategory.find(({ category }) => category.name === 'Desktop PC')).toMatchObject({
      total: 11,
      available: 10,
      inRooms: 0,
      offSite: 0,
      overdue: 0,
      maintenance: 0,
      lost: 1,
    });
  });

  it('are found by a code as scanners, people and spreadsheets write it, and never by a part', async () => {
    const [scanned = ''] = await rows.addDevices(laptops, 'SN-9 a', 2);
    await owner.query(`update devices set name = 'Trolley' where serial_number like 'SN-9%'`);
    const codes = async (code: string) =>
      (
        await desk.get<{ deviceByCode: { id: string }[] }>(
          'query ($code: String!) { deviceByCode(code: $code) { id } }',
          { code },
        )
      ).deviceByCode.map(({ id }) => id);
    expect(await codes('  sn\u20139  A1 ')).toEqual([globalId('Device', scanned)]);
    expect(await codes('SN-9')).toEqual([]);
    expect(await codes('Trolley')).toHaveLength(2);
    expect(await codes('trolley')).toEqual([]);
  });

  it('that a request could have are offered by serial number, and searched', async () => {
    const category = await rows.addCategory('Pick', 'DESKTOP');
    const many = await rows.addDevices(category, 'p', 11);
    const when = [later(now, days(1)), later(now, days(1) + hours(2))] as const;
    const taken = await booked('Takes one', ...when);
    await rows.assign(await rows.addRequest(taken, 1), many[0] ?? '');
    const request = await rows.addRequest(await booked('Picks', ...when), 2, { category });
    const pick = async (more: string) => {
      const { pickableDevices } = await desk.get<List & { pickableDevices: List['devices'] }>(
        `{ pickableDevices(requestId: "${globalId('DeviceRequest', request)}"${more}) { totalCount edges { node { serialNumber } } } }`,
      );
      return [pickableDevices.totalCount, pickableDevices.edges.map(({ node }) => node.serialNumber).join(' ')];
    };
    expect(await pick('')).toEqual([10, 'p2 p3 p4 p5 p6 p7 p8 p9 p10 p11']);
    expect(await pick(', first: 2')).toEqual([10, 'p2 p3']);
    expect(await pick(', search: "p1"')).toEqual([2, 'p10 p11']);
  });
});

describe('what can be promised', () => {
  const day = (date: string) => ({ from: `${date}T06:00:00Z`, to: `${date}T14:00:00Z` });

  it('is one answer for a form, a request and a chart, and leaves out only what the viewer sees', async () => {
    const category = await rows.addCategory('Promise', 'LAPTOP');
    const [first = ''] = await rows.addDevices(category, 'q', 5);
    const [from, to] = [local('2031-05-05', '08:00'), local('2031-05-05', '16:00')];
    const booking = await booked('Promised', from, to);
    const request = await rows.addRequest(booking, 3, { category });
    await rows.assign(request, first);
    const categoryId = globalId('DeviceCategory', category);
    const ask = async (caller: Caller, more: object) => {
      const { deviceAvailabilities } = await caller.get<{ deviceAvailabilities: unknown[] }>(
        'query ($inputs: [DeviceAvailabilityInput!]!) { deviceAvailabilities(inputs: $inputs) { free promised assigned pickable } }',
        {
          inputs: [
            { ...day('2031-05-05'), categoryId, ...more },
            { ...day('2031-05-06'), categoryId },
          ],
        },
      );
      return deviceAvailabilities;
    };
    const free = { free: 5, promised: 0, assigned: 0, pickable: 5 };
    const wanted = { free: 2, promised: 2, assigned: 1, pickable: 4 };
    for (const caller of [staff, other, desk]) expect(await ask(caller, {})).toEqual([wanted, free]);
    expect(await ask(staff, { withoutBookingId: bookingId(booking) })).toEqual([free, free]);
    expect(await ask(other, { withoutBookingId: bookingId(booking) })).toEqual([wanted, free]);
    expect(await ask(desk, { withoutRequestId: globalId('DeviceRequest', request) })).toEqual([
      { ...wanted, free: 4, promised: 0 },
      free,
    ]);
    const { deviceAvailabilityByDay: chart } = await desk.get<{ deviceAvailabilityByDay: unknown[] }>(
      'query ($categoryId: ID) { deviceAvailabilityByDay(from: "2031-05-04", to: "2031-05-06", categoryId: $categoryId) { date availability { free } } }',
      { categoryId },
    );
    expect(chart).toEqual([
      { date: '2031-05-04', availability: { free: 5 } },
      { date: '2031-05-05', availability: { free: 2 } },
      { date: '2031-05-06', availability: { free: 5 } },
    ]);
    const { node } = await desk.get<{ node: unknown }>(
      'query ($id: ID!) { node(id: $id) { ... on DeviceRequest { availability { free promised } } } }',
      { id: globalId('DeviceRequest', request) },
    );
    expect(node).toEqual({ availability: { free: 4, promised: 0 } });
  });

  it('is refused by field where a window or a wish is none', async () => {
    const faults = async (input: object) =>
      (
        await desk.ask('query ($input: DeviceAvailabilityInput!) { deviceAvailability(input: $input) { free } }', {
          input,
        })
      ).errors[0]?.extensions?.fields?.map(({ path }) => path);
    const { from, to } = day('2031-05-05');
    expect(await faults({ from: to, to: from })).toEqual(['input.to']);
    expect(await faults({ from, to, kind: 'LAPTOP', categoryId: globalId('DeviceCategory', laptops) })).toEqual([
      'input.categoryId',
    ]);
    expect(
      await faults({ from, to, categoryId: globalId('DeviceCategory', '00000000-0000-4000-8000-0000000000ff') }),
    ).toEqual(['input.categoryId']);
  });
});
