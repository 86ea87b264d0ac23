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
import { mustBeRooms } from '../../resources/rooms.ts';
import { type SheetRow, sheetColumns, sheetRow } from './booking-sheet-columns.ts';
import { exportFilter } from './export-filter.ts';
import { type BookingFilter, type BookingPosition, findBookings } from './find-bookings.ts';
import { bookingColumns } from '../bookings-table.ts';

type ExportNeeds = {
  /** Reads the user of a request and their rights, anew at each call. */
  readonly contextFor: (transport: {
    readonly req: IncomingMessage;
    readonly res: ServerResponse;
  }) => Promise<RequestContext>;
  readonly isForged: (req: IncomingMessage) => boolean;
  /** Reads a page when its reader's turn has come. */
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
 * `GET /export/bookings.csv`: what the page Bookings shows for the same filter, whole, for tools and spreadsheets. It
 * is read page by page, as fast as the client reads, with the rights at the time of each page.
 */
export function exportBookings({ contextFor, isForged, turn, log }: ExportNeeds): Route {
  const exportsUnderWay = new Tally(atOnce);
  const answer = async (req: IncomingMessage, res: ServerResponse, refuse: Refuse): Promise<void> => {
    if (req.method !== 'GET') return refuse(405, 'BAD_USER_INPUT', 'Ask for it with GET.');
    if (isForged(req))
      return refuse(403, 'FORBIDDEN', 'Requests that bring the session cookies need the header x-colab-csrf.', {
        reason: 'CSRF_HEADER_MISSING',
      });
    const context = await contextFor({ req, res });
    if (context.viewer === null) return refuse(401, 'UNAUTHENTICATED', 'Sign in first.');
    const { viewer } = context;
    const release = exportsUnderWay.take(viewer.userId);
    try {
      if (!mayExport(viewer))
        throw new NotAllowedError('calendar:read', 'Your roles don’t include seeing bookings. Ask an administrator.');
      if (release === null)
        return refuse(429, 'LIMIT_EXCEEDED', `You are taking ${atOnce} exports already. Wait for one to finish.`, {
          limit: 'exports',
          max: atOnce,
        });
      const searchParams = new URL(req.url ?? '/', 'http://here').searchParams;
      const { filter, separator } = exportFilter(searchParams);
      if (filter.roomIds) await mustBeRooms(context, 'room', filter.roomIds);
      await send({
        searchParams,
        filter,
        separator,
        context,
        res,
        turn,
        renewContext: () => contextFor({ req, res }),
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof NotAllowedError || error instanceof InvalidInputError)) throw error;
      await record(context, { result: 'REFUSED', refusal: error.name, message: error.message });
      return error instanceof NotAllowedError
        ? refuse(403, 'FORBIDDEN', error.message)
        : refuse(400, 'BAD_USER_INPUT', error.message, { fields: error.fields });
    } finally {
      release?.();
    }
  };
  return async (req, res) => {
    const refuse: Refuse = (status, code, message, more = {}) =>
      answerRefusal(req, res, { status, message, extensions: { code, ...more } });
    try {
      await answer(req, res, refuse);
    } catch (error) {
      if (res.headersSent) throw error;
      // A database that is away for a moment is no failure of the server: it is reported as GraphQL reports it.
      const {
        message,
        extensions: { code },
      } = maskError(error, log);
      if (code === 'BUSY') refuse(503, code, message);
      else refuse(500, 'INTERNAL', message);
    }
  };
}

/** A wall display only shows bookings; it may not export them. */
function mayExport(viewer: Viewer): boolean {
  return viewer.via.kind !== 'display' && may(viewer, 'calendar:read');
}

type Sending = {
  readonly searchParams: URLSearchParams;
  readonly filter: BookingFilter;
  readonly separator: Separator;
  readonly context: RequestContext;
  readonly res: ServerResponse;
  readonly turn: Turn;
  readonly renewContext: () => Promise<RequestContext>;
};

async function send({ searchParams, filter, separator, context, res, turn, renewContext }: Sending): Promise<void> {
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
    for await (const { row, full } of allRows(context, filter, turn, renewContext)) {
      rows += 1;
      yield line(row, full);
    }
  };
  const summary = () => `${rows} bookings; ${searchParams.toString() || 'no filter'}`;
  try {
    await pipeline(Readable.from(lines()), csvOf(heads, separator), res);
    await record(context, { result: 'DONE', refusal: null, message: summary().slice(0, 500) });
  } catch (error) {
    // The connection is cut, so that nobody takes a part for the whole; rows sent until then stay recorded.
    await record(context, { result: 'FAILED', refusal: null, message: `cut off after ${summary()}`.slice(0, 500) });
    context.log.warn({ err: error, rows }, 'an export ended early');
  }
}

async function* allRows(
  first: RequestContext,
  filter: BookingFilter,
  turn: Turn,
  renewContext: () => Promise<RequestContext>,
): AsyncGenerator<{ row: SheetRow; full: boolean }> {
  let after: BookingPosition | null = null;
  let context = first;
  for (;;) {
    const { viewer, visibility } = context;
    if (viewer === null || !mayExport(viewer))
      throw new NotAllowedError('calendar:read', 'The session ended, or the right is gone.');
    const read = async () => {
      const positions = await findBookings(context, filter, { after, limit: pageSize });
      return {
        positions,
        rows: await loadRows(
          context,
          positions.map(({ id }) => id),
        ),
      };
    };
    const page: Awaited<ReturnType<typeof read>> = await turn(context, () =>
      withVisibility(visibility, () => withPatience(context.hungUp ?? context.deadline, read)),
    );
    for (const row of page.rows) yield { row, full: degreeOf(viewer, row.tenantId) === 'full' };
    if (page.positions.length < pageSize) return;
    after = page.positions.at(-1) ?? null;
    context = await renewContext();
  }
}

function loadRows({ db, viewer }: RequestContext, ids: readonly string[]): Promise<SheetRow[]> {
  return ids.length === 0 ? Promise.resolve([]) : db.run(bookingSheet(ids, viewer?.tenants.map(({ id }) => id) ?? []));
}

const bookingSheet = statement(
  'bookingSheet',
  sheetRow,
  `
  select ${bookingColumns}, t.code as "tenantCode", r.name as "roomName", w.name as "wishName", u.display_name as "requesterName",
    (select jsonb_build_object('rentalNumber', n.number, 'company', n.company, 'contactPerson', n.contact_person, 'phone', n.phone, 'email', n.email,
      'address', n.address, 'returnOn', to_char(n.due_on, 'YYYY-MM-DD')) from rentals n where n.booking_id = b.id order by n.sequence desc limit 1) as rental
  from bookings b join tenants t on t.id = b.tenant_id join users u on u.id = b.requester_id left join rooms r on r.id = b.room_id left join rooms w on w.id = b.requested_room_id
  where b.id = any ($1::uuid[]) and b.tenant_id = any ($2::uuid[]) order by b.starts_at, b.id`,
);

type Outcome = {
  readonly result: 'DONE' | 'REFUSED' | 'FAILED';
  readonly refusal: string | null;
  readonly message: string;
};

/** The search is recorded for auditors of the tenants that were searched. */
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
