import type { TestFacility } from './factories.ts';

/** Clients whose bookings wait when they are changed: within the statement, or at its commit, until the gate is opened. */
export const heldClients = { statement: 'Held in its statement', commit: 'Held at its commit' } as const;
export type Gate = keyof typeof heldClients | 'jobs';

export type Gates = {
  /** How many wait at it now. */
  waiting(gate: Gate): Promise<number>;
  open(gate: Gate): Promise<void>;
  /** Whoever adds a job waits, too. */
  holdJobs(): Promise<void>;
};

/** Holds writes where no lock timeout ends the wait. */
export async function buildGates({ superuser }: TestFacility): Promise<Gates> {
  await superuser.query(`
    create table open_gates (name text primary key);
    grant select on open_gates to public;
    create function wait_at_gate() returns trigger language plpgsql as $$
      begin
        while not exists (select from public.open_gates where name = tg_argv[0]) loop perform pg_sleep(0.01); end loop;
        return new;
      end $$;
    create trigger gate_statement before update on bookings for each row when (new.client_name = '${heldClients.statement}') execute function wait_at_gate('statement');
    create constraint trigger gate_commit after update on bookings deferrable initially deferred for each row when (new.client_name = '${heldClients.commit}') execute function wait_at_gate('commit');
  `);
  return {
    waiting: async (gate) => {
      const { rows } = await superuser.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep' and (query = 'COMMIT') = $1`,
        [gate === 'commit'],
      );
      return rows[0]?.n ?? 0;
    },
    holdJobs: async () => {
      await superuser.query(
        `create trigger gate_jobs before insert on graphile_worker._private_jobs for each row execute function public.wait_at_gate('jobs')`,
      );
    },
    open: async (gate) => {
      await superuser.query('insert into open_gates values ($1)', [gate]);
    },
  };
}
