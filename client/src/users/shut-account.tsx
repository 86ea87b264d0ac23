import { useMemo } from 'react';
import { useQuery } from 'urql';
import { DrawerForm } from '../forms/drawer-form.tsx';
import { fieldErrors, strayErrors } from '../forms/field-errors.ts';
import { useAttempt } from '../forms/use-attempt.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { OpenBookingsFragment, UserRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { isUnchosen, noPerson, PersonCombobox, type PersonPick } from '../forms/person-combobox.tsx';
import { intervalOf } from '../time/interval.ts';
import { dayWords, whenWords } from '../time/words.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useToast } from '../ui/toaster.tsx';
import { openBookingLines } from './open-booking-lines.ts';
import { whatWaits } from './what-waits.ts';
import { PeopleTrouble } from './people-trouble.tsx';
import './shut-account.css';

graphql(`
  fragment OpenBookings on OpenBookings {
    id
    tenant {
      id
      code
      name
    }
    count
    hidden
    mayHandOver
    bookings(first: 100) {
      id
      version
      clientName
      startsAt
      endsAt
      series {
        id
        rule
      }
    }
  }
`);

const OpenBookingsOf = graphql(`
  query OpenBookingsOf($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on User {
        openBookings {
          ...OpenBookings
        }
      }
    }
  }
`);

const ShutAccount = graphql(`
  mutation ShutAccount($input: ShutAccountInput!) {
    shutAccount(input: $input) {
      __typename
      ... on ShutAccountPayload {
        user {
          ...UserRow
        }
        handedOver
      }
      ...RefusedInput
      ...RefusedRight
      ...RefusedAsGone
      ...RefusedLastAdministrator
      ... on OpenBookingsError {
        message
      }
      ...RefusedAsBusy
    }
  }
`);

type Leaving = {
  /** By division. */
  readonly successors: Readonly<Record<string, PersonPick>>;
  readonly leave: boolean;
};

const nothingSettled: Leaving = { successors: {}, leave: false };

/** Closes an account, once it is settled what becomes of the bookings that its person asks for. */
export function ShutAccountForm({ user, onDone }: { user: UserRowFragment; onDone(): void }) {
  const toast = useToast();
  const [{ data, error, fetching }, ask] = useQuery({
    query: OpenBookingsOf,
    variables: { id: user.id },
    requestPolicy: 'network-only',
  });
  const { attempt, busy, trouble } = useAttempt(ShutAccount, 'shutAccount');
  const kept = useSimpleDraft('shut-account', user.id, nothingSettled);
  const { successors, leave } = kept.draft;
  const successorIn = (tenantId: string) => successors[tenantId]?.person;
  const open = data?.node?.__typename === 'User' ? (data.node.openBookings ?? []) : undefined;
  const named = (open ?? []).filter(({ tenant }) => successorIn(tenant.id));
  const left = (open ?? []).reduce((sum, { tenant, count }) => (successorIn(tenant.id) ? sum : sum + count), 0);
  const unchosen = (open ?? []).some(
    ({ tenant, mayHandOver }) => mayHandOver && isUnchosen(successors[tenant.id] ?? noPerson),
  );
  const waits = whatWaits({
    unchosen,
    left: leave ? 0 : left,
    mayName: (open ?? []).some(({ mayHandOver }) => mayHandOver),
  });
  const errors = useMemo(() => fieldErrors(trouble), [trouble]);

  async function send() {
    const handOver = named.flatMap(({ tenant }) => {
      const successor = successorIn(tenant.id);
      return successor ? [{ tenantId: tenant.id, toUserId: successor.id }] : [];
    });
    const { done, refusal } = await attempt({ input: { userId: user.id, handOver, leaveBookings: left > 0 && leave } });
    // More is open than was listed: another booking came meanwhile.
    if (refusal?.__typename === 'OpenBookingsError') ask({ requestPolicy: 'network-only' });
    if (!done) return;
    kept.discard();
    const handed =
      done.handedOver === 0
        ? ''
        : ` ${done.handedOver} ${done.handedOver === 1 ? 'booking is' : 'bookings are'} handed over.`;
    toast({ text: `${user.displayName} is signed out everywhere and may not come in.${handed}` });
    onDone();
  }

  return (
    <DrawerForm
      of={kept}
      title="Close the account"
      submit="Close it and end all sessions"
      look="danger"
      busy={busy}
      idle={open === undefined || waits !== null}
      waits={waits}
      ready={open !== undefined}
      trouble={trouble}
      errors={errors}
      onSubmit={() => void send()}
      onBack={onDone}
      said={
        <PeopleTrouble
          trouble={trouble}
          stray={strayErrors(
            errors,
            named.map((_, index) => `handOver.${index}.toUserId`),
          )}
          busy={busy}
          onRetry={() => void send()}
        />
      }
    >
      {open === undefined && error && (
        <FailurePanel
          {...failureWords(error)}
          retrying={fetching}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      {open === undefined && !error && (
        <p role="status" className="quiet">
          Looking for open bookings …
        </p>
      )}
      {open?.length === 0 && <p>{user.displayName} has no open bookings.</p>}
      {open?.map((one) => {
        const index = named.indexOf(one);
        return (
          <fieldset key={one.id} className="open-bookings">
            <legend>
              {one.tenant.name}: {one.count} open {one.count === 1 ? 'booking' : 'bookings'}
            </legend>
            <OpenLines {...one} />
            {one.mayHandOver ? (
              <PersonCombobox
                name={index < 0 ? `handOver.${one.tenant.id}` : `handOver.${index}.toUserId`}
                label="Hand over to"
                error={index < 0 ? undefined : errors[`handOver.${index}.toUserId`]}
                tenantId={one.tenant.id}
                except={user.id}
                pick={successors[one.tenant.id] ?? noPerson}
                onChange={(pick) =>
                  kept.edit((before) => ({ ...before, successors: { ...before.successors, [one.tenant.id]: pick } }))
                }
              />
            ) : (
              <p className="quiet">You may not hand these over. A Room Boss can.</p>
            )}
          </fieldset>
        );
      })}
      {left > 0 && (
        <label className="tick">
          <input
            type="checkbox"
            name="leaveBookings"
            checked={leave}
            onChange={({ target }) => kept.edit((before) => ({ ...before, leave: target.checked }))}
          />
          <span>
            {left === 1 ? '1 booking stays' : `${left} bookings stay`} with the closed account. Only the Room Boss can
            change {left === 1 ? 'it' : 'them'} then.
          </span>
        </label>
      )}
    </DrawerForm>
  );
}

function OpenLines({ bookings, hidden, count }: Pick<OpenBookingsFragment, 'bookings' | 'hidden' | 'count'>) {
  const { timeZone } = useHere().facility;
  const lines = openBookingLines(bookings);
  const more = count - hidden - bookings.length;
  return (
    <>
      {lines.length > 0 && (
        // Long lists scroll, so they can be reached by Tab.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ul className="open-booking-lines" tabIndex={0} aria-label="Open bookings">
          {lines.map(({ id, clientName, startsAt, endsAt, rule, times, last }) => (
            <li key={id}>
              <strong>{clientName}</strong>{' '}
              <span className="quiet">
                {rule === null
                  ? whenWords(intervalOf(startsAt, endsAt), timeZone)
                  : `${times} × ${rule}, until ${dayWords(Date.parse(last), timeZone)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p className="quiet">And {more} more, later.</p>}
      {hidden > 0 && <p className="quiet">{hidden === 1 ? 'It is' : 'They are'} not yours to see.</p>}
    </>
  );
}
