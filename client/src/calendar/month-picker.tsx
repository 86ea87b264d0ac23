import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../ui/button.tsx'
import { addMonths, mondayOf, monthGrid } from '../time/week.ts'
import { monthWords } from '../time/words.ts'
import './month-picker.css'

interface MonthPickerProps {
  monday: string
  today: string
  onChoose(date: string): void
}

const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']

/** A month at a glance, to jump to any of its weeks. */
export function MonthPicker({ monday, today, onChoose }: MonthPickerProps) {
  const [shown, setShown] = useState({ monday, month: monday })
  const month = shown.monday === monday ? shown.month : monday
  const turn = (months: number) => setShown({ monday, month: addMonths(month, months) })
  return (
    <section className="month-picker" aria-label="Jump to a week">
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
      {monthGrid(month).map((week) => (
        <button
          key={week[0]}
          type="button"
          className="month-picker-week"
          aria-current={week[0] === mondayOf(monday) ? 'date' : undefined}
          title={`Week of ${week[0]}`}
          onClick={() => onChoose(week[0]!)}
        >
          {week.map((date) => (
            <span
              key={date}
              data-today={date === today || undefined}
              data-outside={date.slice(0, 7) !== month.slice(0, 7) || undefined}
            >
              {Number(date.slice(8))}
            </span>
          ))}
        </button>
      ))}
    </section>
  )
}
