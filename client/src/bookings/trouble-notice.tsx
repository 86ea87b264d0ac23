import { RefusedNotice } from '../forms/refused-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { statusFacts } from './status.ts';
import type { Trouble } from './refusal.ts';

type TroubleNoticeProps = {
  trouble: Trouble | null;
  /** Of what the server said about fields, that which no field shows. */
  stray?: readonly string[];
  busy: boolean;
  onRetry(): void;
};

/**
 * Why it did not work and what to do now. A taken room and an outdated version are not told here: they have more to
 * offer than words.
 */
export function TroubleNotice({ trouble, ...notice }: TroubleNoticeProps) {
  switch (trouble?.__typename) {
    case 'InvalidInputError':
    case 'NotAllowedError':
    case 'NotFoundError':
    case 'BusyError':
    case 'Unanswered':
      return <RefusedNotice {...notice} trouble={trouble} busyTitle="Others are at these rooms right now." />;
    case 'WrongStatusError':
      return (
        <Notice tone="problem" title={`It is “${statusFacts[trouble.status].words}” by now.`}>
          {trouble.message} Go back and see what can be done with it as it is.
        </Notice>
      );
    case 'DeviceTakenError':
      return (
        <Notice tone="problem" title="Its devices are not free then.">
          {trouble.message}
        </Notice>
      );
    case 'UndoTooLateError':
    case 'NothingToUndoError':
      return (
        <Notice tone="problem" title="It cannot be undone.">
          {trouble.message}
        </Notice>
      );
    case 'IdempotencyMismatchError':
    case 'RoomTakenError':
    case 'StaleBookingError':
    case undefined:
      return null;
  }
}
