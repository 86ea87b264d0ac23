import { useRef, useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import { DraftNotice } from '../forms/draft-notice.tsx';
import { type FieldErrors, strayErrors } from '../forms/field-errors.ts';
import { FormGroup } from '../forms/form-group.tsx';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { ShownOnce } from '../forms/shown-once.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { alsoOnDiscard, useSimpleDraft } from '../forms/use-form-draft.ts';
import { useFormOutcome } from '../forms/use-form-outcome.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { FirstInvitationMutation, FirstRolesQuery } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';

const FirstRoles = graphql(`
  query FirstRoles {
    roles {
      name
      title
      scope
    }
    tenants {
      id
      code
      name
    }
  }
`);

const FirstInvitation = graphql(`
  mutation FirstInvitation($input: InviteUserInput!) {
    inviteUser(input: $input) {
      __typename
      ... on InviteUserPayload {
        user {
          id
          displayName
        }
        link {
          url
          mailedTo
        }
      }
      ...Refused
    }
  }
`);

type Invited = Extract<FirstInvitationMutation['inviteUser'], { __typename: 'InviteUserPayload' }>;

const blank = { displayName: '', username: '', email: '', role: '' };
const shownFields: readonly string[] = ['displayName', 'username', 'email', 'role', 'roles.*.role'];

/** Finds what is missing before anybody is asked. */
function mistakesIn({ displayName, username, role }: typeof blank): FieldErrors {
  return {
    ...(displayName.trim() === '' ? { displayName: 'Enter a name.' } : {}),
    ...(username.trim() === '' ? { username: 'Enter a username.' } : {}),
    ...(role === '' ? { role: 'Choose what they do here.' } : {}),
  };
}

/** A role as it can be chosen at once, with the division that it is held for. */
type RoleChoice = {
  readonly key: string;
  readonly words: string;
  readonly role: { readonly role: string; readonly tenantId: string | null };
};

function choicesOf({ roles, tenants }: FirstRolesQuery): readonly RoleChoice[] {
  return roles.flatMap(({ name, title, scope }): readonly RoleChoice[] =>
    scope === 'FACILITY'
      ? [{ key: name, words: title, role: { role: name, tenantId: null } }]
      : tenants.map(({ id, code }) => ({
          key: `${name} ${id}`,
          words: `${title}, ${code}`,
          role: { role: name, tenantId: id },
        })),
  );
}

/** The last step: whoever else works here. Nobody has to be invited now. */
export function FirstPeople({ onDone, onBack }: { onDone(): void; onBack(): void }) {
  const [{ data }] = useQuery({ query: FirstRoles });
  const choices = data ? choicesOf(data) : [];
  const { attempt, busy, trouble, clear } = useAttempt(FirstInvitation, 'inviteUser');
  const unsaved = useSimpleDraft('first-people', '', blank);
  const { errors, check, withdraw, forget } = useFieldErrors(trouble, clear);
  const [invited, setInvited] = useState<readonly Invited[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const sending = useFormOutcome({ form, place, errors, trouble });
  const { displayName, username, email, role } = unsaved.draft;

  function change(next: Partial<typeof blank>) {
    withdraw((path) => path in next);
    unsaved.edit((before) => ({ ...before, ...next }));
  }

  async function invite() {
    const mayBeSent = check(mistakesIn(unsaved.draft));
    sending();
    if (!mayBeSent) return;
    const { done } = await attempt({
      input: {
        displayName: displayName.trim(),
        username: username.trim(),
        email: email.trim() || null,
        roles: choices.flatMap((choice) => (choice.key === role ? choice.role : [])),
      },
    });
    if (!done) return;
    unsaved.discard();
    forget();
    setInvited((before) => [...before, done]);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!busy) void invite();
  }

  return (
    <form
      ref={form}
      className="facility-card"
      data-form={unsaved.form}
      aria-label="People"
      noValidate
      onSubmit={submit}
    >
      {invited.map((one) => (
        <InvitedPerson key={one.user.id} {...one} />
      ))}
      <DraftNotice of={alsoOnDiscard(unsaved, forget)} />
      <FormGroup title="Invite a person">
        <p className="field-hint">Now or later, under People.</p>
        <TextField
          name="displayName"
          label="Name"
          maxLength={100}
          value={displayName}
          error={errors['displayName']}
          onChange={(next) => change({ displayName: next })}
        />
        <div className="facility-row">
          <TextField
            name="username"
            label="Username"
            maxLength={100}
            autoCapitalize="none"
            spellCheck={false}
            value={username}
            error={errors['username']}
            onChange={(next) => change({ username: next })}
          />
          <TextField
            name="email"
            label="E-mail"
            type="email"
            value={email}
            error={errors['email']}
            onChange={(next) => change({ email: next })}
          />
        </div>
        <Field label="Role" error={errors['role']}>
          {(wiring) => (
            <select
              {...wiring}
              className="select"
              name="role"
              value={role}
              onChange={(event) => change({ role: event.target.value })}
            >
              <option value="">Choose a role</option>
              {choices.map(({ key, words }) => (
                <option key={key} value={key}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div ref={place}>
          {trouble && (
            <RefusedNotice
              trouble={trouble}
              stray={strayErrors(errors, shownFields)}
              busy={busy}
              onRetry={() => void invite()}
            />
          )}
        </div>
        <div>
          <Button type="submit" busy={busy}>
            <span>Invite</span>
          </Button>
        </div>
      </FormGroup>
      <footer className="facility-foot">
        <Button look="primary" onClick={onDone}>
          <span>Make the first booking</span>
        </Button>
        <Button onClick={onBack}>Back</Button>
        {data && data.tenants.length > 0 && (
          <p className="quiet">
            Bookings belong to a division: {data.tenants.map(({ code }) => code).join(' or ')}. Rename them under
            Divisions.
          </p>
        )}
      </footer>
    </form>
  );
}

function InvitedPerson({ user: { displayName }, link: { url, mailedTo } }: Invited) {
  if (!url)
    return (
      <div role="status">
        <Notice tone="info" title={`${displayName} invited.`}>
          A link was sent to {mailedTo ?? 'their address'}. It works once and expires in 30 minutes.
        </Notice>
      </div>
    );
  return (
    <ShownOnce label={`Link for ${displayName}`} text={url}>
      <strong>Copy this link for {displayName}.</strong> It won’t be shown again. It works once and expires in 30
      minutes.
    </ShownOnce>
  );
}
