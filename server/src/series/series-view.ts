import { Temporal } from 'temporal-polyfill';
import { openBooks } from '../bookings/queries.ts';
import type { Prisma, Series } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/database/database.ts';
import type { LocalInterval, Rule } from './recurrence.ts';

export type LeftOut = { readonly id: string; readonly local: LocalInterval };

export type SeriesView = {
  readonly id: string;
  readonly tenantId: string;
  readonly rule: Rule;
  readonly local: LocalInterval;
  readonly timeZone: string;
  /** From this day on its dates were moved by themselves. */
  readonly movedFrom: string | null;
  readonly requesterId: string;
  readonly leftOut: readonly LeftOut[];
};

type Row = Series & { leftOut: { id: string; startsLocal: Date; endsLocal: Date }[] };

/** The database keeps wall-clock times without a zone; Prisma hands them over as if they were UTC. */
function plainOf(column: Date): Temporal.PlainDateTime {
  return Temporal.PlainDateTime.from(column.toISOString().slice(0, -1));
}
export function columnOf(local: Temporal.PlainDateTime | Temporal.PlainDate): Date {
  return new Date(('hour' in local ? local : local.toPlainDateTime()).toZonedDateTime('UTC').epochMilliseconds);
}

function viewOf({
  frequency,
  every,
  weekdays,
  untilDate,
  dateCount,
  startsLocal,
  endsLocal,
  movedFrom,
  leftOut,
  ...row
}: Row): SeriesView {
  return {
    id: row.id,
    tenantId: row.tenantId,
    timeZone: row.timeZone,
    requesterId: row.requesterId,
    rule: { frequency, every, weekdays, until: dayIn(untilDate), count: dateCount },
    local: { start: plainOf(startsLocal), end: plainOf(endsLocal) },
    movedFrom: dayIn(movedFrom),
    leftOut: leftOut.map(({ id, startsLocal: start, endsLocal: end }) => ({
      id,
      local: { start: plainOf(start), end: plainOf(end) },
    })),
  };
}

function dayIn(column: Date | null): string | null {
  return column && column.toISOString().slice(0, 10);
}

const withLeftOut = { leftOut: { orderBy: { startsLocal: 'asc' } } } satisfies Prisma.SeriesInclude;

/** Inside a transaction: as its visibility shows it. */
export async function findSeries(tx: Transaction, id: string): Promise<SeriesView | null> {
  const row = await tx.series.findFirst({ where: { id }, include: withLeftOut });
  return row && viewOf(row);
}

type Reader = Pick<Context, 'db' | 'viewer'>;
type Batch = { readonly ids: Set<string>; readonly rows: Promise<Map<string, SeriesView>> };
const batches = new WeakMap<Reader, Batch>();

/** The series of many bookings of one answer come in one read. Null where the bookings of an id follow no rule. */
export async function loadSeries(context: Reader, id: string): Promise<SeriesView | null> {
  const batch = batches.get(context) ?? openBatch(context);
  batch.ids.add(id);
  return (await batch.rows).get(id) ?? null;
}

function openBatch(context: Reader): Batch {
  const ids = new Set<string>();
  const rows = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
    batches.delete(context);
    const found = await context.db.prisma.series.findMany({
      where: { id: { in: [...ids] }, ...openBooks(context) },
      include: withLeftOut,
    });
    return new Map(found.map((row) => [row.id, viewOf(row)]));
  });
  const batch = { ids, rows };
  batches.set(context, batch);
  return batch;
}
