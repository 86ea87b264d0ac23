import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { CategoryFactsFragment, DeviceFactsFragment } from '../graphql/generated/graphql.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { ChangeDevice } from './change-device.tsx';
import { DeviceActions, type DeviceForm } from './device-actions.tsx';
import { DeviceMoves } from './device-moves.tsx';
import { DeviceNow } from './device-now.tsx';
import { DevicePlans } from './device-plans.tsx';
import { RetireDevice } from './retire-device.tsx';
import { StartDowntime } from './start-downtime.tsx';

const OneDevice = graphql(`
  query OneDevice($id: ID!) {
    node(id: $id) {
      __typename
      id
      ...DeviceFacts
    }
  }
`);

type DeviceDrawerProps = {
  id: string;
  categories: readonly CategoryFactsFragment[];
  /** Counts what happened to devices: this one is read anew after each. */
  changes: number;
  onSaved(): void;
  onClose(): void;
};

/** One device: what it does now and next, when it is taken, what happened to it, and what can be done with it. */
export function DeviceDrawer({ id, categories, changes, onSaved, onClose }: DeviceDrawerProps) {
  const [{ data, error, fetching }, ask] = useQuery({
    query: OneDevice,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const again = () => ask({ requestPolicy: 'network-only' });
  useEffect(() => {
    if (changes > 0) ask({ requestPolicy: 'network-only' });
  }, [changes, ask]);
  const device = data?.node?.__typename === 'Device' ? (data.node as DeviceFactsFragment) : null;
  return (
    <aside className="drawer" aria-label={device?.serialNumber ?? 'Device'} aria-busy={fetching && !device}>
      <DrawerHead onClose={onClose}>
        {device && (
          <>
            <h2>{device.serialNumber}</h2>
            <p className="quiet">
              {device.name === device.serialNumber ? device.category.name : `${device.name} · ${device.category.name}`}
            </p>
          </>
        )}
      </DrawerHead>
      {device ? (
        <OpenDevice device={device} categories={categories} changes={changes} onStale={again} onSaved={onSaved} />
      ) : error ? (
        <FailurePanel {...failureWords(error)} retrying={fetching} onRetry={again} />
      ) : (
        data && <FailurePanel title="No device at this address." advice="The link may be from another installation." />
      )}
    </aside>
  );
}

type OpenDeviceProps = Pick<DeviceDrawerProps, 'categories' | 'changes' | 'onSaved'> & {
  device: DeviceFactsFragment;
  /** Someone else changed it: what is shown is read anew. */
  onStale(): void;
};

function OpenDevice({ device, categories, changes, onStale, onSaved }: OpenDeviceProps) {
  const [form, setForm] = useState<DeviceForm | null>(null);
  const done = () => setForm(null);
  if (form === 'change')
    return <ChangeDevice device={device} categories={categories} onSaved={onSaved} onStale={onStale} onDone={done} />;
  if (form === 'retire') return <RetireDevice device={device} onSaved={onSaved} onDone={done} />;
  if (form === 'downtime') return <StartDowntime device={device} onSaved={onSaved} onDone={done} />;
  return (
    <>
      <div className="drawer-scroll">
        <div className="device-sections">
          <DeviceNow device={device} />
          <DevicePlans id={device.id} changes={changes} />
          <DeviceMoves id={device.id} changes={changes} />
        </div>
      </div>
      <DeviceActions device={device} onOpen={setForm} onSaved={onSaved} />
    </>
  );
}
