import { DeviceLinesFields } from '../../bookings/fields/device-lines-fields.tsx';
import { useHere } from '../../people/here.tsx';
import { deviceTimeOf } from './device-time.ts';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { useDevicePreferences } from './use-device-preferences.ts';

const shownFields: readonly string[] = ['devices.*.quantity', 'devices.*.preference', 'devices.*.note'];

/** How many devices of which preference a booking has; what is assigned already stays. */
export function DevicesPanel({ booking, onDone, children }: PanelProps) {
  const { timeZone } = useHere().facility;
  const state = useDevicePreferences({ booking, onDone });
  const { basis } = state.decision;
  return (
    <PanelForm
      of={state.form}
      title="Devices"
      submit="Save"
      busy={state.busy}
      idle={state.idle}
      trouble={state.trouble}
      errors={state.errors}
      shown={shownFields}
      decision={state.decision}
      onSend={state.send}
      onBack={onDone}
      sheet={children}
    >
      <DeviceLinesFields
        lines={state.lines}
        errors={state.errors}
        times={[deviceTimeOf(basis, timeZone)]}
        withoutBookingId={basis.id}
        required={basis.kind === 'DEVICES_ONLY'}
        notes
        onChange={state.changeLines}
      />
      {basis.devicesAssigned > 0 && (
        <p className="field-hint">
          {basis.devicesAssigned} {basis.devicesAssigned === 1 ? 'is' : 'are'} assigned already: ask for fewer once the
          IT desk has released some.
        </p>
      )}
    </PanelForm>
  );
}
