import { useHere } from '../../people/here.tsx';
import { lastDayOf } from '../../time/day.ts';
import { intervalOf } from '../../time/interval.ts';
import { bodyFields } from '../../bookings/booking-body.ts';
import { isInDetail, requestsWords } from '../../bookings/device-lines.ts';
import { CateringFields } from '../../bookings/fields/catering-fields.tsx';
import { ClientFields } from '../../bookings/fields/client-fields.tsx';
import { DeviceFields } from '../../bookings/fields/device-fields.tsx';
import { FormGroup } from '../../forms/form-group.tsx';
import { menuFor } from '../../bookings/kitchen-menu.ts';
import { NoteFields } from '../../bookings/fields/note-fields.tsx';
import { OverCapacityTick } from '../../bookings/fields/over-capacity-tick.tsx';
import { OffSiteFields } from '../../bookings/fields/off-site-fields.tsx';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { PeopleFields } from '../../bookings/fields/people-fields.tsx';
import { SuppliesFields } from '../../bookings/fields/supplies-fields.tsx';
import { useBookingEdit } from './use-booking-edit.ts';

const shownFields: readonly string[] = [...bodyFields, 'requestedRoomId', 'notes', 'bossNotes'];

/** Changes everything but room and time. */
export function EditPanel({ booking, rooms, onDone, children }: PanelProps) {
  const { facility, may } = useHere();
  const state = useBookingEdit({ booking, onDone });
  const { form, values, errors } = state;
  const { draft } = form;
  const { basis } = state.decision;
  const fields = { values, errors, onChange: state.changeBody };

  return (
    <PanelForm
      of={form}
      title="Edit"
      submit="Save"
      busy={state.busy}
      idle={state.idle}
      trouble={state.trouble}
      errors={errors}
      shown={shownFields}
      decision={state.decision}
      onSend={(version) => void state.send(version)}
      onBack={onDone}
      sheet={children}
    >
      {state.scopeField}
      <FormGroup title="Client">
        <ClientFields {...fields} />
      </FormGroup>
      <FormGroup title="People">
        <PeopleFields {...fields} />
        <OverCapacityTick over={state.over} />
      </FormGroup>
      <FormGroup title="Catering">
        <CateringFields
          {...fields}
          menus={[menuFor(values.lunchCatering, intervalOf(basis.startsAt, basis.endsAt), facility.timeZone)]}
        />
      </FormGroup>
      <FormGroup title="Supplies">
        <SuppliesFields {...fields} />
      </FormGroup>
      <FormGroup title="Devices">
        {state.scope === 'ONE' && isInDetail(basis.deviceRequests) ? (
          <p className="quiet">
            {requestsWords(basis.deviceRequests)}. Change them under “Devices”, below in this booking.
          </p>
        ) : (
          <DeviceFields {...fields} required={basis.kind === 'DEVICES_ONLY'} />
        )}
        {basis.kind === 'DEVICES_ONLY' && state.scope === 'ONE' && (
          <OffSiteFields {...fields} until={lastDayOf(intervalOf(basis.startsAt, basis.endsAt), facility.timeZone)} />
        )}
        {basis.kind === 'DEVICES_ONLY' && state.scope !== 'ONE' && (
          <p className="quiet">Off-site details are set on each booking separately.</p>
        )}
      </FormGroup>
      <FormGroup title="Preferred room and notes">
        <NoteFields
          booking={basis}
          rooms={rooms}
          people={state.over.people}
          boss={may('booking:update')}
          change={draft.notes}
          errors={errors}
          onChange={state.changeNotes}
        />
      </FormGroup>
    </PanelForm>
  );
}
