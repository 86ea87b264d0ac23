import { useQuery } from 'urql';
import { DrawerForm } from '../forms/drawer-form.tsx';
import { strayErrors } from '../forms/field-errors.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useAttempt } from '../forms/use-attempt.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { OpenBookingsFragment, UserRowFragment } from '../graphql/generated/graphql.ts';
import { isUnchosen, noPerson, type PersonPick } from '../forms/person-combobox.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useToast } from '../ui/toaster.tsx';
import { DivisionBookings } from './division-bookings.tsx';
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
      ...Refused
    }
  }
`);

type Leaving = {
  /** By division. */
  readonly successors: Readonly<Record<string, PersonPick>>;
  readonly leave: boolean;
};

const nothingSettled: Leaving = { successors: {}, leave: false };

/** Finds what becomes of what is open: which divisions have a successor, how many bookings have none, and why it waits. */
function settlementOf(open: readonly OpenBookingsFragment[], { successors, leave }: Leaving) {
  const hasSuccessor = ({ tenant }: OpenBookingsFragment) => Boolean(successors[tenant.id]?.person);
  const left = open.reduce((sum, one) => (hasSuccessor(one) ? sum : sum + one.count), 0);
  const waits = whatWaits({
    unchosen: open.some(({ tenant, mayHandOver }) => mayHandOver && isUnchosen(successors[tenant.id] ?? noPerson)),
    left: leave ? 0 : left,
    mayName: open.some(({ mayHandOver }) => mayHandOver),
  });
  return { handedOver: open.filter(hasSuccessor), left, waits };
}

function handedOverWords(count: number): string {
  return count === 0 ? '' : ` ${count} ${count === 1 ? 'booking' : 'bookings'} handed over.`;
}

/** Closes an account, once it is settled what becomes of the bookings that its person asks for. */
export function ShutAccountForm({ user, onDone }: { user: UserRowFragment; onDone(): void }) {
  const toast = useToast();
  const [{ data, error, fetching }, ask] = useQuery({
    query: OpenBookingsOf,
    variables: { id: user.id },
    requestPolicy: 'network-only',
  });
  const { attempt, busy, trouble } = useAttempt(ShutAccount, 'shutAccount');
  const formDraft = useSimpleDraft('shut-account', user.id, nothingSettled);
  const { successors, leave } = formDraft.draft;
  const open = data?.node?.__typename === 'User' ? (data.node.openBookings ?? []) : undefined;
  const { handedOver, left, waits } = settlementOf(open ?? [], formDraft.draft);
  const { errors } = useFieldErrors(trouble);

  async function send() {
    const handOver = handedOver.flatMap(({ tenant }) => {
      const successor = successors[tenant.id]?.person;
      return successor ? [{ tenantId: tenant.id, toUserId: successor.id }] : [];
    });
    const { done, refusal } = await attempt({ input: { userId: user.id, handOver, leaveBookings: left > 0 && leave } });
    // More is open than was listed: another booking came meanwhile.
    if (refusal?.__typename === 'OpenBookingsError') ask({ requestPolicy: 'network-only' });
    if (!done) return;
    formDraft.discard();
    toast({
      text: `${user.displayName}’s account is closed.${handedOverWords(done.handedOver)}`,
    });
    onDone();
  }

  return (
    <DrawerForm
      of={formDraft}
      title="Close account"
      submit="Close account and end sessions"
      look="danger"
      busy={busy}
      idle={open === undefined || waits !== null}
      waits={waits}
      ready={open !== undefined}
      trouble={trouble}
      errors={errors}
      onSubmit={() => void send()}
      onBack={onDone}
      messages={
        <PeopleTrouble
          trouble={trouble}
          stray={strayErrors(
            errors,
            handedOver.map((_, index) => `handOver.${index}.toUserId`),
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
          Loading open bookings…
        </p>
      )}
      {open?.length === 0 && <p>{user.displayName} has no open bookings.</p>}
      {open?.map((one) => {
        const index = handedOver.indexOf(one);
        return (
          <DivisionBookings
            key={one.id}
            open={one}
            name={index < 0 ? `handOver.${one.tenant.id}` : `handOver.${index}.toUserId`}
            error={index < 0 ? undefined : errors[`handOver.${index}.toUserId`]}
            userId={user.id}
            pick={successors[one.tenant.id] ?? noPerson}
            onChange={(pick) =>
              formDraft.edit((before) => ({ ...before, successors: { ...before.successors, [one.tenant.id]: pick } }))
            }
          />
        );
      })}
      {left > 0 && (
        <StayingTick
          count={left}
          checked={leave}
          onChange={(checked) => formDraft.edit((before) => ({ ...before, leave: checked }))}
        />
      )}
    </DrawerForm>
  );
}

type StayingTickProps = {
  count: number;
  checked: boolean;
  onChange(checked: boolean): void;
};

/** That bookings stay with whoever may not come in any more is meant. */
function StayingTick({ count, checked, onChange }: StayingTickProps) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        name="leaveBookings"
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span>
        {count === 1 ? '1 booking stays' : `${count} bookings stay`} with the closed account. Only the Room Boss can
        change {count === 1 ? 'it' : 'them'} then.
      </span>
    </label>
  );
}
