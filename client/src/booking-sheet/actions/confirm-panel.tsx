import { Notice } from '../../ui/notice.tsx';
import { devicesWords } from '../../bookings/booking-words.ts';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { useConfirm } from '../../bookings/use-confirm.ts';
import { useDecision } from '../../bookings/use-decision.ts';

const noErrors = {};

const shownFields: readonly string[] = [];

/** Confirms what normally confirms itself: with the last device that the IT desk hands out. */
export function ConfirmPanel({ booking, onDone, children }: PanelProps) {
  const decision = useDecision(booking);
  const { basis } = decision;
  const { confirm, busy, trouble } = useConfirm(basis);

  async function send(version: number) {
    if (await confirm(version)) onDone();
  }

  return (
    <PanelForm
      of={null}
      title="Confirm without all devices"
      submit="Confirm anyway"
      busy={busy}
      trouble={trouble}
      errors={noErrors}
      shown={shownFields}
      decision={decision}
      onSend={(version) => void send(version)}
      onBack={onDone}
      sheet={children}
    >
      <Notice
        tone="info"
        title={`${booking.devicesNeeded - booking.devicesAssigned} of ${devicesWords(booking.devicesNeeded, booking.deviceTypePreference)} missing`}
      >
        The booking is confirmed automatically once the IT desk has handed out the last device. Confirm it now only if
        the client can’t wait.
      </Notice>
    </PanelForm>
  );
}
