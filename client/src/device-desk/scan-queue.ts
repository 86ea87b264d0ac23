/** A code that came out of the scanner, on its way to an answer. */
export type Scan<Answer> = {
  /** Rises with each scan of a queue. */
  readonly id: number;
  readonly code: string;
  readonly state: 'waiting' | 'looking-up' | 'answered';
  readonly answer: Answer | null;
};

/** Scans in the order in which they were made. What is answered leaves it at the front alone. */
export type ScanQueue<Answer> = {
  readonly nextId: number;
  readonly scans: readonly Scan<Answer>[];
};

export type AnsweredScan<Answer> = { readonly id: number; readonly code: string; readonly answer: Answer };

/** So many look-ups are under way: a browser has six lines to a server, and the desk needs one for what it does. */
export const mostLookUps = 4;

export function emptyQueue<Answer>(): ScanQueue<Answer> {
  return { nextId: 1, scans: [] };
}

/** Puts a code at the end. A scanner that sends Enter alone, or blanks, has read nothing. */
export function addScan<Answer>(queue: ScanQueue<Answer>, typed: string): ScanQueue<Answer> {
  const code = typed.trim();
  if (code === '') return queue;
  const scan = { id: queue.nextId, code, state: 'waiting' as const, answer: null };
  return { nextId: queue.nextId + 1, scans: [...queue.scans, scan] };
}

function changed<Answer>(
  queue: ScanQueue<Answer>,
  ids: readonly number[],
  change: Partial<Scan<Answer>>,
): ScanQueue<Answer> {
  return { ...queue, scans: queue.scans.map((scan) => (ids.includes(scan.id) ? { ...scan, ...change } : scan)) };
}

/** Takes the next scans to look up, the oldest first, and marks them. */
export function beginLookUps<Answer>(queue: ScanQueue<Answer>): readonly [ScanQueue<Answer>, readonly Scan<Answer>[]] {
  const underWay = queue.scans.filter(({ state }) => state === 'looking-up').length;
  const next = queue.scans.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, mostLookUps - underWay));
  const ids = next.map(({ id }) => id);
  return [changed(queue, ids, { state: 'looking-up' }), next];
}

/** Writes down the answer to a scan. One that is answered already, or left the queue, stays as it is. */
export function answerScan<Answer>(queue: ScanQueue<Answer>, id: number, answer: Answer): ScanQueue<Answer> {
  const isOpen = queue.scans.some((scan) => scan.id === id && scan.state === 'looking-up');
  return isOpen ? changed(queue, [id], { state: 'answered', answer }) : queue;
}

/** Takes away what is answered with nothing unanswered before it: answers come in the order of the scans. */
export function takeAnswered<Answer>(
  queue: ScanQueue<Answer>,
): readonly [ScanQueue<Answer>, readonly AnsweredScan<Answer>[]] {
  const firstOpen = queue.scans.findIndex(({ state }) => state !== 'answered');
  const count = firstOpen < 0 ? queue.scans.length : firstOpen;
  if (count === 0) return [queue, []];
  const ready = queue.scans.slice(0, count).map(({ id, code, answer }) => ({ id, code, answer: answer as Answer }));
  return [{ ...queue, scans: queue.scans.slice(count) }, ready];
}
