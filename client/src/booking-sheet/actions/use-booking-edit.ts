import { useMemo } from 'react';
import { graphql } from '../../graphql/generated/gql.ts';
import { useOverCapacity } from '../../bookings/use-over-capacity.ts';
import { useTellDone } from '../../bookings/use-tell-done.ts';
import { bodyErrors, bodyOf, changedInput, isAbout, peopleOf, type BodyChange } from '../../bookings/booking-body.ts';
import { attendees } from '../../bookings/booking-words.ts';
import { noteInput, type NoteChange } from '../../bookings/fields/note-fields.tsx';
import { useFieldErrors } from '../../forms/use-field-errors.ts';
import { useAttempt } from '../../forms/use-attempt.ts';
import { seriesDone, useScope, type Scope } from '../../series/use-scope.tsx';
import { useUpdateSeries } from '../../series/use-series-change.ts';
import { alsoOnDiscard } from '../../forms/use-form-draft.ts';
import type { PanelProps } from './panel-props.ts';
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
      ...Refused
    }
  }
`);

type Edit = {
  readonly change: BodyChange;
  readonly notes: NoteChange;
  readonly scope: Scope;
  readonly acknowledgeOverCapacity: boolean;
};

const unchangedEdit: Edit = { change: {}, notes: {}, scope: 'ONE', acknowledgeOverCapacity: false };

/** Holds only what was changed here, so that others’ changes show through. */
export function useBookingEdit({ booking, onDone }: Pick<PanelProps, 'booking' | 'onDone'>) {
  const tellDone = useTellDone();
  const { draft: form, decision } = useBookingDraft('edit-booking', booking, unchangedEdit);
  const { draft, edit, discard } = form;
  const { basis } = decision;
  const { scope, field: scopeField } = useScope(booking, draft.scope, (next) =>
    edit((before) => ({ ...before, scope: next })),
  );
  const one = useAttempt(UpdateBooking, 'updateBooking');
  const several = useUpdateSeries();
  const { busy, trouble, clear } = scope === 'ONE' ? one : several;
  const fields = useFieldErrors(trouble, clear);

  const before = useMemo(() => bodyOf(basis), [basis]);
  const values = { ...before, ...draft.change };
  const people = peopleOf(values);
  /** The room that more people than before no longer fit into. */
  const tooSmall = basis.room && people > attendees(basis) && people > basis.room.capacity ? basis.room : null;
  const over = useOverCapacity({
    room: tooSmall,
    people,
    acknowledged: draft.acknowledgeOverCapacity,
    onAcknowledge: (acknowledgeOverCapacity) => edit((before) => ({ ...before, acknowledgeOverCapacity })),
  });
  // Where devices go is each booking's own.
  const { offSite, ...shared } = changedInput(draft.change, before);
  const input = {
    ...shared,
    ...noteInput(draft.notes, basis),
    ...(scope === 'ONE' && offSite !== undefined && { offSite }),
  };

  async function send(expectedVersion: number) {
    if (!fields.check(bodyErrors(values)) || !over.check()) return;
    const wholeInput = {
      ...input,
      bookingId: basis.id,
      expectedVersion,
      acknowledgeOverCapacity: draft.acknowledgeOverCapacity,
    };
    if (scope === 'ONE') {
      const { done } = await one.attempt({ input: wholeInput });
      if (!done) return;
      tellDone(`${done.booking.clientName} saved`, done.booking);
    } else {
      const { done } = await several.attempt({ input: { ...wholeInput, scope } });
      if (!done) return;
      tellDone(`${seriesDone(done.booking.clientName, done)}: saved`, done.booking);
    }
    discard();
    onDone();
  }

  return {
    form: alsoOnDiscard(form, fields.forget, over.forget),
    decision,
    scope,
    scopeField,
    busy,
    trouble,
    errors: fields.errors,
    idle: Object.keys(input).length === 0,
    values,
    over,
    send,
    changeBody: (next: BodyChange) => {
      fields.withdraw(isAbout(next));
      // That too many come was said of so many: it says nothing of more.
      const isOfPeople = 'numLearners' in next || 'numFacilitators' in next;
      edit((before) => ({
        ...before,
        ...(isOfPeople ? { acknowledgeOverCapacity: false } : {}),
        change: { ...before.change, ...next },
      }));
    },
    changeNotes: (next: NoteChange) => edit((before) => ({ ...before, notes: { ...before.notes, ...next } })),
  };
}
