import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../ui/button.tsx'
import { addMonths, monthGrid } from '../time/week.ts'
import { longDayWords, monthWords } from '../time/words.ts'
import './month-picker.css'

interface MonthPickerProps {
  /** A day of what is shown. */
  date: string
  range: { readonly days: readonly { readonly date: string }[] }
  today: string
  onChoose(date: string): void
}

const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']

/** A month at a glance, to jump to any of its days. */
export function MonthPicker({ date, range, today, onChoose }: MonthPickerProps) {
  const [shown, setShown] = useState({ date, month: date })
  const month = shown.date === date ? shown.month : date
  const turn = (months: number) => setShown({ date, month: addMonths(month, months) })
  const inRange = new Set(range.days.map((day) => day.date))
  return (
    <section className="month-picker" aria-label="Jump to a day">
      <header>
        <h2>{monthWords(month)}</h2>
        <IconButton label="Month before" onClick={() => turn(-1)}>
          <ChevronLeft aria-hidden="true" />
        </IconButton>
        <IconButton label="Month after" onClick={() => turn(1)}>
          <ChevronRight aria-hidden="true" />
        </IconButton>
      </header>
      <div className="month-picker-days" aria-hidden="true">
        {WEEKDAYS.map((day) => (
          <span key={day}>{day}</span>
        ))}
      </div>
      <div className="month-picker-weeks">
        {monthGrid(month).flat().map((day) => (
          <button
            key={day}
            type="button"
            data-today={day === today || undefined}
            data-outside={day.slice(0, 7) !== month.slice(0, 7) || undefined}
            aria-pressed={inRange.has(day)}
            aria-label={longDayWords(Date.parse(`${day}T12:00:00Z`), 'UTC')}
            onClick={() => onChoose(day)}
          >
            <span>{Number(day.slice(8))}</span>
          </button>
        ))}
      </div>
    </section>
  )
}
