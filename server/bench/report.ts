import type { Circumstances } from './circumstances.ts';
import { type StatementCount, statementsIn } from './count-statements.ts';
import type { Compared, Figures, Spread } from './figures.ts';

export type RequestName = 'calendar' | 'createBookings';
export type SideName = 'colab' | 'plainPg';

export type Kind = {
  readonly name: 'calendar' | 'calendarAlone' | 'createBookings';
  readonly request: RequestName;
  readonly title: string;
  readonly atOnce: number;
  readonly ms: number;
};

export type Round = { readonly colab: Figures; readonly plainPg: Figures };

/** The statements that one request needs, on either side. */
export type StatementCounts = Readonly<Record<SideName, readonly StatementCount[]>>;

export type Report = {
  readonly circumstances: Circumstances;
  readonly statements: Readonly<Record<RequestName, StatementCounts>>;
  readonly results: readonly (Kind & { readonly rounds: readonly Round[]; readonly compared: Compared })[];
};

const lines: readonly (readonly [keyof Figures, string, number])[] = [
  ['perSecond', 'requests a second', 0],
  ['p50Ms', 'p50, ms', 2],
  ['p99Ms', 'p99, ms', 2],
  ['cpuMs', 'CPU a request, ms', 2],
];

function spreadText({ median, least, most }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}

function row(cells: readonly string[]): string {
  return cells.map((cell, column) => (column === 0 ? cell.padEnd(20) : cell.padStart(24))).join('');
}

function countsText({ colab, plainPg }: StatementCounts): string {
  return `${statementsIn(colab)}, and ${statementsIn(plainPg)} in plain pg`;
}

/** For people: medians over the rounds, in brackets the least and the most. */
export function tableOf({ circumstances, statements, results }: Report): string {
  const tables = results.map(({ title, compared }) =>
    [
      `\n${title}`,
      row(['', 'Colab', 'plain pg', 'Colab / plain pg']),
      ...lines.map(([name, words, digits]) => {
        const { colab, plainPg, ratio } = compared[name];
        return row([words, spreadText(colab, digits), spreadText(plainPg, digits), spreadText(ratio, 2)]);
      }),
    ].join('\n'),
  );
  const { machine, versions, postgres, pools, rowSecurity, rows, both, applicationAlone } = circumstances;
  const words = (facts: Readonly<Record<string, unknown>>) =>
    Object.entries(facts)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(', ');
  return [
    ...tables,
    `\nStatements, counted by PostgreSQL: a calendar query takes ${countsText(statements.calendar)} (${statements.calendar.colab.map(({ name }) => name).join(', ')}); createBookings takes ${countsText(statements.createBookings)}.`,
    `Alone its p50 is ${results.find(({ name }) => name === 'calendarAlone')?.compared.p50Ms.colab.median.toFixed(2)} ms; the target is under 15.`,
    '',
    `Machine       ${machine}`,
    `Versions      ${words(versions)}`,
    `PostgreSQL    ${words(postgres)}`,
    `Pools         ${words(pools)}, on both sides`,
    `Rows          ${words(rows)}`,
    `Row security  ${rowSecurity}`,
    `On in both    ${both}`,
    `Colab alone   ${applicationAlone}`,
  ].join('\n');
}
