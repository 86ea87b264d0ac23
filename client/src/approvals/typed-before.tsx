import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { BulkReason } from './bulk-reason.ts';

type TypedBeforeProps = BulkReason & {
  /** How many of its bookings still wait. */
  waiting: number;
  onTick(): void;
  onDiscard(): void;
};

/** A reason to reject some bookings that was not sent, while others are ticked or none. */
export function TypedBefore({ ids, reason, waiting, onTick, onDiscard }: TypedBeforeProps) {
  return (
    <Notice
      tone="info"
      title={`Unsent reason for rejecting ${ids.length === 1 ? 'another booking' : `${ids.length || 'some'} other bookings`}`}
      actions={
        <>
          {waiting > 0 && (
            <Button onClick={onTick}>{waiting === 1 ? 'Select it again' : `Select the ${waiting} again`}</Button>
          )}
          <Button onClick={onDiscard}>Discard</Button>
        </>
      }
    >
      “{reason}”
    </Notice>
  );
}
