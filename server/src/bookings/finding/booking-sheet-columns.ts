import { jsonb, type RowOf, text } from '../../platform/database/statement.ts';
import { bookingsTable } from '../bookings-table.ts';
import type { OffSiteNow } from '../off-site.ts';
import { enumWords, extraCells } from '../extras.ts';

/** A booking as one line of a sheet, with the names behind its keys. */
export const sheetRow = {
  ...bookingsTable.columns,
  tenantCode: text,
  roomName: text.orNull,
  wishName: text.orNull,
  requesterName: text,
  /** The newest one. */
  rental: jsonb<OffSiteNow>().orNull,
};
export type SheetRow = RowOf<typeof sheetRow>;

function wallClock(timeZone: string) {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

function rentalOf({ rental, offSite }: SheetRow): OffSiteNow | null {
  return rental ?? (offSite as OffSiteNow | null);
}
/** The headings of the sheet, in order, and the value of each column; times are in the facility's zone. */
export function sheetColumns(timeZone: string) {
  const clock = wallClock(timeZone);
  const on = (moment: Date, part: 0 | 1): string => clock.format(moment).split(' ')[part] ?? '';
  // For bookings of which the reader sees all; for others these stay empty.
  const privately: Record<string, (row: SheetRow) => string | null> = {
    'Contact person': (row) => row.clientContactPerson,
    'E-mail': (row) => row.clientEmail,
    Phone: (row) => row.clientPhone,
    'Off-site contact': (row) => rentalOf(row)?.contactPerson ?? null,
    'Off-site phone': (row) => rentalOf(row)?.phone ?? null,
    'Off-site e-mail': (row) => rentalOf(row)?.email ?? null,
    'Off-site address': (row) => rentalOf(row)?.address ?? null,
    Note: (row) => row.notes,
    'Boss’s note': (row) => row.bossNotes,
    Reason: (row) => row.statusReason,
  };
  const openly: Record<string, (row: SheetRow) => string | number | null> = {
    Reference: (row) => row.reference,
    Division: (row) => row.tenantCode,
    Status: (row) => enumWords(row.status),
    Client: (row) => row.clientName,
    'Start date': (row) => on(row.startsAt, 0),
    'Start time': (row) => on(row.startsAt, 1),
    'End date': (row) => on(row.endsAt, 0),
    'End time': (row) => on(row.endsAt, 1),
    Room: (row) => row.roomName,
    Wish: (row) => row.wishName,
    Learners: (row) => row.numLearners,
    Facilitators: (row) => row.numFacilitators,
    ...extraCells,
    'Rental number': (row) => rentalOf(row)?.rentalNumber ?? null,
    'Off-site at': (row) => rentalOf(row)?.company ?? null,
    'Due back': (row) => rentalOf(row)?.returnOn ?? null,
    'Asked for by': (row) => row.requesterName,
  };
  return {
    heads: [...Object.keys(openly), ...Object.keys(privately)],
    line: (row: SheetRow, full: boolean) => [
      ...Object.values(openly).map((value) => value(row)),
      ...Object.values(privately).map((value) => (full ? value(row) : '')),
    ],
  };
}
