import type pg from 'pg';
import { type TenantCode, tenants } from './factories.ts';

/** What both a pool and one connection can do. */
export type Sql = Pick<pg.ClientBase, 'query'>;

export type Wish = { readonly kind?: 'LAPTOP' | 'DESKTOP' | null; readonly category?: string | null };
export type Condition = 'GOOD' | 'DAMAGED' | 'LOST';

/** Rows of devices, past the API, with plain SQL: as the desk would write them, or an outsider. */
export class DeviceRows {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async #key(text: string, values: readonly unknown[]): Promise<string> {
    const { rows } = await this.#sql.query<{ id: string }>(text, [...values]);
    return rows[0]?.id ?? '';
  }

  addCategory(name: string, kind: 'LAPTOP' | 'DESKTOP'): Promise<string> {
    return this.#key('insert into device_categories (name, kind) values ($1, $2) returning id', [name, kind]);
  }

  /** Their serial numbers are the prefix and a number from 1. */
  async addDevices(category: string, prefix: string, count: number): Promise<string[]> {
    const { rows } = await this.#sql.query<{ id: string }>(
      `insert into devices (serial_number, name, category_id) select $1::text || n, $1::text || n, $2 from generate_series(1, $3::int) n returning id`,
      [prefix, category, count],
    );
    return rows.map(({ id }) => id);
  }

  /** A booking for devices only, of either division, that wants nothing yet. */
  addBooking(startsAt: Date, endsAt: Date, tenant: TenantCode = 'TECH'): Promise<string> {
    return this.#key(
      `insert into bookings (tenant_id, kind, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id)
       select $1, 'DEVICES_ONLY', 'Client', 'Somebody', 'client@client.example', '1', 1, 1, $2, $3, id from users order by username limit 1 returning id`,
      [tenants[tenant], startsAt, endsAt],
    );
  }

  /** The one request of a booking that was written with a number of devices. */
  requestOf(booking: string): Promise<string> {
    return this.#key('select id from device_requests where booking_id = $1', [booking]);
  }

  addRequest(booking: string, quantity: number, { kind = null, category = null }: Wish = {}): Promise<string> {
    return this.#key(
      `insert into device_requests (tenant_id, booking_id, kind, category_id, quantity)
       select tenant_id, id, $3, $4, $2 from bookings where id = $1 returning id`,
      [booking, quantity, kind, category],
    );
  }

  /** @param more columns besides: `not_before` is long ago where nothing is said */
  async assign(request: string, device: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const row = { not_before: new Date('2020-01-01T00:00:00Z'), device_id: device, ...more };
    const names = Object.keys(row).join(', ');
    return this.#key(
      `insert into device_assignments (tenant_id, booking_id, request_id, ${names})
       select q.tenant_id, q.booking_id, q.id, ${Object.keys(row)
         .map((name) => `f.${name}`)
         .join(', ')}
       from device_requests q, jsonb_populate_record(null::device_assignments, $2) f where q.id = $1 returning id`,
      [request, JSON.stringify(row)],
    );
  }

  async handOut(assignment: string, at: Date): Promise<void> {
    await this.#sql.query('update device_assignments set handed_out_at = $2 where id = $1', [assignment, at]);
  }

  async giveBack(assignment: string, at: Date, condition: Condition = 'GOOD', isTakenAway = false): Promise<void> {
    await this.#sql.query(
      'update device_assignments set returned_at = $2, condition = $3, taken_away_at = case when $4 then $2::timestamptz end where id = $1',
      [assignment, at, condition, isTakenAway],
    );
  }

  async release(assignment: string, at = new Date('2026-12-01T00:00:00Z')): Promise<void> {
    await this.#sql.query('update device_assignments set released_at = $2 where id = $1', [assignment, at]);
  }

  /** @param madeAt when somebody wrote it down; when it starts, where nothing is said */
  addDowntime(
    device: string,
    from: Date,
    expectedEnd: Date | null = null,
    { kind = 'MAINTENANCE', endedAt = null as Date | null, madeAt = from } = {},
  ): Promise<string> {
    return this.#key(
      'insert into device_downtimes (device_id, kind, starts_at, expected_end, ended_at, made_at) values ($1, $2, $3, $4, $5, $6) returning id',
      [device, kind, from, expectedEnd, endedAt, madeAt],
    );
  }

  addRental(booking: string, dueOn: string, number = 'R-1'): Promise<string> {
    return this.#key(
      `insert into rentals (tenant_id, booking_id, number, company, due_on) select tenant_id, id, $2, 'Outside Ltd', $3 from bookings where id = $1 returning id`,
      [booking, number, dueOn],
    );
  }
}
