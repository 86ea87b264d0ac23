import { useMemo, useState } from 'react';
import { graphql } from '../../graphql/generated/gql.ts';
import { useHere } from '../../people/here.tsx';
import { lastDayOf } from '../../time/day.ts';
import { intervalOf } from '../../time/interval.ts';
import { useTellDone } from '../../bookings/use-tell-done.ts';
import {
  bodyFields,
  bodyErrors,
  bodyOf,
  changedInput,
  isAbout,
  peopleOf,
  type BodyChange,
} from '../../bookings/booking-body.ts';
import { attendees } from '../../bookings/booking-words.ts';
import { CateringFields } from '../../bookings/fields/catering-fields.tsx';
import { ClientFields } from '../../bookings/fields/client-fields.tsx';
import { DeviceFields } from '../../bookings/fields/device-fields.tsx';
import { fieldErrors, withoutErrors, type FieldErrors } from '../../forms/field-errors.ts';
import { FormGroup } from '../../forms/form-group.tsx';
import { menuFor } from '../../bookings/kitchen-menu.ts';
import { NoteFields, noteInput, type NoteChange } from '../../bookings/fields/note-fields.tsx';
import { OverCapacityTick } from '../../bookings/over-capacity-tick.tsx';
import { OffSiteFields } from '../../bookings/fields/off-site-fields.tsx';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { PeopleFields } from '../../bookings/fields/people-fields.tsx';
import { SuppliesFields } from '../../bookings/fields/supplies-fields.tsx';
import { useAttempt } from '../../forms/use-attempt.ts';
import { seriesDone, useScope, type Scope } from '../../series/use-scope.tsx';
import { useUpdateSeries } from '../../series/use-series-change.ts';
import { useBookingDraft } from './use-booking-draft.ts';

const UpdateBooking = graphql(`
  mutation UpdateBooking($input: UpdateBookingInput!) {
    updateBooking(input: $input) {
      __typename
      ... on UpdateBookingPayload {
        booking {
          ...BookingDetails
        }
      }
      ...RefusedInput
      ...RefusedRight
      ...RefusedAsGone
      ...RefusedStatus
      ...RefusedAsStale
      ...RefusedAsBusy
    }
  }
`);

const noErrors: FieldErrors = {};
type Edit = {
  readonly change: BodyChange;
  readonly notes: NoteChange;
  readonly scope: Scope;
  readonly acknowledgeOverCapacity: boolean;
};

const unchangedEdit: Edit = { change: {}, notes: {}, scope: 'ONE', acknowledgeOverCapacity: false };

const shownFields: readonly string[] = [...bodyFields, 'requestedRoomId', 'notes', 'bossNotes'];

/** Everything but room and time. Holds only what was changed here, so that others’ changes show through. */
export function EditPanel({ booking, rooms, onDone, children }: PanelProps) {
  const { facility, may } = useHere();
  const tellDone = useTellDone();
  const { draft: kept, decided } = useBookingDraft('edit-booking', booking, unchangedEdit);
  const { edit, discard } = kept;
  const { change, notes, acknowledgeOverCapacity } = kept.draft;
  const { seen } = decided;
  const { scope, field: scopeField } = useScope(booking, kept.draft.scope, (next) =>
    edit((before) => ({ ...before, scope: next })),
  );
  const one = useAttempt(UpdateBooking, 'updateBooking');
  const several = useUpdateSeries();
  const { busy, trouble } = scope === 'ONE' ? one : several;
  const [asked, setAsked] = useState(false);
  const [own, setOwn] = useState(noErrors);

  const before = useMemo(() => bodyOf(seen), [seen]);
  const values = { ...before, ...change };
  const people = peopleOf(values);
  const over = seen.room != null && people > attendees(seen) && people > seen.room.capacity;
  // Where devices go is each booking's own.
  const { offSite, ...shared } = changedInput(change, before);
  const input = { ...shared, ...noteInput(notes, seen), ...(scope === 'ONE' && offSite !== undefined && { offSite }) };
  const errors = useMemo(() => ({ ...fieldErrors(trouble), ...own }), [trouble, own]);
  const fields = {
    values,
    errors,
    onChange: (next: BodyChange) => {
      setOwn((errors) => withoutErrors(errors, isAbout(next)));
      edit((before) => ({ ...before, change: { ...before.change, ...next } }));
    },
  };

  async function send(expectedVersion: number) {
    const mistakes = bodyErrors(values);
    setOwn(mistakes);
    if (Object.keys(mistakes).length > 0) return;
    if (over && !acknowledgeOverCapacity) return setAsked(true);
    const wanted = { ...input, bookingId: seen.id, expectedVersion, acknowledgeOverCapacity };
    if (scope === 'ONE') {
      const { done } = await one.attempt({ input: wanted });
      if (!done) return;
      tellDone(`${done.booking.clientName} is saved`, done.booking);
    } else {
      const { done } = await several.attempt({ input: { ...wanted, scope } });
      if (!done) return;
      tellDone(`${seriesDone(done.booking.clientName, done)}: saved`, done.booking);
    }
    discard();
    onDone();
  }

  return (
    <PanelForm
      of={{
        ...kept,
        discard: () => {
          setOwn(noErrors);
          discard();
        },
      }}
      title="Edit"
      submit="Save"
      busy={busy}
      idle={Object.keys(input).length === 0}
      trouble={trouble}
      errors={errors}
      shown={shownFields}
      seen={decided}
      onSend={(version) => void send(version)}
      onBack={onDone}
      sheet={children}
    >
      {scopeField}
      <FormGroup title="Client">
        <ClientFields {...fields} />
      </FormGroup>
      <FormGroup title="People">
        <PeopleFields {...fields} />
        {seen.room && over && (
          <OverCapacityTick
            room={seen.room}
            people={people}
            checked={acknowledgeOverCapacity}
            asked={asked}
            onChange={(isMeant) => edit((before) => ({ ...before, acknowledgeOverCapacity: isMeant }))}
          />
        )}
      </FormGroup>
      <FormGroup title="Catering">
        <CateringFields
          {...fields}
          menus={[menuFor(values.lunchCatering, intervalOf(seen.startsAt, seen.endsAt), facility.timeZone)]}
        />
      </FormGroup>
      <FormGroup title="Supplies">
        <SuppliesFields {...fields} />
      </FormGroup>
      <FormGroup title="Devices">
        <DeviceFields {...fields} required={seen.kind === 'DEVICES_ONLY'} />
        {seen.kind === 'DEVICES_ONLY' && scope === 'ONE' && (
          <OffSiteFields {...fields} until={lastDayOf(intervalOf(seen.startsAt, seen.endsAt), facility.timeZone)} />
        )}
        {seen.kind === 'DEVICES_ONLY' && scope !== 'ONE' && (
          <p className="quiet">Where devices go that leave the building is said of each booking by itself.</p>
        )}
      </FormGroup>
      <FormGroup title="Wish and notes">
        <NoteFields
          seen={seen}
          rooms={rooms}
          people={people}
          boss={may('booking:update')}
          change={notes}
          errors={errors}
          onChange={(next) => edit((before) => ({ ...before, notes: { ...before.notes, ...next } }))}
        />
      </FormGroup>
    </PanelForm>
  );
}
