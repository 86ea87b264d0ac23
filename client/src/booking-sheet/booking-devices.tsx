import { Link } from '@tanstack/react-router';
import { graphql } from '../graphql/generated/gql.ts';
import type { BookingDevicesFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { momentWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/use-now.ts';
import { preferenceOf, quantityWords } from '../bookings/device-lines.ts';
import { assignmentWords } from '../bookings/device-words.ts';
import './booking-devices.css';

graphql(`
  fragment RequestedDevices on DeviceRequest {
    id
    version
    kind
    category {
      id
      name
    }
    quantity
    assigned
    state
    note
    assignments {
      id
      version
      state
      startsAt
      dueAt
      late
      handedOutAt
      returnedAt
      condition
      takenAway
      device {
        id
        serialNumber
        name
      }
      rental {
        id
        number
      }
    }
  }
`);

graphql(`
  fragment BookingDevices on Booking {
    id
    version
    kind
    status
    startsAt
    endsAt
    devicesNeeded
    devicesAssigned
    deviceRequests {
      ...RequestedDevices
    }
  }
`);

type BookingDevicesProps = {
  booking: BookingDevicesFragment;
  timeZone: string;
  onChange?: (() => void) | undefined;
};

type Request = BookingDevicesFragment['deviceRequests'][number];
type Assignment = Request['assignments'][number];

/** Shows the devices of a booking by serial number, and what each does; above them how many are still missing. */
export function BookingDevices({ booking, timeZone, onChange }: BookingDevicesProps) {
  const { deviceRequests, devicesNeeded, devicesAssigned } = booking;
  if (deviceRequests.length === 0 && !onChange) return null;
  return (
    <section className="drawer-box booking-devices" aria-labelledby="booking-devices">
      <header className="booking-devices-head">
        <h3 id="booking-devices">
          {deviceRequests.length > 1 && devicesAssigned > 0
            ? `Devices, ${devicesAssigned} of ${devicesNeeded}`
            : 'Devices'}
        </h3>
        {onChange && (
          <Button look="ghost" onClick={onChange}>
            {devicesNeeded > 0 ? 'Change' : 'Add devices'}
          </Button>
        )}
      </header>
      {deviceRequests.map((request) => (
        <RequestPart key={request.id} request={request} endsAt={booking.endsAt} timeZone={timeZone} />
      ))}
    </section>
  );
}

function RequestPart({ request, endsAt, timeZone }: { request: Request; endsAt: string; timeZone: string }) {
  const { quantity, assigned, note, assignments, category } = request;
  const words = quantityWords(quantity, preferenceOf(request), category ? [category] : []);
  return (
    <div className="booking-devices-request">
      <p>
        {assigned > 0 ? `${assigned} of ${words}` : words}
        {assigned === 0 && <span className="quiet"> · none assigned yet</span>}
      </p>
      {note && <p className="quiet">{note}</p>}
      {assignments.length > 0 && (
        <ul className="booking-devices-list" aria-label={words}>
          {assignments.map((assignment) => (
            <AssignmentLine key={assignment.id} assignment={assignment} endsAt={endsAt} timeZone={timeZone} />
          ))}
        </ul>
      )}
    </div>
  );
}

type AssignmentLineProps = { assignment: Assignment; endsAt: string; timeZone: string };

function AssignmentLine({ assignment, endsAt, timeZone }: AssignmentLineProps) {
  const { may } = useHere();
  const present = useNow();
  const { device, state, dueAt, late, rental, takenAway } = assignment;
  // It did not go along with a move: it is due back before the booking ends.
  const isDueEarlier = (state === 'OUT' || state === 'PLANNED') && Date.parse(dueAt) < Date.parse(endsAt);
  const rest = [
    takenAway ? 'taken back' : assignmentWords(assignment, present, timeZone),
    isDueEarlier && `goes back at ${momentWords(Date.parse(dueAt), present, timeZone)}`,
    rental && `rental ${rental.number}`,
  ].filter(Boolean);
  return (
    <li data-late={late || undefined} data-back={state === 'RETURNED' || undefined}>
      {may('device:read') ? (
        <Link to="/devices" search={({ tenant }) => ({ ...(tenant ? { tenant } : {}), device: device.id })}>
          {device.serialNumber}
        </Link>
      ) : (
        <span>{device.serialNumber}</span>
      )}
      <span className="booking-devices-state">{rest.join(', ')}</span>
    </li>
  );
}
