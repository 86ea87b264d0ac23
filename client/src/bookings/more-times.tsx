import { Plus, Repeat } from 'lucide-react'
import { Button } from '../ui/button.tsx'

interface MoreTimesProps {
  onAdd(): void
  /** Absent where there is more than one time: a rule goes on from one. */
  onRepeat: (() => void) | undefined
}

/** One time more, or the same one again and again by a rule. */
export function MoreTimes({ onAdd, onRepeat }: MoreTimesProps) {
  return (
    <div className="form-more">
      <Button look="ghost" className="form-add" onClick={onAdd}>
        <Plus aria-hidden="true" />
        <span>Add a time</span>
      </Button>
      {onRepeat && (
        <Button look="ghost" className="form-add" onClick={onRepeat}>
          <Repeat aria-hidden="true" />
          <span>Repeat</span>
        </Button>
      )}
    </div>
  )
}
