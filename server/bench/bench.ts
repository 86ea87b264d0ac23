import { parseArgs } from 'node:util';
import { statementsIn } from './count-statements.ts';
import { password, startFacility } from './facility.ts';
import { tableOf } from './report.ts';
import { fullShape, mostStatements, runBench, shortShape } from './run-bench.ts';

/** `npm run bench`. With `--short` only to see that it runs: nothing is warm, each connection asks once. */
const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, short: { type: 'boolean', default: false } },
});
function say(line: string) {
  return void (options.json ? process.stderr : process.stdout).write(`${line}\n`);
}

const begin = performance.now();
const steps: (() => Promise<void>)[] = [];
async function takeDown() {
  for (const step of steps.toReversed()) await step();
}
let leaving: Promise<void> | undefined;
function leaveAll() {
  return (leaving ??= takeDown());
}
process.once('SIGINT', () => void leaveAll().finally(() => process.exit(130)));
try {
  say('Making a database with the sample facility …');
  const facility = await startFacility(() => undefined);
  const leave = (step: () => Promise<void>) => void steps.push(step);
  leave(facility.stop);
  const report = await runBench({ facility, password, shape: options.short ? shortShape : fullShape, say, leave });
  if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else say(tableOf(report));
  const count = statementsIn(report.statements.calendar.colab);
  if (count > mostStatements) {
    say(`The calendar query took ${count} statements; ${mostStatements} are promised.`);
    process.exitCode = 1;
  }
} finally {
  await leaveAll();
  say(`${Math.round((performance.now() - begin) / 1_000)} s altogether.`);
}
