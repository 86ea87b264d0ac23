import { beforeAll, describe, expect, it, vi } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { days, hours, later, local, roomId, tenantId } from '../../../test/factories.ts';
import { readCsv } from '../../../test/read-csv.ts';

const start = local('2031-03-04', '08:00');
const many = 2_500;
const { facility, app, people } = await arrange({
  people: ['staff.tech', 'staff2.tech', 'staff.training', 'room_boss', 'kitchen', 'admin'],
  now: local('2031-03-01', '09:00'),
});
type Who = keyof typeof people;

beforeAll(async () => {
  const keys = [
    await facility.insertBooking({
      startsAt: start,
      endsAt: later(start, hours(2)),
      room: 24,
      client: '=HYPERLINK("http://evil")',
      people: 5,
    }),
    await facility.insertBooking({
      startsAt: later(start, days(1)),
      endsAt: later(start, days(1) + hours(2)),
      client: 'Comma, "Quote" & Sons',
      wish: 3,
      by: 'staff2.tech',
    }),
    await facility.insertBooking({
      startsAt: later(start, days(2)),
      endsAt: later(start, days(2) + hours(2)),
      room: 1,
      tenant: 'TRAINING',
      client: 'Ours in Training',
    }),
  ];
  await facility.owner.query(
    `update bookings set client_phone = '+27 11 555 0100', client_contact_person = '@sum', client_email = '-minus@client.example', notes = E'first line\nsecond line' where id = any ($1)`,
    [keys],
  );
});

function get(who: Who | null, query = '', headers: Record<string, string> = {}) {
  return fetch(`${app.url}/export/bookings.csv${query}`, {
    headers: { ...(who ? { authorization: `Bearer ${people[who].token}` } : {}), ...headers },
  });
}

async function sheet(who: Who, query = '', separator = ',') {
  const answer = await get(who, query);
  // `text()` would take the mark away.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
  const [heads = [], ...lines] = readCsv(text, separator);
  return {
    answer,
    text,
    heads,
    rows: lines.map((cells) => Object.fromEntries(heads.map((head, index) => [head, cells[index] ?? '']))),
  };
}

describe('the sheet of bookings', () => {
  it('opens in Excel as it is meant: with its mark, each cell in quotes, and nothing that could run', async () => {
    const { answer, text, rows } = await sheet('staff.tech');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="bookings-2031-03-01.csv"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(text.startsWith('\uFEFF"Reference","Division","Status","Client",')).toBe(true);
    expect(rows).toMatchObject([
      {
        Client: `'=HYPERLINK("http://evil")`,
        'Contact person': `'@sum`,
        'E-mail': `'-minus@client.example`,
        Phone: '+27 11 555 0100',
        Room: 'Ambition+Perseverance',
        Note: 'first line\nsecond line',
      },
      { Client: 'Comma, "Quote" & Sons', Wish: 'Honesty', Room: '', Status: 'pending' },
    ]);
    expect(
      rows
        .flatMap((row) => Object.entries(row))
        .filter(([head, cell]) => head !== 'Phone' && /^[=+\-@\t\r]/.test(cell)),
    ).toEqual([]);
  });

  it('runs nothing either where another sign separates, or a line of a note begins a row; and separates as it is asked to', async () => {
    const key = await facility.insertBooking({
      startsAt: later(start, days(12)),
      endsAt: later(start, days(12) + hours(2)),
      client: 'x;=1+2;y',
    });
    await facility.owner.query(
      `update bookings set client_phone = '082 123 4567', notes = E'first\n=2+2', boss_notes = '+27 82 123 4567' where id = $1`,
      [key],
    );
    for (const [query, separator] of [
      ['', ','],
      ['&separator=comma', ','],
      ['&separator=semicolon', ';'],
      ['&separator=tab', '\t'],
    ] as const) {
      const { rows, heads, text } = await sheet('staff.tech', `?from=2031-03-15T00:00:00Z${query}`, separator);
      expect(rows, query).toMatchObject([
        { Client: `x;'=1+2;y`, Phone: '082 123 4567', Note: `first\n'=2+2`, 'Boss’s note': '+27 82 123 4567' },
      ]);
      expect(text.split('\r\n')[0]).toBe(`\uFEFF${heads.map((head) => `"${head}"`).join(separator)}`);
    }
    await facility.superuser.query('delete from bookings where id = $1', [key]);
  });

  it('tells times by the clocks of the facility, and days as ISO has them', async () => {
    expect((await sheet('staff.tech')).rows[0]).toMatchObject({
      'Start date': '2031-03-04',
      'Start time': '08:00',
      'End date': '2031-03-04',
      'End time': '10:00',
    });
  });

  it('holds what its reader may see: own divisions alone, and contacts and notes where the book is open in full', async () => {
    expect((await sheet('staff.training')).rows.map(({ Client: client }) => client)).toEqual(['Ours in Training']);
    expect((await sheet('room_boss')).rows.map(({ Division: division }) => division)).toEqual([
      'TECH',
      'TECH',
      'TRAINING',
    ]);
    const { text, rows } = await sheet('kitchen');
    expect(rows).toHaveLength(3);
    for (const row of rows)
      expect(row).toMatchObject({
        'Contact person': '',
        'E-mail': '',
        Phone: '',
        Note: '',
        'Boss’s note': '',
        Reason: '',
      });
    expect(text).not.toMatch(/555 0100|second line|minus@/);
  });

  it('says of devices that leave the building under which rental, where and until when; whom to call there only in full', async () => {
    const key = await facility.insertBooking({
      startsAt: later(start, days(9)),
      endsAt: later(start, days(9) + hours(2)),
      client: 'Far Away',
    });
    const offSite = {
      rentalNumber: 'R-9',
      contactPerson: 'Q. Outside',
      phone: '011 555 0188',
      email: 'q@outside.example',
      company: 'Outside Ltd',
      address: '1 Far Road',
      returnOn: '2031-03-14',
    };
    await facility.owner.query(
      `update bookings set kind = 'DEVICES_ONLY', devices_needed = 2, off_site = $2 where id = $1`,
      [key, JSON.stringify(offSite)],
    );
    const open = { 'Rental number': 'R-9', 'Off-site at': 'Outside Ltd', 'Due back': '2031-03-14' };
    expect((await sheet('staff.tech', '?search=far')).rows).toMatchObject([
      {
        ...open,
        'Off-site contact': 'Q. Outside',
        'Off-site phone': '011 555 0188',
        'Off-site e-mail': 'q@outside.example',
        'Off-site address': '1 Far Road',
      },
    ]);
    expect((await sheet('kitchen', '?search=far')).rows).toMatchObject([
      { ...open, 'Off-site contact': '', 'Off-site phone': '', 'Off-site e-mail': '', 'Off-site address': '' },
    ]);
    await facility.superuser.query('delete from bookings where id = $1', [key]);
  });

  it('holds exactly what the filter means', async () => {
    const clients = async (who: Who, query: string) =>
      (await sheet(who, query)).rows.map(({ Client: client }) => client?.slice(0, 5));
    expect(await clients('room_boss', '?search=comma')).toEqual(['Comma']);
    expect(await clients('room_boss', '?status=CONFIRMED&status=PENDING&to=2031-03-05T00:00:00Z')).toEqual([`'=HYP`]);
    expect(await clients('room_boss', `?room=${encodeURIComponent(roomId(5))}`)).toEqual([`'=HYP`]);
    expect(await clients('room_boss', `?division=${encodeURIComponent(tenantId('TRAINING'))}`)).toEqual(['Ours ']);
    expect(await clients('staff.tech', `?division=${encodeURIComponent(tenantId('TRAINING'))}`)).toEqual([]);
    expect(await clients('staff2.tech', '?mine=true')).toEqual(['Comma']);
    for (const [query, path] of [
      ['?from=yesterday', 'from'],
      ['?status=LOST', 'status.0'],
      ['?mine=maybe', 'mine'],
      ['?colour=red', 'colour'],
      ['?separator=pipe', 'separator'],
    ] as const) {
      const answer = await get('room_boss', query);
      expect(answer.status, query).toBe(400);
      expect(await answer.text()).toContain(path);
    }
    // Of the address as a whole, and of none of its parts.
    expect(await (await get('staff.tech', '?colour=red')).json()).toMatchObject({
      errors: [{ message: 'There is no such filter: colour.' }],
    });
    expect(await (await get('staff.tech', '?search=Acme&search=Zenith')).json()).toMatchObject({
      errors: [{ message: 'search: Give this filter once.' }],
    });
  });

  it('is for people who are signed in, by a request that no other site can cause', async () => {
    expect((await get(null)).status).toBe(401);
    expect((await get(null, '', { authorization: 'Bearer nonsense' })).status).toBe(401);
    const forged = await get(null, '', { cookie: `__Host-colab-access=${people.room_boss.token}` });
    expect(forged.status).toBe(403);
    expect(await forged.text()).toContain('CSRF_HEADER_MISSING');
    expect(
      (
        await fetch(`${app.url}/export/bookings.csv`, {
          method: 'POST',
          headers: { authorization: `Bearer ${people.room_boss.token}` },
        })
      ).status,
    ).toBe(405);
  });

  it('leaves a row in the audit trail: who took how many, by which filter', async () => {
    await facility.owner.query('select 1');
    await sheet('admin', '?search=comma');
    // Written once the last line is gone, which the reader may have before.
    await vi.waitFor(
      async () => {
        const { rows } = await facility.owner.query<{ message: string }>(
          `select result, message, via from audit_log where action = 'exportBookings' and actor = $1`,
          [facility.userKeys.admin],
        );
        expect(rows).toEqual([{ result: 'DONE', message: '1 bookings; search=comma', via: 'session' }]);
      },
      { timeout: 60_000, interval: 20 },
    );
  });

  it('is whole however long it is, each booking once, and is read no faster than it is taken', async () => {
    await facility.owner.query(
      `insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id, notes)
       select t.id, 'House ' || n, 'Somebody', 'a@b.example', '1', 1, 1, $1::timestamptz + (n / 3) * interval '1 minute', $1::timestamptz + (n / 3) * interval '1 minute' + interval '1 hour', $2, repeat('x', 8000)
       from tenants t, generate_series(1, ${many}) n where t.code = 'TECH'`,
      [later(start, days(30)), facility.userKeys['staff.tech']],
    );
    const { rows } = await sheet('room_boss', '?search=house');
    expect(rows).toHaveLength(many);
    expect(new Set(rows.map(({ Reference: reference }) => reference)).size).toBe(many);

    // Two that nobody reads are held back by their readers; a third is refused, until one of them is let go.
    const held = [new AbortController(), new AbortController()];
    const opened = await Promise.all(
      held.map(({ signal }) =>
        fetch(`${app.url}/export/bookings.csv?search=house`, {
          headers: { authorization: `Bearer ${people['staff2.tech'].token}` },
          signal,
        }),
      ),
    );
    expect(opened.map(({ status }) => status)).toEqual([200, 200]);
    const third = await get('staff2.tech');
    expect(third.status).toBe(429);
    expect(await third.text()).toContain('"limit":"exports"');
    for (const one of held) one.abort();
    await expect.poll(async () => (await get('staff2.tech', '?search=comma')).status).toBe(200);
    const cut = async () =>
      (
        await facility.owner.query<{ message: string }>(
          `select message from audit_log where action = 'exportBookings' and result = 'FAILED'`,
        )
      ).rows;
    // The second one is let go when it is: the first was enough for the place that was asked for.
    await expect.poll(async () => (await cut()).length).toBe(2);
    for (const { message } of await cut()) expect(Number(/after (\d+) bookings/.exec(message)?.[1])).toBeLessThan(many);
  });

  it('is told to come again, as everywhere, when the database goes away under it', async () => {
    const holder = await facility.owner.connect();
    await holder.query('begin');
    await holder.query('lock table users in access exclusive mode');
    const asked = get('staff.tech');
    await vi.waitFor(
      async () => {
        const cut = await facility.superuser.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%viewerRights%'`,
        );
        expect(cut.rowCount).toBeGreaterThan(0);
      },
      { timeout: 60_000, interval: 20 },
    );
    const answer = await asked;
    await holder.query('rollback');
    holder.release();
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      errors: [
        { message: expect.stringContaining('Try again'), extensions: { code: 'BUSY', requestId: expect.any(String) } },
      ],
    });
  });
});
