import { defaultLimits } from '../src/platform/http/limits/limits.ts';
import { listPlaces } from '../src/platform/http/limits/list-caps.ts';
import { schema } from '../src/schema.ts';
import { isShort } from './facility.ts';
import { dearDocument } from '../test/dear-documents.ts';
import { filledLists } from '../test/filled-lists.ts';
import { Random } from '../test/random.ts';
import { type Arrival, upToTheFirstResolver } from '../test/up-to-the-first-resolver.ts';

/**
 * `node server/bench/dear-documents.ts [count] [seed]`: how much CPU the dearest of 10,000 documents takes until the first
 * resolver runs, or until it is refused; then every list filled up to the longest body, once and under every alias. Median of five for
 * those that come first. Exit code 1 beyond the bound.
 */
const mostMs = 50;
const finalists = 20;
const times = 5;

type NamedBody = { readonly name: string; readonly body: Buffer };
type MeasuredBody = NamedBody & { readonly arrival: Arrival };

const { arrive } = upToTheFirstResolver(schema);
const [count = isShort ? 20 : 10_000, seed = 1] = process.argv
  .slice(2)
  .filter((word) => word !== '--short')
  .map(Number);
/** How many odd bodies, and filled lists, are measured. */
const most = isShort ? 3 : Number.POSITIVE_INFINITY;

const outcomes = new Map<string, number>();

async function dearest(bodies: Iterable<NamedBody>, mostSent = Number.POSITIVE_INFINITY): Promise<MeasuredBody[]> {
  const candidates: MeasuredBody[] = [];
  let remaining = mostSent;
  for (const one of bodies) {
    if (remaining-- <= 0) break;
    const arrival = await arrive(one.body);
    refused = arrival.limit !== null;
    candidates.push({ ...one, arrival });
    const outcome = arrival.limit ?? (arrival.reached === null ? 'invalid' : 'accepted');
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (candidates.length > 10 * finalists)
      candidates.sort((a, b) => b.arrival.cpuMs - a.arrival.cpuMs).splice(finalists);
  }
  const settled: MeasuredBody[] = [];
  for (const one of candidates.sort((a, b) => b.arrival.cpuMs - a.arrival.cpuMs).slice(0, finalists))
    settled.push({ ...one, arrival: await median(one.body) });
  return settled.sort((a, b) => b.arrival.cpuMs - a.arrival.cpuMs);
}

async function median(body: Buffer): Promise<Arrival> {
  const arrivals: Arrival[] = [];
  for (let time = 0; time < times; time += 1) arrivals.push(await arrive(body));
  return arrivals.sort((a, b) => a.cpuMs - b.cpuMs)[Math.floor(times / 2)] as Arrival;
}

function bodyOf(query: string, nth: number): Buffer {
  return Buffer.from(JSON.stringify({ query, operationName: `N${nth}` }));
}

/** A document that is refused for its size is made smaller, until it passes: the dearest are right below a limit. */
const shares = [1, 0.8, 0.6, 0.45, 0.35, 0.25, 0.15, 0.08];
let refused = false;

function* documents(): Generator<NamedBody> {
  for (let nth = 0; nth < count; nth += 1) {
    for (const share of shares) {
      const query = dearDocument(schema, new Random(seed * 1_000_003 + nth), nth, share);
      yield { name: `document ${nth} at ${share}`, body: bodyOf(query, nth) };
      if (!refused) break;
    }
  }
}

const items: readonly unknown[] = [undefined, 'a', null, {}, [], 'Qm9va2luZzox', 'x'.repeat(300)];

/** Fills each list up to the longest body, up to its value limit, and up to its cap: once, and under every alias. */
function* lists(): Generator<NamedBody> {
  const caps = new Map(listPlaces(schema).map(({ place, mostItems }) => [place, mostItems ?? 0]));
  for (const list of filledLists(schema)) {
    const cap = caps.get(list.place) ?? 0;
    for (const item of items) {
      const itemBytes = (list.body(1_001, 1, item).length - list.body(1, 1, item).length) / 1_000;
      const itemsInBody = Math.floor((defaultLimits.bodyBytes - 3_000) / itemBytes);
      for (const [many, aliases] of [
        [itemsInBody, 1],
        [itemsInBody, defaultLimits.aliases],
        [Math.min(itemsInBody, defaultLimits.bodyValues - 500), defaultLimits.aliases],
        [cap, 1],
        [Math.floor(cap / defaultLimits.aliases), defaultLimits.aliases],
      ] as const) {
        yield { name: `${list.name}: ${many} items under ${aliases} aliases`, body: list.body(many, aliases, item) };
      }
    }
  }
}

const filter = 'query N0($filter: BookingFilter) { bookings(filter: $filter) { __typename } }';
function members(many: number, value: string): string {
  return Array.from({ length: many }, (_, index) => `"k${index}":${value}`).join(',');
}

/** Bodies that are long or odd in other ways. */
const variables: Readonly<Record<string, string>> = {
  'a text of a megabyte': `{"search":"${'x'.repeat(990_000)}"}`,
  'a megabyte of spaces before what looks like a suggestion': `{"from":"${' '.repeat(980_000)}x Did you mean y"}`,
  'a megabyte of escapes': `{"search":"${'\\u00e9'.repeat(160_000)}"}`,
  'a megabyte of quotes': `{"search":"${'\\"'.repeat(490_000)}"}`,
  '29,000 members that nobody knows': `{${members(29_000, '1')}}`,
  '60 members that nobody knows beside a text of a megabyte': `{"search":"${'x'.repeat(980_000)}",${members(60, '1')}}`,
  '75,000 members': `{${members(75_000, '1')}}`,
  '330,000 empty objects': `{"roomIds":[${'{},'.repeat(329_000)}{}]}`,
  '29,000 empty objects': `{"roomIds":[${'{},'.repeat(28_000)}{}]}`,
  '499,000 brackets': `{"roomIds":${'['.repeat(490_000)}${']'.repeat(490_000)}}`,
};

function* bodies(): Generator<NamedBody> {
  for (const [name, text] of Object.entries(variables))
    yield {
      name,
      body: Buffer.from(`{"query":${JSON.stringify(filter)},"operationName":"N0","variables":{"filter":${text}}}`),
    };
  for (const blank of ['\n', '\r', '#\n', ' ', ','])
    yield {
      name: `a document with a megabyte of ${JSON.stringify(blank)}`,
      body: bodyOf(`query N0 { ${blank.repeat(470_000 / blank.length)} nobody }`, 0),
    };
}

function lineOf({ name, body, arrival }: MeasuredBody): string {
  return `${arrival.cpuMs.toFixed(1).padStart(7)} ms  ${name}, ${body.length} bytes, ${arrival.limit ?? (arrival.errors[0] ? `${arrival.errors.length} errors` : `reaches ${arrival.reached}`)}\n`;
}

function report(heading: string, measured: readonly MeasuredBody[]): boolean {
  process.stdout.write(`${heading}\n${measured.slice(0, 5).map(lineOf).join('')}`);
  return (measured[0]?.arrival.cpuMs ?? 0) <= mostMs;
}

// The first hundreds run through code that is not compiled yet: they would be found instead of the dear ones.
for (let nth = 0; nth < Math.min(count, 500); nth += 1)
  await arrive(bodyOf(dearDocument(schema, new Random(-1 - nth), nth), nth));
const dearestDocuments = await dearest(documents());
const documentsAreCheap = report(`the dearest of ${count} documents:`, dearestDocuments);
const accepted = dearestDocuments.filter(({ arrival }) => arrival.reached !== null);
process.stdout.write(
  `${[...outcomes].map(([name, many]) => `${name} ${many}`).join(', ')}\n${accepted.length} of the ${dearestDocuments.length} dearest are accepted\n`,
);
const bodiesAreCheap = report('the dearest of odd bodies:', await dearest(bodies(), most));
outcomes.clear();
const dearestLists = await dearest(lists(), most);
const listsAreCheap = report('the dearest of all lists, filled:', dearestLists);
process.stdout.write(`${[...outcomes].map(([name, many]) => `${name} ${many}`).join(', ')}\n`);
process.exitCode = isShort || (documentsAreCheap && bodiesAreCheap && listsAreCheap) ? 0 : 1;
