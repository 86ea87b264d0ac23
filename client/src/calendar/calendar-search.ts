import { isDate } from '../time/day.ts'

/** What of the calendar is in its address: a link shows the same view to whoever opens it. */
export interface CalendarSearch {
  /** Any day of the week shown; this week without it. */
  readonly week?: string
  /** The day the phone's agenda shows. */
  readonly day?: string
  /** Code of the only division shown in full. */
  readonly tenant?: string
  readonly offices?: 'hidden'
  readonly tray?: 'folded'
  /** The booking in the drawer. */
  readonly booking?: string
  /** The drawer holds the form for a new booking. */
  readonly new?: true
}

export function calendarSearch(search: Record<string, unknown>): CalendarSearch {
  const { week, day, tenant, booking } = search
  return {
    ...(isDate(week) ? { week } : {}),
    ...(isDate(day) ? { day } : {}),
    ...(typeof tenant === 'string' && tenant ? { tenant } : {}),
    ...(search['offices'] === 'hidden' ? { offices: 'hidden' as const } : {}),
    ...(search['tray'] === 'folded' ? { tray: 'folded' as const } : {}),
    ...(typeof booking === 'string' && booking ? { booking } : {}),
    ...(search['new'] === true ? { new: true as const } : {}),
  }
}
