import { useMemo } from 'react';
import {
  areSameLines,
  lineErrors,
  linePathOf,
  linesInput,
  linesOf,
  type DeviceLine,
} from '../../bookings/device-lines.ts';
import { useTellDone } from '../../bookings/use-tell-done.ts';
import type { AboutFields } from '../../forms/field-errors.ts';
import { useAttempt } from '../../forms/use-attempt.ts';
import { useFieldErrors } from '../../forms/use-field-errors.ts';
import { alsoOnDiscard } from '../../forms/use-form-draft.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import type { PanelProps } from './panel-props.ts';
import { useBookingDraft } from './use-booking-draft.ts';

const SetDeviceRequests = graphql(`
  mutation SetDeviceRequests($input: SetDeviceRequestsInput!) {
    setDeviceRequests(input: $input) {
      __typename
      ... on SetDeviceRequestsPayload {
        booking {
          ...BookingDetails
        }
      }
      ...Refused
    }
  }
`);

type PreferencesDraft = {
  /** Null while nothing was changed. */
  readonly lines: readonly DeviceLine[] | null;
};

const unchangedPreferences: PreferencesDraft = { lines: null };

/** Holds how many devices of which preference a booking is to have instead. */
export function useDevicePreferences({ booking, onDone }: Pick<PanelProps, 'booking' | 'onDone'>) {
  const tellDone = useTellDone();
  const { draft: form, decision } = useBookingDraft('booking-devices', booking, unchangedPreferences);
  const { basis } = decision;
  const { attempt, busy, trouble, clear } = useAttempt(SetDeviceRequests, 'setDeviceRequests');
  const before = useMemo(() => linesOf(basis.deviceRequests), [basis]);
  const lines = form.draft.lines ?? before;
  const fields = useFieldErrors(
    useMemo(() => atLines(trouble, lines), [trouble, lines]),
    clear,
  );

  async function send(expectedVersion: number) {
    if (!fields.check(lineErrors(lines, basis.kind === 'DEVICES_ONLY'))) return;
    const { done } = await attempt({
      input: { bookingId: basis.id, expectedVersion, requests: linesInput(lines) },
    });
    if (!done) return;
    form.discard();
    tellDone(`${done.booking.clientName}: devices are changed`, done.booking);
    onDone();
  }

  return {
    form: alsoOnDiscard(form, fields.forget),
    decision,
    busy,
    trouble,
    errors: fields.errors,
    lines,
    idle: areSameLines(lines, before),
    send: (version: number) => void send(version),
    changeLines(next: readonly DeviceLine[]) {
      fields.forget();
      form.edit(() => ({ lines: next }));
    },
  };
}

/** The server numbers the requests that were sent; the form numbers its lines. */
function atLines(refusal: AboutFields | null, lines: readonly DeviceLine[]): AboutFields | null {
  if (!refusal?.fields) return refusal;
  const fields = refusal.fields.map(({ path, message }) => ({ path: linePathOf(path, 'requests', lines), message }));
  return { ...refusal, fields };
}
