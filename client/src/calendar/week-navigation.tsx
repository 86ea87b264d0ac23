import { ChevronLeft, ChevronRight, Plus } from 'lucide-react'
import { Button, IconButton } from '../ui/button.tsx'
import './week-navigation.css'

interface WeekNavigationProps {
  range: string
  isThisWeek: boolean
  onPrevious(): void
  onNext(): void
  onToday(): void
  onNew: (() => void) | null
}

export function WeekNavigation({ range, isThisWeek, onPrevious, onNext, onToday, onNew }: WeekNavigationProps) {
  return (
    <>
      <div className="week-navigation" role="group" aria-label="Week">
        <IconButton label="Week before (K)" aria-keyshortcuts="K" onClick={onPrevious}>
          <ChevronLeft aria-hidden="true" />
        </IconButton>
        <Button title="This week (T)" aria-keyshortcuts="T" onClick={onToday} aria-current={isThisWeek ? 'date' : undefined}>
          Today
        </Button>
        <IconButton label="Week after (J)" aria-keyshortcuts="J" onClick={onNext}>
          <ChevronRight aria-hidden="true" />
        </IconButton>
      </div>
      <h1 className="week-range" aria-live="polite">
        {range}
      </h1>
      {onNew && (
        <Button look="primary" className="week-new" title="New booking (N)" aria-keyshortcuts="N" onClick={onNew}>
          <Plus aria-hidden="true" />
          <span>
            New<span className="week-new-word"> booking</span>
          </span>
        </Button>
      )}
    </>
  )
}
