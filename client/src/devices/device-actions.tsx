import type { DeviceFactsFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { useToast } from '../ui/toaster.tsx';
import { DeviceTroubleNotice } from './device-trouble.tsx';
import { useEndDowntimes, useReactivateDevices } from './use-save-device.ts';

export type DeviceForm = 'change' | 'retire' | 'downtime';

type DeviceActionsProps = {
  device: DeviceFactsFragment;
  onOpen(form: DeviceForm): void;
  onSaved(): void;
};

const backWords = { MAINTENANCE: 'End maintenance', LOST: 'It is found', AWAY: 'It is back' } as const;

/** What can be done with a device as it is now, by those who may. */
export function DeviceActions({ device, onOpen, onSaved }: DeviceActionsProps) {
  const { may } = useHere();
  const toast = useToast();
  const ending = useEndDowntimes();
  const reactivating = useReactivateDevices();
  const { downtime, status, serialNumber } = device;
  const isRetired = status === 'RETIRED';
  const mayHandle = may('device:assign') && !isRetired;
  const mayManage = may('device:manage');
  if (!mayHandle && !mayManage) return null;

  async function endDowntime(downtimeId: string) {
    const { done } = await ending.attempt({ input: { downtimeIds: [downtimeId] } });
    if (!done) return;
    toast({ text: `${serialNumber} is available again.` });
    onSaved();
  }

  async function reactivate() {
    const { done } = await reactivating.attempt({ input: { deviceIds: [device.id] } });
    if (!done) return;
    toast({ text: `${serialNumber} is in use again.` });
    onSaved();
  }

  return (
    <footer className="drawer-foot device-actions">
      <DeviceTroubleNotice
        trouble={ending.trouble ?? reactivating.trouble}
        busy={ending.busy || reactivating.busy}
        onRetry={() => void (downtime ? endDowntime(downtime.id) : reactivate())}
      />
      <div className="device-action-row" role="group" aria-label="What to do with it">
        {mayHandle && downtime && (
          <Button look="primary" busy={ending.busy} onClick={() => void endDowntime(downtime.id)}>
            <span>{backWords[downtime.kind]}</span>
          </Button>
        )}
        {mayManage && isRetired && (
          <Button look="primary" busy={reactivating.busy} onClick={() => void reactivate()}>
            <span>Reactivate</span>
          </Button>
        )}
        {mayHandle && !downtime && <Button onClick={() => onOpen('downtime')}>Take out of use</Button>}
        {mayManage && <Button onClick={() => onOpen('change')}>Change</Button>}
        {mayManage && !isRetired && (
          <Button look="danger" onClick={() => onOpen('retire')}>
            Retire
          </Button>
        )}
      </div>
    </footer>
  );
}
