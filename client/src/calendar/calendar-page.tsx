import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo } from 'react'
import { useQuery } from 'urql'
import { Frame } from '../frame/frame.tsx'
import { failureWords } from '../graphql/failure-words.ts'
import { graphql } from '../graphql/generated/gql.ts'
import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../graphql/generated/graphql.ts'
import { useHere } from '../people/here.tsx'
import { addDays, dateOf } from '../time/day.ts'
import { weekOf } from '../time/week.ts'
import { rangeWords } from '../time/words.ts'
import { FailurePanel } from '../ui/failure-panel.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useMedia } from '../ui/use-media.ts'
import { useNow } from '../ui/use-now.ts'
import { Agenda } from './agenda.tsx'
import { CalendarBar } from './calendar-bar.tsx'
import type { CalendarSearch } from './calendar-search.ts'
import { MonthPicker } from './month-picker.tsx'
import { useCalendarWeek } from './use-calendar-week.ts'
import { useGlow } from './use-glow.ts'
import { WeekGrid } from './week-grid.tsx'
import { WeekNavigation } from './week-navigation.tsx'
import { WeekSkeleton } from './week-skeleton.tsx'
import './calendar-page.css'

const RoomsOfCalendar = graphql(`
  query RoomsOfCalendar {
    rooms {
      ...RoomRow
    }
  }
`)

const BookingDrawer = lazy(async () => ({ default: (await import('../bookings/booking-drawer.tsx')).BookingDrawer }))
const NewBookingDrawer = lazy(async () => ({ default: (await import('../bookings/new-booking-drawer.tsx')).NewBookingDrawer }))

const NO_ROOMS: readonly RoomRowFragment[] = []
const NO_OCCUPANCIES: readonly OccupancyBarFragment[] = []
const NO_GHOSTS: readonly BookingBarFragment[] = []

export function CalendarPage() {
  const search = useSearch({ from: '/signed-in/calendar' })
  const show = useShow()
  const { facility, viewer, may } = useHere()
  const { timeZone } = facility
  const today = dateOf(useNow(), timeZone)
  const week = useMemo(() => weekOf(search.week ?? today, timeZone, facility), [search.week, today, timeZone, facility])
  const { glowing, onChange } = useGlow()
  const calendar = useCalendarWeek(week, onChange)
  const [rooms, askRooms] = useQuery({ query: RoomsOfCalendar })
  const phone = useMedia('(max-width: 720px)')

  const all = rooms.data?.rooms ?? NO_ROOMS
  const shown = useMemo(
    () => all.filter((room) => search.offices !== 'hidden' || !room.longTerm).toSorted((a, b) => a.position - b.position),
    [all, search.offices],
  )
  const isThisWeek = today >= week.monday && today < addDays(week.monday, 7)
  const turn = (weeks: number) => show({ week: addDays(week.monday, weeks * 7), day: undefined })
  const goToday = () => show({ week: undefined, day: undefined })
  const startNew = may('booking:create') ? () => show({ new: true, booking: undefined }) : null
  const close = useCallback(() => {
    show({ booking: undefined, new: undefined })
    if (search.booking) document.querySelector<HTMLElement>(`[data-booking="${CSS.escape(search.booking)}"]`)?.focus()
  }, [show, search.booking])

  useShortcuts({
    t: goToday,
    j: () => turn(1),
    k: () => turn(-1),
    n: () => startNew?.(),
    Escape: () => (search.booking || search.new) && close(),
  })

  const failed = calendar.error ?? rooms.error
  const ready = calendar.data !== undefined && rooms.data !== undefined
  const views = {
    week,
    timeZone,
    rooms: shown,
    occupancies: calendar.data?.calendar.occupancies ?? NO_OCCUPANCIES,
    ghosts: calendar.data?.calendar.ghosts ?? NO_GHOSTS,
    tenant: search.tenant ?? null,
    selected: search.booking ?? null,
    onOpen: (booking: string) => show({ booking, new: undefined }),
  }

  return (
    <Frame
      toolbar={
        <WeekNavigation
          range={rangeWords(week, timeZone)}
          isThisWeek={isThisWeek}
          onPrevious={() => turn(-1)}
          onNext={() => turn(1)}
          onToday={goToday}
          onNew={startNew}
        />
      }
      side={<MonthPicker monday={week.monday} today={today} onChoose={(date) => show({ week: date, day: undefined })} />}
      drawer={
        <Suspense fallback={search.booking || search.new ? <aside className="drawer" aria-busy="true" /> : null}>
          {search.new && <NewBookingDrawer rooms={all} week={week} onClose={close} onBooked={({ id, startsAt }) => show({ new: undefined, booking: id, week: dateOf(Date.parse(startsAt), timeZone), day: undefined })} />}
          {!search.new && search.booking && <BookingDrawer key={search.booking} id={search.booking} rooms={all} onClose={close} />}
        </Suspense>
      }
    >
      <CalendarBar
        tenants={viewer.tenants}
        tenant={search.tenant ?? null}
        onTenant={(tenant) => show({ tenant: tenant ?? undefined })}
        hasOffices={all.some((room) => room.longTerm)}
        officesHidden={search.offices === 'hidden'}
        onOffices={(hidden) => show({ offices: hidden ? 'hidden' : undefined })}
      />
      {ready && phone && <Agenda {...views} day={search.day ?? null} onDay={(day) => show({ day })} />}
      {ready && !phone && (
        <WeekGrid
          {...views}
          onNew={startNew}
          glowing={glowing}
          trayFolded={search.tray === 'folded'}
          onFoldTray={(folded) => show({ tray: folded ? 'folded' : undefined })}
        />
      )}
      {!ready && !failed && <WeekSkeleton week={week} timeZone={timeZone} today={today} rows={shown.length || 24} trayFolded={search.tray === 'folded'} />}
      {!ready && failed && (
        <Failed
          failure={failureWords(failed)}
          retrying={calendar.fetching || rooms.fetching}
          onRetry={() => {
            if (rooms.error) askRooms({ requestPolicy: 'network-only' })
            calendar.retry()
          }}
        />
      )}
    </Frame>
  )
}

interface FailedProps {
  failure: ReturnType<typeof failureWords>
  retrying: boolean
  onRetry(): void
}

function Failed({ failure, retrying, onRetry }: FailedProps) {
  return (
    <FailurePanel
      title={failure.title}
      advice={failure.advice}
      retrying={retrying}
      onRetry={failure.again ? onRetry : undefined}
    />
  )
}

type Change = { readonly [Key in keyof CalendarSearch]?: CalendarSearch[Key] | undefined }

/** Changes what the address says, and nothing else of it. */
function useShow(): (change: Change) => void {
  const navigate = useNavigate()
  return useCallback(
    (change) => {
      void navigate({
        to: '/calendar',
        search: (before: CalendarSearch) => withoutBlanks({ ...before, ...change }),
        replace: 'tray' in change || 'offices' in change,
      })
    },
    [navigate],
  )
}

function withoutBlanks(search: Change): CalendarSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as CalendarSearch
}
