import { builder } from './builder.ts';
import type { RequestContext } from './context.ts';
import { figure, type LimitRow } from './limit-row.ts';

export const totalRow: LimitRow = {
  name: 'totalCount',
  value: 1_000,
  unit: 'rows of a list that its total counts',
  reason: 'A count that reads every row of a long list costs more than the page; “1,000+” says as much to people.',
};

type Total = { readonly totalCount: number; readonly totalIsExact: boolean };

/** Counts the rows of a list, `most` at most: the statement ends there. */
export type CountRows = (most: number) => Promise<number>;

const counters = new WeakMap<object, CountRows>();

/** The same page, of which `totalFields` knows how its list is counted. */
export function countedBy<Page extends object>(countRows: CountRows, page: Page): Page {
  counters.set(page, countRows);
  return page;
}

/** How the list of a page is counted that `countedBy` returned. */
export function counterOf(page: object): CountRows {
  const countRows = counters.get(page);
  if (!countRows) throw new Error('Of this page nobody said how its list is counted.');
  return countRows;
}

/** One more than is told, to know whether there are more. */
async function totalOf(countRows: CountRows): Promise<Total> {
  const most = totalRow.value;
  const count = await countRows(most + 1);
  return { totalCount: Math.min(count, most), totalIsExact: count <= most };
}

// Counting reads up to 1,001 rows, which the page around it does not.
const countingCost = 10;

/** The fields of a connection that say how long its list is. @param countRowsOf how the rows of one answer are counted */
export function totalFields<List extends object>(countRowsOf: (list: List, context: RequestContext) => CountRows) {
  const totals = new WeakMap<List, Promise<Total>>();
  const total = (list: List, context: RequestContext): Promise<Total> => {
    const known = totals.get(list) ?? totalOf(countRowsOf(list, context));
    totals.set(list, known);
    return known;
  };
  type Fields = Parameters<
    NonNullable<Parameters<ReturnType<typeof builder.objectRef<List>>['implement']>[0]['fields']>
  >[0];
  return (t: Fields) => ({
    totalCount: t.int({
      complexity: countingCost,
      description: `How many rows the whole list has, wherever this page of it is; counted to ${figure(totalRow)}, which \`totalIsExact\` tells apart.`,
      resolve: async (list, _args, context) => (await total(list, context)).totalCount,
    }),
    totalIsExact: t.boolean({
      complexity: countingCost,
      description: `False where the list has more than ${figure(totalRow)} rows: say “${figure(totalRow)}+”. Both fields are counted at once.`,
      resolve: async (list, _args, context) => (await total(list, context)).totalIsExact,
    }),
  });
}
