import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useHere } from '../../people/here.tsx';
import { IconButton } from '../../ui/button.tsx';
import { addDays } from '../../time/day.ts';
import { addMonths, monthGrid } from '../../time/week.ts';
import { longDayWords, monthWords } from '../../time/words.ts';
import './month-picker.css';

type MonthPickerProps = {
  /** A day of what is shown. */
  date: string;
  range: { readonly days: readonly { readonly date: string }[] };
  today: string;
  onChoose(date: string): void;
};

const keySteps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month at a glance, to jump to any of its days. For the keyboard it is one stop on the way; arrows go from day to day. */
export function MonthPicker({ date, range, today, onChoose }: MonthPickerProps) {
  const [shown, setShown] = useState({ date, month: date });
  const month = shown.date === date ? shown.month : date;
  const turn = (months: number) => setShown({ date, month: addMonths(month, months) });
  const { weekStartsOn } = useHere().facility;
  const days = monthGrid(month, weekStartsOn).flat();
  const [reached, setReached] = useState(date);
  const stop = [reached, date, month].find((day) => days.includes(day)) ?? days[0];
  const weeks = useRef<HTMLDivElement>(null);
  const moving = useRef(false);
  useEffect(() => {
    if (moving.current) weeks.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    moving.current = false;
  });

  function move(event: KeyboardEvent<HTMLElement>, day: string) {
    const step = keySteps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const next = addDays(day, step);
    if (!days.includes(next)) setShown({ date, month: next });
    setReached(next);
    moving.current = true;
  }
  const inRange = new Set(range.days.map((day) => day.date));
  return (
    <section className="month-picker" aria-label="Jump to a day">
      <header>
        <h2>{monthWords(month)}</h2>
        <IconButton label="Previous month" onClick={() => turn(-1)}>
          <ChevronLeft aria-hidden="true" />
        </IconButton>
        <IconButton label="Next month" onClick={() => turn(1)}>
          <ChevronRight aria-hidden="true" />
        </IconButton>
      </header>
      <div className="month-picker-days" aria-hidden="true">
        {days.slice(0, 7).map((day) => (
          <span key={day}>{longDayWords(Date.parse(`${day}T12:00:00Z`), 'UTC').slice(0, 2)}</span>
        ))}
      </div>
      <div ref={weeks} className="month-picker-weeks">
        {days.map((day) => (
          <button
            key={day}
            type="button"
            data-today={day === today || undefined}
            data-outside={day.slice(0, 7) !== month.slice(0, 7) || undefined}
            aria-pressed={inRange.has(day)}
            aria-label={longDayWords(Date.parse(`${day}T12:00:00Z`), 'UTC')}
            tabIndex={day === stop ? 0 : -1}
            onKeyDown={(event) => move(event, day)}
            onClick={() => {
              setReached(day);
              onChoose(day);
            }}
          >
            <span>{Number(day.slice(8))}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
