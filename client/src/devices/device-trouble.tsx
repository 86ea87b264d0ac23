import type { ReactNode } from 'react';
import { RefusedNotice, type CommonTrouble } from '../forms/refused-notice.tsx';
import type { DevicesInUseFragment, TakenDevicesFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { DeviceTakenNotice } from '../bookings/device-taken-notice.tsx';
import { InUseNotice } from './in-use-notice.tsx';

type DeviceTrouble =
  | CommonTrouble
  | ({ readonly __typename: 'DeviceInUseError'; readonly message: string } & DevicesInUseFragment)
  | ({ readonly __typename: 'DeviceTakenError'; readonly message: string } & TakenDevicesFragment)
  | { readonly __typename: 'StaleDeviceDataError'; readonly message: string };

type DeviceTroubleProps = {
  trouble: DeviceTrouble | null;
  /** What the button of the form does: "Retire". */
  action?: string;
  stray?: readonly string[];
  busy: boolean;
  onRetry(): void;
  /** Sends it again, with these plans released. */
  onRelease?: (assignmentIds: readonly string[]) => void;
};

/** Why a change of devices did not work, and what to do now. */
export function DeviceTroubleNotice({ trouble, action = 'Save', onRelease, ...notice }: DeviceTroubleProps): ReactNode {
  const { timeZone } = useHere().facility;
  if (trouble === null) return null;
  switch (trouble.__typename) {
    case 'DeviceTakenError':
      return <DeviceTakenNotice taken={trouble} timeZone={timeZone} busy={notice.busy} action={action} />;
    case 'DeviceInUseError':
      return (
        <InUseNotice
          assignments={trouble.assignments}
          action={action}
          busy={notice.busy}
          onRelease={(ids) => onRelease?.(ids)}
        />
      );
    case 'StaleDeviceDataError':
      return (
        <Notice
          tone="warning"
          title="Someone else changed it meanwhile."
          actions={
            <Button busy={notice.busy} onClick={notice.onRetry}>
              <span>{action} all the same</span>
            </Button>
          }
        >
          What they changed is shown now; what you typed is kept.
        </Notice>
      );
    case 'InvalidInputError':
    case 'NotAllowedError':
    case 'NotFoundError':
    case 'BusyError':
    case 'IdempotencyMismatchError':
    case 'Unanswered':
      return <RefusedNotice {...notice} trouble={trouble} />;
  }
}
