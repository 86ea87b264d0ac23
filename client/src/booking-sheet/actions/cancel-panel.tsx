import { useAttempt } from '../../forms/use-attempt.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import type { BookingReasonInput } from '../../graphql/generated/graphql.ts';
import { seriesDone, useScope, type Scope } from '../../series/use-scope.tsx';
import { useCancelSeries } from '../../series/use-series-change.ts';
import type { PanelProps } from './panel-props.ts';
import { ReasonPanel } from './reason-panel.tsx';
import { useBookingDraft } from './use-booking-draft.ts';
import { useTellDone } from '../../bookings/use-tell-done.ts';

const CancelBooking = graphql(`
  mutation CancelBooking($input: BookingReasonInput!) {
    cancelBooking(input: $input) {
      __typename
      ... on CancelBookingPayload {
        booking {
          ...BookingDetails
        }
      }
      ...Refused
    }
  }
`);

const oneWords = {
  title: 'Cancel this booking',
  hint: 'Frees the room. The requester will see this reason.',
  submit: 'Cancel booking',
};
const severalWords = {
  title: 'Cancel these bookings',
  hint: 'Frees the rooms. The requesters will see this reason.',
  submit: 'Cancel bookings',
};

const noReason: { readonly reason: string; readonly scope: Scope } = { reason: '', scope: 'ONE' };

/** Calls a booking off, or what is left of its series. */
export function CancelPanel({ booking, onDone, children }: PanelProps) {
  const tellDone = useTellDone();
  const formDraft = useBookingDraft('cancel-booking', booking, noReason);
  const { draft, edit } = formDraft.draft;
  const { scope, field } = useScope(booking, draft.scope, (next) => edit((before) => ({ ...before, scope: next })));
  const one = useAttempt(CancelBooking, 'cancelBooking');
  const several = useCancelSeries();
  const { busy, trouble } = scope === 'ONE' ? one : several;

  async function send(input: BookingReasonInput): Promise<boolean> {
    if (scope === 'ONE') {
      const { done } = await one.attempt({ input });
      if (done) tellDone(`${booking.clientName} cancelled`, done.booking);
      return done !== null;
    }
    const { done } = await several.attempt({ input: { ...input, scope } });
    if (done) tellDone(`${seriesDone(booking.clientName, done)}: cancelled`, done.booking);
    return done !== null;
  }

  return (
    <ReasonPanel
      booking={booking}
      {...formDraft}
      words={scope === 'ONE' ? oneWords : severalWords}
      busy={busy}
      trouble={trouble}
      send={send}
      onDone={onDone}
      first={field}
    >
      {children}
    </ReasonPanel>
  );
}
