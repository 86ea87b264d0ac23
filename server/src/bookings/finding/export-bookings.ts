import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { degreeOf } from '../../people/rights/policy.ts';
import type { RequestContext, Viewer } from '../../platform/context.ts';
import { csvOf, type Separator } from '../../platform/csv.ts';
import { withPatience } from '../../platform/database/patience.ts';
import { statement } from '../../platform/database/statement.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { InvalidInputError, NotAllowedError } from '../../platform/errors.ts';
import { answerRefusal } from '../../platform/http/answer-refusal.ts';
import { maskError } from '../../platform/http/mask-error.ts';
import type { Route } from '../../platform/http/serve-http.ts';
import { Tally } from '../../platform/http/tally.ts';
import type { LimitRow } from '../../platform/limit-row.ts';
import type { Log } from '../../platform/log.ts';
import { may } from '../../platform/may.ts';
import { type SheetRow, sheetColumns, sheetRow } from './booking-sheet-columns.ts';
import { exportFilter } from './export-filter.ts';
import { type BookingFilter, type BookingPosition, findBookings } from './find-bookings.ts';
import { bookingColumns } from '../bookings-table.ts';

type Door = {
  /** Who asks, and what they may, read anew at each call. */
  readonly contextFor: (transport: {
    readonly req: IncomingMessage;
    readonly res: ServerResponse;
  }) => Promise<RequestContext>;
  readonly isForged: (req: IncomingMessage) => boolean;
  /** Reads a page when the turn of its reader has come. */
  readonly turn: Turn;
  readonly log: Log;
};

type Turn = <T>(context: RequestContext, read: () => Promise<T>) => Promise<T>;

type Refuse = (status: number, code: string, message: string, more?: object) => void;

const pageSize = 1_000;
const atOnce = 2;

export const exportLimits: readonly LimitRow[] = [
  {
    name: 'exports',
    value: atOnce,
    unit: 'exports of a person at once',
    reason: 'Each is a long row of statements: more of them would be one person’s against everybody’s.',
  },
  {
    name: 'exportPage',
    value: pageSize,
    unit: 'bookings that an export reads at a time',
    reason: 'Rights are read again for each page, and others have their turn in between.',
  },
];

/**
 * `GET /export/bookings.csv`: what the page Bookings shows for the same filter, whole, for tools and spreadsheets. It is read
 * page by page, as fast as it is taken, with the rights as they are at each page.
 */
export function exportBookings({ contextFor, isForged, turn, log }: Door): Route {
  const running = new Tally(atOnce);
  const answer = async (req: IncomingMessage, res: ServerResponse, refuse: Refuse): Promise<void> => {
    if (req.method !== 'GET') return refuse(405, 'BAD_USER_INPUT', 'Ask for it with GET.');
    if (isForged(req))
      return refuse(403, 'FORBIDDEN', 'Requests that bring the session cookies need the header x-colab-csrf.', {
        reason: 'CSRF_HEADER_MISSING',
      });
    const context = await contextFor({ req, res });
    if (context.viewer === null) return refuse(401, 'UNAUTHENTICATED', 'Sign in first.');
    const { viewer } = context;
    const done = running.take(viewer.userId);
    try {
      if (!mayExport(viewer))
        throw new NotAllowedError('calendar:read', 'Your roles do not let you see bookings. Ask an administrator.');
      if (done === null)
        return refuse(
          429,
          'LIMIT_EXCEEDED',
          `You are taking ${atOnce} of these already. Wait until one of them is there.`,
          { limit: 'exports', max: atOnce },
        );
      const asked = new URL(req.url ?? '/', 'http://here').searchParams;
      await send({ asked, ...exportFilter(asked), context, res, turn, again: () => contextFor({ req, res }) });
      return undefined;
    } catch (error) {
      if (!(error instanceof NotAllowedError || error instanceof InvalidInputError)) throw error;
      await record(context, { result: 'REFUSED', refusal: error.name, message: error.message });
      return error instanceof NotAllowedError
        ? refuse(403, 'FORBIDDEN', error.message)
        : refuse(400, 'BAD_USER_INPUT', error.message, { fields: error.fields });
    } finally {
      done?.();
    }
  };
  return async (req, res) => {
    const refuse: Refuse = (status, code, message, more = {}) =>
      answerRefusal(req, res, { status, message, extensions: { code, ...more } });
    try {
      await answer(req, res, refuse);
    } catch (error) {
      if (res.headersSent) throw error;
      // A database that is away for a moment is no failure of ours: it is told as GraphQL tells it.
      const {
        message,
        extensions: { code },
      } = maskError(error, log);
      if (code === 'BUSY') refuse(503, code, message);
      else refuse(500, 'INTERNAL', message);
    }
  };
}

/** What hangs on a wall is looked at; nobody carries it away. */
function mayExport(viewer: Viewer): boolean {
  return viewer.via.kind !== 'display' && may(viewer, 'calendar:read');
}

type Sending = {
  readonly asked: URLSearchParams;
  readonly filter: BookingFilter;
  readonly separator: Separator;
  readonly context: RequestContext;
  readonly res: ServerResponse;
  readonly turn: Turn;
  readonly again: () => Promise<RequestContext>;
};

async function send({ asked, filter, separator, context, res, turn, again }: Sending): Promise<void> {
  const { timeZone } = context.facility;
  const { heads, line } = sheetColumns(timeZone);
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(context.clock());
  res.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="bookings-${today}.csv"`,
    'cache-control': 'no-store',
  });
  let rows = 0;
  const lines = async function* () {
    for await (const { row, full } of allRows(context, filter, turn, again)) {
      rows += 1;
      yield line(row, full);
    }
  };
  const told = () => `${rows} bookings; ${asked.toString() || 'no filter'}`;
  try {
    await pipeline(Readable.from(lines()), csvOf(heads, separator), res);
    await record(context, { result: 'DONE', refusal: null, message: told().slice(0, 500) });
  } catch (error) {
    // The connection is cut, so that nobody takes a part for the whole; what was taken until then was taken.
    await record(context, { result: 'FAILED', refusal: null, message: `cut off after ${told()}`.slice(0, 500) });
    context.log.warn({ err: error, rows }, 'an export ended early');
  }
}

async function* allRows(
  first: RequestContext,
  filter: BookingFilter,
  turn: Turn,
  again: () => Promise<RequestContext>,
): AsyncGenerator<{ row: SheetRow; full: boolean }> {
  let after: BookingPosition | null = null;
  let context = first;
  for (;;) {
    const { viewer, visibility } = context;
    if (viewer === null || !mayExport(viewer))
      throw new NotAllowedError('calendar:read', 'The session ended, or the right is gone.');
    const read = async () => {
      const found = await findBookings(context, filter, { after, limit: pageSize });
      return {
        found,
        rows: await loadRows(
          context,
          found.map(({ id }) => id),
        ),
      };
    };
    const page: Awaited<ReturnType<typeof read>> = await turn(context, () =>
      withVisibility(visibility, () => withPatience(context.hungUp ?? context.deadline, read)),
    );
    for (const row of page.rows) yield { row, full: degreeOf(viewer, row.tenantId) === 'full' };
    if (page.found.length < pageSize) return;
    after = page.found.at(-1) ?? null;
    context = await again();
  }
}

function loadRows({ db, viewer }: RequestContext, ids: readonly string[]): Promise<SheetRow[]> {
  return ids.length === 0 ? Promise.resolve([]) : db.run(bookingSheet(ids, viewer?.tenants.map(({ id }) => id) ?? []));
}

const bookingSheet = statement(
  'bookingSheet',
  sheetRow,
  `
  select ${bookingColumns}, t.code as "tenantCode", r.name as "roomName", w.name as "wishName", u.display_name as "requesterName"
  from bookings b join tenants t on t.id = b.tenant_id join users u on u.id = b.requester_id left join rooms r on r.id = b.room_id left join rooms w on w.id = b.requested_room_id
  where b.id = any ($1::uuid[]) and b.tenant_id = any ($2::uuid[]) order by b.starts_at, b.id`,
);

type Outcome = {
  readonly result: 'DONE' | 'REFUSED' | 'FAILED';
  readonly refusal: string | null;
  readonly message: string;
};

/** What was searched for is told to who sees the books that were searched. */
function record({ audit, origin, viewer }: RequestContext, outcome: Outcome): Promise<void> {
  return audit.record(
    {
      ...origin,
      action: 'exportBookings',
      actor: viewer?.userId ?? null,
      via: viewer?.via.kind ?? null,
      viaId: viewer?.via.id ?? null,
      subjectType: 'Booking',
      subjectId: null,
      tenantIds: viewer?.tenants.map(({ id }) => id) ?? [],
      about: [],
      recorded: false,
    },
    outcome,
  );
}
