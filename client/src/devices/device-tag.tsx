import type { DeviceRowFragment } from '../graphql/generated/graphql.ts';
import { deviceState } from './device-state.ts';

/** What a device does now. */
export function DeviceTag({ device }: { device: Pick<DeviceRowFragment, 'status' | 'late' | 'downtime'> }) {
  const state = deviceState(device);
  return state && <span className={`tag tag-${state.look}`}>{state.words}</span>;
}
