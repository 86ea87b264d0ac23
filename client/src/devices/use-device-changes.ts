import { useCallback, useEffect, useState } from 'react';
import { useSettled } from '../forms/use-settled.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { liveWindow } from '../graphql/live-window.ts';
import { useLiveWindow } from '../graphql/use-live-window.ts';

const DevicesPosition = graphql(`
  query DevicesPosition {
    deviceRequests(tab: PENDING, first: 1) {
      cursor
    }
  }
`);

const DevicesChanges = graphql(`
  subscription DevicesChanges($after: EventCursor) {
    deviceQueueChanged(after: $after) {
      cursor
      removedRequestIds
      requests {
        id
      }
      rentals {
        id
      }
      devices {
        ...DeviceRow
      }
    }
  }
`);

/** A device that changes is shown as it is said; who shows a list reads it anew, as only the server knows what belongs to it. */
const devicesWindow = liveWindow({
  read: DevicesPosition,
  follow: DevicesChanges,
  isHeartbeat: ({ requests, removedRequestIds, rentals, devices }) =>
    requests.length + removedRequestIds.length + rentals.length + devices.length === 0,
});

/** What is late is made so by the clock alone. */
const againMs = 60_000;
/** One act at the desk is many changes. */
const settledMs = 400;

/** Counts what happened to devices anywhere: who shows a list or figures reads them anew with each count. */
export function useDeviceChanges(): { readonly changes: number; readonly noteSaved: () => void } {
  const [count, setCount] = useState(0);
  const noteSaved = useCallback(() => setCount((before) => before + 1), []);
  useLiveWindow(devicesWindow, {}, { onChange: noteSaved });
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && noteSaved(), againMs);
    return () => clearInterval(timer);
  }, [noteSaved]);
  return { changes: useSettled(count, settledMs), noteSaved };
}
