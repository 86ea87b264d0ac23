import type { ReactNode } from 'react';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { useHere } from '../people/here.tsx';
import { whenWords } from '../time/words.ts';
import { intervalOf } from '../time/interval.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { countWords, listWords } from './desk-facts.ts';
import type { DeskTrouble } from './use-desk-acts.ts';

type Device = { readonly id: string; readonly serialNumber: string };

type DeskTroubleNoticeProps = {
  trouble: DeskTrouble;
  busy: boolean;
  /** How many of what was sent are not among those that are taken or unfit. */
  leftWithout(deviceIds: readonly string[]): number;
  /** Sends the rest. */
  onWithout(deviceIds: readonly string[]): void;
  /** Selects what is free instead. */
  onInstead(taken: readonly Device[], alternatives: readonly Device[]): void;
  /** Sends it again, and the plans in the way give way; null where they cannot. */
  onRelease: ((assignmentIds: readonly string[]) => void) | null;
  onRetry(): void;
  onDismiss(): void;
};

/** Why it did not work at the desk, and each way on as one click. */
export function DeskTroubleNotice({ trouble, busy, onRetry, onDismiss, ...on }: DeskTroubleNoticeProps) {
  const dismiss = <Button onClick={onDismiss}>Dismiss</Button>;
  switch (trouble.__typename) {
    case 'DeviceTakenError':
      return <TakenNotice {...on} trouble={trouble} busy={busy} dismiss={dismiss} />;
    case 'DeviceUnfitError': {
      const ids = trouble.devices.map(({ device }) => device.id);
      const rest = on.leftWithout(ids);
      return (
        <Notice
          tone="problem"
          title={`${listWords(trouble.devices.map(({ device }) => device.serialNumber))} cannot be used.`}
          actions={
            <>
              {rest > 0 && <WithoutButton rest={rest} busy={busy} onClick={() => on.onWithout(ids)} />}
              {dismiss}
            </>
          }
        >
          {trouble.devices.map(({ device, reason }) => (
            <p key={device.id}>
              {device.serialNumber}: {reason}
            </p>
          ))}
        </Notice>
      );
    }
    case 'RequestFilledError':
      return (
        <Notice tone="problem" title="No more devices are needed." actions={dismiss}>
          {trouble.request.assigned} of {trouble.request.quantity} are assigned. Clear what is left, or raise the
          number.
        </Notice>
      );
    case 'DeviceInUseError':
      return <InUseNotice trouble={trouble} busy={busy} onRelease={on.onRelease} dismiss={dismiss} />;
    case 'StaleDeviceDataError':
      return (
        <Notice
          tone="warning"
          title="Someone else changed this first."
          actions={
            <>
              <Button busy={busy} onClick={onRetry}>
                <span>Try again</span>
              </Button>
              {dismiss}
            </>
          }
        >
          It is shown as it is now.
        </Notice>
      );
    case 'IdempotencyMismatchError':
    case 'WrongStatusError':
    case 'NothingToUndoError':
    case 'UndoTooLateError':
      return (
        <Notice tone="problem" title="This cannot be done now." actions={dismiss}>
          {trouble.message}
        </Notice>
      );
    case 'InvalidInputError':
      return (
        <Notice tone="problem" title={trouble.fields[0]?.message ?? trouble.message} actions={dismiss}>
          Nothing was saved.
        </Notice>
      );
    case 'BusyError':
    case 'NotAllowedError':
    case 'NotFoundError':
    case 'Unanswered':
      return <RefusedNotice trouble={trouble} busy={busy} busyTitle="Others are at these devices." onRetry={onRetry} />;
  }
}

function WithoutButton({ rest, busy, onClick }: { rest: number; busy: boolean; onClick(): void }) {
  return (
    <Button look="primary" busy={busy} onClick={onClick}>
      <span>{rest === 1 ? 'Go on with the other one' : `Go on with the other ${rest}`}</span>
    </Button>
  );
}

type TakenNoticeProps = Pick<DeskTroubleNoticeProps, 'busy' | 'leftWithout' | 'onWithout' | 'onInstead'> & {
  trouble: Extract<DeskTrouble, { __typename: 'DeviceTakenError' }>;
  dismiss: ReactNode;
};

function TakenNotice({ trouble, busy, leftWithout, onWithout, onInstead, dismiss }: TakenNoticeProps) {
  const { timeZone } = useHere().facility;
  const { devices, alternatives, clashes } = trouble;
  const ids = devices.map(({ id }) => id);
  const rest = leftWithout(ids);
  const instead = alternatives.slice(0, devices.length);
  return (
    <Notice
      tone="problem"
      title={`${listWords(devices.map(({ serialNumber }) => serialNumber))} ${devices.length === 1 ? 'is' : 'are'} taken.`}
      actions={
        <>
          {instead.length > 0 && (
            <Button look="primary" busy={busy} onClick={() => onInstead(devices, instead)}>
              <span>Use {listWords(instead.map(({ serialNumber }) => serialNumber))} instead</span>
            </Button>
          )}
          {rest > 0 && <WithoutButton rest={rest} busy={busy} onClick={() => onWithout(ids)} />}
          {dismiss}
        </>
      }
    >
      {clashes.map(({ device, startsAt, endsAt, booking }) => (
        <p key={`${device.id} ${startsAt}`}>
          {device.serialNumber}: {booking?.clientName ?? 'another booking'},{' '}
          {endsAt === null ? 'until further notice' : whenWords(intervalOf(startsAt, endsAt), timeZone)}
        </p>
      ))}
      {alternatives.length === 0 && <p>No other device is free for this time.</p>}
    </Notice>
  );
}

type InUseNoticeProps = Pick<DeskTroubleNoticeProps, 'busy' | 'onRelease'> & {
  trouble: Extract<DeskTrouble, { __typename: 'DeviceInUseError' }>;
  dismiss: ReactNode;
};

function InUseNotice({ trouble, busy, onRelease, dismiss }: InUseNoticeProps) {
  const { timeZone } = useHere().facility;
  const { assignments } = trouble;
  const planned = assignments.filter(({ state }) => state === 'PLANNED');
  const canRelease = onRelease !== null && planned.length > 0 && planned.length === assignments.length;
  return (
    <Notice
      tone="problem"
      title={
        assignments.length === 0 ? 'Another booking needs this device.' : `${countWords(assignments.length)} needed.`
      }
      actions={
        <>
          {canRelease && (
            <Button busy={busy} onClick={() => onRelease(planned.map(({ id }) => id))}>
              <span>Release {planned.length === 1 ? 'it' : `all ${planned.length}`} and go on</span>
            </Button>
          )}
          {dismiss}
        </>
      }
    >
      {assignments.map(({ id, device, booking, startsAt, dueAt, state }) => (
        <p key={id}>
          {device.serialNumber}: {state === 'OUT' ? 'out with' : 'planned for'}{' '}
          {booking?.clientName ?? 'another booking'}, {whenWords(intervalOf(startsAt, dueAt), timeZone)}
        </p>
      ))}
      {assignments.length === 0 && trouble.message}
    </Notice>
  );
}
