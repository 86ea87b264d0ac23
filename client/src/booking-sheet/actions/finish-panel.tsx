import { useHere } from '../../people/here.tsx';
import { graphql } from '../../graphql/generated/gql.ts';
import { useAttempt } from '../../forms/use-attempt.ts';
import { timeWords } from '../../time/words.ts';
import { Notice } from '../../ui/notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { useDecision } from '../../bookings/use-decision.ts';
import { useTellDone } from '../../bookings/use-tell-done.ts';

const FinishBooking = graphql(`
  mutation FinishBooking($input: BookingRefInput!) {
    finishBooking(input: $input) {
      __typename
      ... on FinishBookingPayload {
        booking {
          ...BookingDetails
        }
      }
      ...Refused
    }
  }
`);

const minuteMs = 60_000;
const noErrors = {};
const shownFields: readonly string[] = [];

/** It is over sooner: the room goes to whoever needs it. */
export function FinishPanel({ booking, onDone, children }: PanelProps) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const tellDone = useTellDone();
  const decision = useDecision(booking);
  const { basis } = decision;
  const { attempt, busy, trouble } = useAttempt(FinishBooking, 'finishBooking');
  const end = timeWords(Math.ceil(now / minuteMs) * minuteMs, timeZone);
  const clearing =
    basis.room && booking.teardownMinutes > 0 ? `, after ${booking.teardownMinutes} minutes of teardown` : '';

  async function send(expectedVersion: number) {
    const { done } = await attempt({ input: { bookingId: basis.id, expectedVersion } });
    if (!done) return;
    tellDone(`${basis.clientName} ended at ${timeWords(Date.parse(done.booking.endsAt), timeZone)}`, done.booking);
    onDone();
  }

  return (
    <PanelForm
      of={null}
      title="Finish early"
      submit="Finish now"
      busy={busy}
      trouble={trouble}
      errors={noErrors}
      shown={shownFields}
      decision={decision}
      onSend={(version) => void send(version)}
      onBack={onDone}
      sheet={children}
    >
      <Notice tone="info" title={`Ends at ${end} instead of ${timeWords(Date.parse(basis.endsAt), timeZone)}.`}>
        {basis.room ? `${basis.room.name} is free from then on${clearing}.` : 'No room is affected.'}
      </Notice>
    </PanelForm>
  );
}
