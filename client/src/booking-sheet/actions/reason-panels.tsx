import type { ReactNode } from 'react';
import type { TypedDocumentNode } from 'urql';
import type { FormName } from '../../forms/all-forms.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import type { BookingActionName, BookingReasonInput } from '../../graphql/generated/graphql.ts';
import { CancelPanel } from './cancel-panel.tsx';
import { useTellDone } from '../../bookings/use-tell-done.ts';
import type { PanelProps } from './panel-props.ts';
import type { Trouble } from '../../bookings/refusal.ts';
import { ReasonPanel, type ReasonWords } from './reason-panel.tsx';
import { UnassignRoom } from './unassign-room.ts';
import { useAttempt } from '../../forms/use-attempt.ts';
import { useBookingDraft } from './use-booking-draft.ts';

const RejectBooking = graphql(`
  mutation RejectBooking($input: BookingReasonInput!) {
    rejectBooking(input: $input) {
      __typename
      ... on RejectBookingPayload {
        booking {
          ...BookingDetails
        }
      }
      ...Refused
    }
  }
`);

const noReason = { reason: '' };

type Words = ReasonWords & {
  readonly form: FormName;

  /** What is said of the client once it is done. */
  readonly done: string;
};

type Answer =
  | { readonly __typename: `${string}Payload`; readonly booking: { readonly id: string; readonly version: number } }
  | { readonly __typename: `${string}Error` };

/** A panel for one of the mutations that take nothing but a reason. */
function panelFor<Data extends Record<Field, Answer>, Field extends keyof Data & string>(
  document: TypedDocumentNode<Data, { input: BookingReasonInput }>,
  field: Field,
  { form, done: doneWords, ...words }: Words,
): (props: PanelProps) => ReactNode {
  return function PanelWithReason({ booking, onDone, children }) {
    const tellDone = useTellDone();
    const formDraft = useBookingDraft(form, booking, noReason);
    // Which document it is, only its caller knows; all of them are of bookings.
    const { attempt, busy, trouble } = useAttempt(document, field);

    async function send(input: BookingReasonInput): Promise<boolean> {
      const { done } = await attempt({ input });
      if (done) tellDone(`${booking.clientName} ${doneWords}`, done.booking);
      return done !== null;
    }

    return (
      <ReasonPanel
        booking={booking}
        {...formDraft}
        words={words}
        busy={busy}
        trouble={trouble as Trouble | null}
        send={send}
        onDone={onDone}
      >
        {children}
      </ReasonPanel>
    );
  };
}

/** What takes something away from somebody says why: one panel, in other words. */
export const reasonPanels = {
  UNASSIGN_ROOM: panelFor(UnassignRoom, 'unassignRoom', {
    form: 'take-room-back',
    title: 'Unassign room',
    hint: 'The booking goes back to Approvals. The requester will see this reason.',
    submit: 'Unassign room',
    done: 'needs a room again',
  }),
  REJECT: panelFor(RejectBooking, 'rejectBooking', {
    form: 'reject-booking',
    title: 'Reject this booking',
    hint: 'The requester will see this reason.',
    submit: 'Reject',
    done: 'rejected',
  }),
  CANCEL: CancelPanel,
} satisfies Partial<Record<BookingActionName, (props: PanelProps) => ReactNode>>;
