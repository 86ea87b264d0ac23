import { Plus, Repeat } from 'lucide-react';
import { Button } from '../ui/button.tsx';

type MoreTimesProps = {
  repeats: boolean;
  onAdd(): void;
  /** Begins a rule, or ends it; absent where there is more than one time: a rule goes on from one. */
  onRepeat: (() => void) | undefined;
};

/** One time more, or the same one again and again by a rule. */
export function MoreTimes({ repeats, onAdd, onRepeat }: MoreTimesProps) {
  return (
    <div className="form-more">
      {!repeats && (
        <Button look="ghost" className="form-add" onClick={onAdd}>
          <Plus aria-hidden="true" />
          <span>Add a time</span>
        </Button>
      )}
      {onRepeat && (
        <Button look="ghost" className="form-add" aria-pressed={repeats} onClick={onRepeat}>
          <Repeat aria-hidden="true" />
          <span>Repeat</span>
        </Button>
      )}
    </div>
  );
}
