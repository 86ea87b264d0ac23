import { beforeAll, describe, expect, it } from 'vitest';
import { found, missed } from '../../../../docs/text-cases.ts';
import { arrange } from '../../../test/arrange.ts';
import {
  bookingId,
  days,
  hours,
  later,
  local,
  roomId,
  type TenantCode,
  tenantId,
  tenants,
} from '../../../test/factories.ts';

const now = local('2031-03-01', '09:00');
const start = local('2031-03-04', '08:00');
let made = 0;
const { facility, people } = await arrange({
  people: ['staff.tech', 'staff2.tech', 'staff.training', 'room_boss', 'kitchen'],
  now,
});
type Who = keyof typeof people;

type Page = {
  edges: { cursor: string; node: { id: string; clientName: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null; startCursor: string | null };
};
async function ask(name: Who, filter: object | null, page: object = {}): Promise<Page> {
  return (
    await people[name].get<{ bookings: Page }>(
      `query ($filter: BookingFilter, $first: Int, $after: String, $last: Int, $before: String) { bookings(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      edges { cursor node { id clientName } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      { filter, ...page },
    )
  ).bookings;
}
async function names(name: Who, filter: object | null, page: object = {}) {
  return (await ask(name, filter, page)).edges.map(({ node }) => node.clientName);
}

/** A ghost on a day of its own; gives back its key. */
function ghost(client: string, more: object = {}) {
  made += 1;
  return facility.insertBooking({
    startsAt: later(start, days(made)),
    endsAt: later(start, days(made) + hours(2)),
    client,
    ...more,
  });
}

describe('search', () => {
  it('finds every word, anywhere in a word from three letters on, and at its beginning below that; without case, accents and signs', async () => {
    await ghost('Café Zanzibar (Pty) Ltd');
    for (const words of ['café', 'CAFE', 'afe', 'nzib', 'ltd zanz', 'za', 'c', '(pty)', 'pty-ltd', 'zanzibar  cafe'])
      expect(await names('staff.tech', { search: words }), words).toContain('Café Zanzibar (Pty) Ltd');
    for (const words of ['nz', 'zanzibaz', 'cafe mombasa', '%', '_', '...', 'zan%kar', 'za_ib', '\\', 'z\0anzibar x'])
      expect(await names('staff.tech', { search: words }), words).toEqual([]);
    expect(await names('staff.tech', { search: '  ' }), 'blanks look for nothing in particular').toContain(
      'Café Zanzibar (Pty) Ltd',
    );
  });

  it('finds a client however either is written: in one, over a sign, with letters of another alphabet', async () => {
    const bookings = await Promise.all(found.map(async ([typed, text]) => ({ typed, text, key: await ghost(text) })));
    for (const { typed, text } of bookings)
      for (const search of typed.slice(0, 4))
        expect(await names('staff.tech', { search }, { first: 100 }), `${search} in ${text}`).toContain(text);
    for (const [search, text] of missed)
      expect(await names('staff.tech', { search }, { first: 100 }), search).not.toContain(text);
    await facility.superuser.query('delete from bookings where id = any ($1)', [bookings.map(({ key }) => key)]);
  });

  it('finds references and contacts, the contacts for those alone who see them, and forgets what a booking was called before', async () => {
    const key = await ghost('Quiver Trees');
    await facility.owner.query(
      `update bookings set client_contact_person = 'Naledi Khumalo', client_email = 'naledi@quiver.example', client_phone = '+27 82 555 0177' where id = $1`,
      [key],
    );
    const {
      rows: [row],
    } = await facility.owner.query<{ reference: string }>('select reference from bookings where id = $1', [key]);
    for (const words of ['naledi', 'khumalo quiver', 'naledi@quiver.example', '555 0177', '+27 82']) {
      for (const name of ['staff.tech', 'room_boss'] as const)
        expect(await names(name, { search: words }), `${name}: ${words}`).toEqual(['Quiver Trees']);
    }
    for (const words of ['naledi', 'khumalo', '5550177', '0177']) {
      for (const name of ['kitchen', 'staff.training'] as const)
        expect(await names(name, { search: words }), `${name}: ${words}`).toEqual([]);
    }
    for (const words of [
      row?.reference,
      row?.reference.toLowerCase().replace('-', ''),
      row?.reference.slice(0, 7),
      row?.reference.slice(0, 5),
      row?.reference.slice(4),
    ])
      expect(await names('kitchen', { search: words }), words).toEqual(['Quiver Trees']);
    await facility.owner.query(`update bookings set client_name = 'Renamed House' where id = $1`, [key]);
    expect(await names('staff.tech', { search: 'quiver trees' })).toEqual([]);
    expect(await names('staff.tech', { search: 'renamed' })).toEqual(['Renamed House']);
  });

  it('shows no division’s bookings to another, whichever one the caller asks for', async () => {
    await ghost('Marula Tech');
    await ghost('Marula Training', { tenant: 'TRAINING' });
    expect(await names('staff.tech', { search: 'marula' })).toEqual(['Marula Tech']);
    expect(await names('room_boss', { search: 'marula' })).toEqual(['Marula Tech', 'Marula Training']);
    expect(await names('staff.tech', { search: 'marula', tenantId: tenantId('TRAINING') })).toEqual([]);
    expect(await names('room_boss', { search: 'marula', tenantId: tenantId('TRAINING') })).toEqual(['Marula Training']);
  });

  it('asks the setting itself whose books are open: the function gives nothing to a caller who only names a division', async () => {
    const call = `select count(*)::int as found from find_bookings(null, $1::uuid[], $1::uuid[], null, null, null, null, null, null, null, false, 100)`;
    const pool = facility.owner;
    const client = await pool.connect();
    try {
      const { rows: tenants } = await client.query<{ id: string }>('select id from tenants');
      const foundAs = async (open: string) => {
        await client.query('begin');
        await client.query(`select set_config('app.tenants', $1, true)`, [open]);
        const { rows } = await client.query<{ found: number }>(call, [tenants.map(({ id }) => id)]);
        await client.query('rollback');
        return rows[0]?.found;
      };
      expect(await foundAs('')).toBe(0);
      const [one = 0, other = 0, both] = [
        await foundAs(tenants[0]?.id ?? ''),
        await foundAs(tenants[1]?.id ?? ''),
        await foundAs(tenants.map(({ id }) => id).join()),
      ];
      expect(Math.min(one, other)).toBeGreaterThan(0);
      expect(one + other).toBe(both);
    } finally {
      client.release();
    }
  });

  it('keeps two divisions apart in the index itself: the same word leaves no piece that both have', async () => {
    const { rows } = await facility.owner.query<{ shared: number }>(
      `select cardinality(array(select unnest(search_grams(a.id, 100, '  marula')) intersect select unnest(search_grams(b.id, 100, '  marula')))) as shared from tenants a join tenants b on a.id < b.id`,
    );
    expect(rows).toEqual([{ shared: 0 }]);
  });
});

describe('a long list', () => {
  const filled = 9_000;
  beforeAll(async () => {
    // More than is looked through before the index of words is asked, and what is looked for at its very end. Nobody is told of them one by one.
    await facility.owner.query('alter table bookings disable trigger note_new_bookings');
    await facility.owner.query(
      `insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id)
       select t.id, case when n % 3000 = 0 then 'Remarkable Bird ' || n else 'Common House ' || n end, 'Somebody', 'a@b.example', '1', 1, 1, $1::timestamptz + n * interval '1 minute', $1::timestamptz + n * interval '1 minute' + interval '1 hour', $2
       from tenants t, generate_series(1, ${filled}) n where t.code = 'TECH'`,
      [later(start, days(400)), facility.userKeys['staff2.tech']],
    );
    await facility.owner.query('alter table bookings enable always trigger note_new_bookings');
    // Years later, with nothing in between.
    await facility.insertBooking({
      startsAt: later(start, days(2_000)),
      endsAt: later(start, days(2_001)),
      client: 'Remarkable Bird at last',
    });
    await facility.owner.query('analyze booking_search');
  });

  // Longer than a reference: four letters stand in one of ten thousand now and then.
  it('gives what is rare, what is common and what is not there alike, from either end and between two cursors', async () => {
    expect(await names('staff.tech', { search: 'remarkable bird' })).toEqual([
      'Remarkable Bird 3000',
      'Remarkable Bird 6000',
      'Remarkable Bird 9000',
      'Remarkable Bird at last',
    ]);
    expect(await names('staff.tech', { search: 'remarkable bird' }, { last: 3 })).toEqual([
      'Remarkable Bird 6000',
      'Remarkable Bird 9000',
      'Remarkable Bird at last',
    ]);
    expect(await names('staff.tech', { search: 'remarkable house' })).toEqual([]);
    expect(await names('staff.tech', { search: 'xu' })).toEqual([]);
    expect(await names('staff.tech', { search: 'bi' })).toHaveLength(4);
    expect(
      await names('staff.tech', { search: 'common', from: later(start, days(400) + hours(100)) }, { first: 2 }),
    ).toEqual(['Common House 5941', 'Common House 5942']);
    const first = await ask('staff.tech', { search: 'house' }, { first: 5 });
    const second = await ask('staff.tech', { search: 'house' }, { first: 5, after: first.pageInfo.endCursor });
    expect(first.edges).toHaveLength(5);
    expect(second).toMatchObject({ pageInfo: { hasNextPage: true, hasPreviousPage: true } });
    const back = await ask('staff.tech', { search: 'house' }, { last: 5, before: second.pageInfo.startCursor });
    expect(back.edges).toEqual(first.edges);
  });

  it('costs what it finds, and not the years between: with a booking of 3028, of 8999 or of the year 900, a search reads hardly a page more', async () => {
    const filed = (tenant: TenantCode, year: string) =>
      facility.insertBooking({
        tenant,
        startsAt: new Date(`${year}-01-04T08:00:00Z`),
        endsAt: new Date(`${year}-01-04T10:00:00Z`),
        client: 'Far Away',
      });
    const searches = [
      { word: 'absentia', backwards: false },
      { word: 'absentia', backwards: true },
      { word: 'remarkable bird', backwards: false },
      { word: 'remarkable bird', backwards: true },
    ];
    const costs = async () => {
      const read: number[] = [];
      for (const { word, backwards } of searches) read.push(await pagesRead(word, backwards));
      return read;
    };
    // Plans are made and kept on the way, which reads a few pages more or less.
    const few = 100;
    await costs();
    const before = await costs();
    const expectFewMore = async (what: string) => {
      const after = await costs();
      for (const [search, pages] of after.entries())
        expect(
          Math.abs(pages - (before[search] ?? 0)),
          `${what}: ${JSON.stringify({ ...searches[search], before, after })}`,
        ).toBeLessThan(few);
    };
    const others = [await filed('TRAINING', '3028'), await filed('TRAINING', '0900')];
    await expectFewMore('in the books of others');
    const far = [await filed('TECH', '3028'), await filed('TECH', '8999'), await filed('TECH', '0900')];
    await expectFewMore('in one’s own');
    expect(await names('staff.tech', { search: 'far away' })).toEqual(['Far Away', 'Far Away', 'Far Away']);
    await facility.owner.query('delete from bookings where id = any ($1::uuid[])', [[...others, ...far]]);
  });

  /** How many pages of the database a search by somebody of one division looks at: what it costs, however busy the machine is. */
  const pagesRead = async (word: string, backwards: boolean): Promise<number> => {
    const client = await facility.owner.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.tenants', $1, true)`, [tenants.TECH]);
      const {
        rows: [row],
      } = await client.query<{ 'QUERY PLAN': [{ Plan: Record<'Shared Hit Blocks' | 'Shared Read Blocks', number> }] }>(
        'explain (analyze, buffers, format json) select * from find_bookings($1, $2::uuid[], $2::uuid[], null, null, null, null, null, null, null, $3, 20)',
        [word, [tenants.TECH], backwards],
      );
      await client.query('rollback');
      const plan = row?.['QUERY PLAN'][0].Plan;
      return (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
    } finally {
      client.release();
    }
  };

  it('can be walked through to its end, forwards and backwards: each booking once, in one order', async () => {
    const walk = async (size: 'first' | 'last', goOn: 'after' | 'before', filter: object): Promise<string[]> => {
      const seen: string[] = [];
      let cursor: string | null = null;
      for (;;) {
        const page: Page = await ask('room_boss', filter, { [size]: 100, ...(cursor ? { [goOn]: cursor } : {}) });
        const ids = page.edges.map(({ node }) => node.id);
        seen.push(...(size === 'first' ? ids : ids.toReversed()));
        cursor = size === 'first' ? page.pageInfo.endCursor : page.pageInfo.startCursor;
        if (!(size === 'first' ? page.pageInfo.hasNextPage : page.pageInfo.hasPreviousPage)) return seen;
      }
    };
    const filter = { to: later(start, days(400) + hours(12)) };
    const { rows } = await facility.owner.query<{ id: string }>(
      'select id from bookings where starts_at < $1 order by starts_at, id',
      [filter.to],
    );
    const all = rows.map(({ id }) => bookingId(id));
    expect(all.length).toBeGreaterThan(700);
    expect(await walk('first', 'after', filter)).toEqual(all);
    expect(await walk('last', 'before', filter)).toEqual(all.toReversed());
  });

  it('holds to every filter at once', async () => {
    const key = await facility.insertBooking({
      startsAt: later(start, -days(20)),
      endsAt: later(start, days(20)),
      client: 'Longtime Tenant',
      room: 24,
      status: 'CONFIRMED',
      by: 'staff.tech',
    });
    const runs = { from: start, to: later(start, hours(1)), search: 'longtime' };
    expect(
      (await ask('staff.tech', { ...runs, status: ['CONFIRMED'], roomIds: [roomId(5)], mine: true })).edges.map(
        ({ node }) => node.id,
      ),
    ).toEqual([bookingId(key)]);
    for (const other of [
      { status: ['PENDING'] },
      { roomIds: [roomId(4)] },
      { from: later(start, days(20)) },
      { to: later(start, -days(20)) },
    ])
      expect(await names('staff.tech', { ...runs, ...other }), JSON.stringify(other)).toEqual([]);
    expect(await names('staff2.tech', { ...runs, mine: true })).toEqual([]);
    expect(await names('staff.tech', { mine: true, search: 'common' })).toEqual([]);
    expect(await names('staff2.tech', { mine: true, search: 'common' }, { first: 1 })).toEqual(['Common House 1']);
  });

  it('goes with its bookings, whoever writes: nothing is found that is deleted, and the copy agrees with the books', async () => {
    const key = await ghost('Passing By');
    await facility.superuser.query('delete from bookings where id = $1', [key]);
    expect(await names('staff.tech', { search: 'passing by' })).toEqual([]);
    const { rows } = await facility.owner.query<{ wrong: number }>(
      'select count(*)::int as wrong from (select f.* from bookings b, search_row(b) f except select * from booking_search) differing',
    );
    expect(rows).toEqual([{ wrong: 0 }]);
  });
});
