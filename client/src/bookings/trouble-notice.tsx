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
 * Why it did not work and what to do now. A taken room, a taken device and an outdated version are not said here: they have more to
 * offer than words.
 */
export function TroubleNotice({ trouble, ...notice }: TroubleNoticeProps) {
  switch (trouble?.__typename) {
    case 'InvalidInputError':
    case 'NotAllowedError':
    case 'NotFoundError':
    case 'BusyError':
    case 'Unanswered':
      return <RefusedNotice {...notice} trouble={trouble} busyTitle="Others are changing these rooms right now." />;
    case 'WrongStatusError':
      return (
        <Notice tone="problem" title={`It is already “${statusFacts[trouble.status].words}”.`}>
          {trouble.message} Go back to see what you can do now.
        </Notice>
      );
    case 'DeviceInUseError':
    case 'DeviceUnfitError':
    case 'RequestFilledError':
    case 'StaleDeviceDataError':
      return (
        <Notice tone="problem" title="Nothing was saved.">
          {trouble.message}
        </Notice>
      );
    case 'UndoTooLateError':
    case 'NothingToUndoError':
      return (
        <Notice tone="problem" title="This can’t be undone.">
          {trouble.message}
        </Notice>
      );
    case 'DeviceTakenError':
    case 'IdempotencyMismatchError':
    case 'RoomTakenError':
    case 'StaleBookingError':
    case undefined:
      return null;
  }
}
