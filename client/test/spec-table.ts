import spec from '../src/graphql/SPEC.md?raw';

type Cell = {
  readonly state: string;
  readonly event: string;
  /** The state that follows and what is done on the way, `following: begin`; a dash where nothing changes. */
  readonly cell: string;
};

function columnsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** Reads the table of the live client's specification whose first column has this head: each row an event, each other column a state. */
export function cellsOf(head: string): readonly Cell[] {
  const lines = spec.split('\n');
  const first = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  const last = lines.findIndex((line, index) => index > first && !line.startsWith('|'));
  if (first < 0) throw new Error(`There is no table of "${head}".`);
  const states = columnsOf(lines[first]!).slice(1);
  return lines.slice(first + 2, last).flatMap((line) => {
    const [event = '', ...cells] = columnsOf(line);
    return states.map((state, index) => ({ state, event, cell: cells[index] ?? 'missing' }));
  });
}

/** As a cell says it. */
export function cellOf(before: string, after: string, effects: readonly string[]): string {
  if (effects.length > 0) return `${after}: ${effects.join(', ')}`;
  return after === before ? '–' : after;
}
