import { useFieldErrors } from '../../forms/use-field-errors.ts';
import { alsoOnDiscard } from '../../forms/use-form-draft.ts';
import { useAttempt } from '../../forms/use-attempt.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import { useHere } from '../../people/here.tsx';
import { chooseFromList, noPerson, PersonCombobox, type PersonPick } from '../../forms/person-combobox.tsx';
import { useHandOverSeries } from '../../series/use-series-change.ts';
import { seriesDone, useScope, type Scope } from '../../series/use-scope.tsx';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { useBookingDraft } from './use-booking-draft.ts';
import { useTellDone } from '../../bookings/use-tell-done.ts';

const HandOverBooking = graphql(`
  mutation HandOverBooking($input: HandOverBookingInput!) {
    handOverBooking(input: $input) {
      __typename
      ... on HandOverBookingPayload {
        booking {
          ...BookingDetails
        }
      }
      ...Refused
    }
  }
`);

const shownFields: readonly string[] = ['toUserId'];
const noSuccessor: { readonly pick: PersonPick; readonly scope: Scope } = { pick: noPerson, scope: 'ONE' };

/** Gives a booking, or what is left of its series, to a colleague. */
export function HandOverPanel({ booking, onDone, children }: PanelProps) {
  const { viewer } = useHere();
  const tellDone = useTellDone();
  const { draft: formDraft, decision } = useBookingDraft('hand-over', booking, noSuccessor);
  const { edit, discard } = formDraft;
  const { person } = formDraft.draft.pick;
  const { scope, field } = useScope(booking, formDraft.draft.scope, (next) =>
    edit((before) => ({ ...before, scope: next })),
  );
  const one = useAttempt(HandOverBooking, 'handOverBooking');
  const several = useHandOverSeries();
  const { busy, trouble, clear } = scope === 'ONE' ? one : several;
  const { errors, mistakes, check, withdraw, forget } = useFieldErrors(trouble, clear);
  const isOwn = booking.requester.id === viewer.user.id;

  async function send(expectedVersion: number) {
    if (!check(person ? {} : { toUserId: chooseFromList }) || !person) return;
    const input = { bookingId: booking.id, toUserId: person.id, expectedVersion };
    if (scope === 'ONE') {
      const { done } = await one.attempt({ input });
      if (!done) return;
      tellDone(`${booking.clientName} handed over to ${person.displayName}`, done.booking);
    } else {
      const { done } = await several.attempt({ input: { ...input, scope } });
      if (!done) return;
      tellDone(`${seriesDone(booking.clientName, done)}: handed over to ${person.displayName}`, done.booking);
    }
    discard();
    onDone();
  }

  return (
    <PanelForm
      of={alsoOnDiscard(formDraft, forget)}
      title="Hand over"
      submit="Hand over"
      busy={busy}
      trouble={mistakes['toUserId'] ? null : trouble}
      errors={errors}
      shown={shownFields}
      decision={decision}
      onSend={(version) => void send(version)}
      onBack={onDone}
      sheet={children}
    >
      {field}
      <PersonCombobox
        name="toUserId"
        label="New requester"
        required
        hint={
          isOwn
            ? 'They can change or cancel it from then on, and get its notifications. You no longer can.'
            : `They can change or cancel it from then on, and get its notifications. ${booking.requester.displayName} no longer can.`
        }
        error={errors['toUserId']}
        tenantId={booking.tenant.id}
        except={booking.requester.id}
        pick={formDraft.draft.pick}
        onChange={(pick) => {
          withdraw((path) => path === 'toUserId');
          edit((before) => ({ ...before, pick }));
        }}
      />
    </PanelForm>
  );
}
