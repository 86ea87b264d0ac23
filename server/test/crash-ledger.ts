import { expect } from 'vitest';
import type { Outcome } from './booking-calls.ts';
import type { Answer } from './client.ts';
import { keyOfId, type TestFacility } from './factories.ts';

/** What was asked, what was answered, and by whom nothing was heard. */
export class CrashLedger {
  finished = false;
  /** The last thing that was no answer, for a test that fails. */
  strangest = '';
  readonly #facility: TestFacility;
  /** By idempotency key, the booking that was acknowledged; null where it was refused. */
  readonly #answers = new Map<string, string | null>();
  readonly #open = new Set<string>();
  readonly #retried = new Set<string>();
  readonly #silentlyCommitted = new Set<string>();
  #asked = 0;
  #lost = 0;
  #failed = 0;
  #busy = 0;
  #mostTries = 0;
  #waiting: { readonly from: number; resolve: () => void; reject: (error: unknown) => void } | undefined;
  #failure: unknown;

  constructor(facility: TestFacility) {
    this.#facility = facility;
  }

  asked(key: string, tries: number): void {
    this.#asked += 1;
    this.#mostTries = Math.max(this.#mostTries, tries);
    if (tries > 1) this.#retried.add(key);
    this.#open.add(key);
  }

  answered(key: string, result: Outcome, tries: number): void {
    expect(['CreateBookingsPayload', 'RoomTakenError'], `${key}, try ${tries}: ${JSON.stringify(result)}`).toContain(
      result.__typename,
    );
    const [booking, ...more] = result.bookings ?? [];
    expect(more).toEqual([]);
    if (booking) expect(booking.clientName).toBe(key);
    this.#open.delete(key);
    this.#answers.set(key, booking ? keyOfId(booking.id) : null);
    if (this.#waiting && this.#answers.size >= this.#waiting.from) this.#waiting.resolve();
  }

  /** The connection broke, or the server said that something failed: it may have been done, or not. */
  unanswered(key: string, answer: Answer<unknown> | null, result: Outcome | undefined): void {
    this.strangest = `${key}: ${answer?.text ?? 'the connection broke'}`;
    if (answer === null) this.#lost += 1;
    else if (result) this.#busy += 1;
    else {
      this.#failed += 1;
      const codes = answer.errors.map(({ extensions }) => extensions?.code ?? '');
      expect(['BUSY', 'OUTCOME_UNKNOWN'], this.strangest).toContain(codes[0]);
      expect(answer.text).not.toMatch(/postgres|prisma|sqlstate|ECONN|terminat|constraint|select |insert /i);
    }
  }

  /** Resolves once so many more requests have their answer. */
  async untilAnswered(more: number): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    await new Promise<void>(
      (resolve, reject) => (this.#waiting = { from: this.#answers.size + more, resolve, reject }),
    );
  }

  fail(error: unknown): void {
    this.#failure = error;
    this.finished = true;
    this.#waiting?.reject(error);
  }

  finish(): void {
    this.finished = true;
  }

  /** Whose bookings are there although nobody heard of it: those that a retry could double. */
  async countSilentCommits(): Promise<void> {
    const { rows } = await this.#facility.owner.query<{ key: string }>(
      'select client_name as key from bookings where client_name = any ($1)',
      [[...this.#open]],
    );
    for (const { key } of rows) this.#silentlyCommitted.add(key);
  }

  async expectKept(): Promise<Readonly<Record<string, number>>> {
    expect([...this.#open], 'everybody has an answer').toEqual([]);
    const { rows } = await this.#facility.owner.query<{ key: string; ids: string[]; events: string[] }>(
      `select b.client_name as key, array_agg(distinct b.id::text) as ids,
         coalesce(array_agg(e.type || ' ' || e.version) filter (where e.subject is not null), '{}') as events
       from bookings b left join domain_events e on e.subject = b.id group by b.client_name`,
    );
    const kept = new Map(rows.map((row) => [row.key, row]));
    for (const [key, id] of this.#answers) {
      const found = kept.get(key);
      expect(found?.ids ?? [], `${key}: acknowledged is kept, once; refused is nothing`).toEqual(
        id === null ? [] : [id],
      );
      if (id !== null) expect(found?.events, `${key} has its one event`).toEqual(['booking_created 1']);
      kept.delete(key);
    }
    expect([...kept.keys()], 'no booking that nobody asked for').toEqual([]);
    const acknowledged = [...this.#answers.values()].filter((id) => id !== null).length;
    return {
      requests: this.#answers.size,
      calls: this.#asked,
      acknowledged,
      roomTaken: this.#answers.size - acknowledged,
      retriedKeys: this.#retried.size,
      connectionsLost: this.#lost,
      failed: this.#failed,
      busy: this.#busy,
      committedWithoutAnswer: this.#silentlyCommitted.size,
      mostTries: this.#mostTries,
    };
  }
}
