import { X } from 'lucide-react';
import { useState } from 'react';
import { DrawerForm } from '../forms/drawer-form.tsx';
import { strayErrors, type FieldErrors } from '../forms/field-errors.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { alsoOnDiscard, useSimpleDraft } from '../forms/use-form-draft.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { InviteUserMutation } from '../graphql/generated/graphql.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { HandedLink } from './handed-link.tsx';
import { noRole, RoleChoice, type BegunRole, type ChosenRole } from './role-choice.tsx';
import './users.css';

const InviteUser = graphql(`
  mutation InviteUser($input: InviteUserInput!) {
    inviteUser(input: $input) {
      __typename
      ... on InviteUserPayload {
        user {
          ...UserRow
        }
        link {
          ...LinkHandedOver
        }
      }
      ...Refused
    }
  }
`);

type Invited = Extract<InviteUserMutation['inviteUser'], { __typename: 'InviteUserPayload' }>;

type InviteDrawerProps = {
  onClose(): void;
  onInvited(): void;
  onOpen(id: string): void;
};

export function InviteDrawer({ onClose, onInvited, onOpen }: InviteDrawerProps) {
  const [invited, setInvited] = useState<Invited | null>(null);
  return (
    <aside className="drawer" aria-label="Invite a person">
      <DrawerHead onClose={onClose}>
        <h2>{invited ? `${invited.user.displayName} invited` : 'Invite a person'}</h2>
      </DrawerHead>
      {invited ? (
        <>
          <div className="drawer-scroll">
            <HandedLink link={invited.link} name={invited.user.displayName} />
          </div>
          <footer className="drawer-foot">
            <Button look="primary" onClick={() => onOpen(invited.user.id)}>
              <span>Open account</span>
            </Button>
            <Button onClick={() => setInvited(null)}>Invite another</Button>
          </footer>
        </>
      ) : (
        <InviteForm
          onBack={onClose}
          onDone={(done) => {
            setInvited(done);
            onInvited();
          }}
        />
      )}
    </aside>
  );
}

const shownFields: readonly string[] = ['username', 'displayName', 'email', 'roles.*.role', 'roles.*.tenantId'];

type Invitation = {
  readonly displayName: string;
  readonly username: string;
  readonly email: string;
  readonly roles: readonly ChosenRole[];
  readonly begun: BegunRole;
};

const blankInvitation: Invitation = { displayName: '', username: '', email: '', roles: [], begun: noRole };

/** Finds what is wrong with it before anybody is asked. */
function mistakesIn({ displayName, username, begun }: Invitation): FieldErrors {
  return {
    ...(displayName.trim() === '' ? { displayName: 'Enter a name.' } : {}),
    ...(username.trim() === '' ? { username: 'Enter a username.' } : {}),
    // Whoever chose one meant it: without it they would come in and see nothing.
    ...(begun.role !== '' ? { role: 'Add this role, or choose none.' } : {}),
  };
}

function InviteForm({ onBack, onDone }: { onBack(): void; onDone(invited: Invited): void }) {
  const { attempt, busy, trouble, clear } = useAttempt(InviteUser, 'inviteUser');
  const formDraft = useSimpleDraft('invite-person', '', blankInvitation);
  const { roles, begun, ...person } = formDraft.draft;
  const { errors, check, withdraw, forget } = useFieldErrors(trouble, clear);
  const ofRoles = Object.entries(errors).find(([path]) => path.startsWith('roles.'))?.[1];

  function change(next: Partial<Invitation>) {
    withdraw((path) => path in next || ('begun' in next && path === 'role'));
    formDraft.edit((before) => ({ ...before, ...next }));
  }

  async function send() {
    if (!check(mistakesIn(formDraft.draft))) return;
    const { done } = await attempt({
      input: {
        displayName: person.displayName.trim(),
        username: person.username.trim(),
        email: person.email.trim() || null,
        roles: roles.map(({ role, tenant }) => ({ role, tenantId: tenant?.id ?? null })),
      },
    });
    if (!done) return;
    formDraft.discard();
    onDone(done);
  }

  return (
    <DrawerForm
      of={alsoOnDiscard(formDraft, forget)}
      title="Person and role"
      submit="Invite"
      busy={busy}
      trouble={trouble}
      errors={errors}
      onSubmit={() => void send()}
      onBack={onBack}
      messages={
        trouble && (
          <RefusedNotice
            trouble={trouble}
            stray={strayErrors(errors, shownFields)}
            busy={busy}
            onRetry={() => void send()}
          />
        )
      }
    >
      <TextField
        name="displayName"
        label="Name"
        required
        maxLength={100}
        value={person.displayName}
        error={errors['displayName']}
        onChange={(displayName) => change({ displayName })}
      />
      <TextField
        name="username"
        label="Username"
        required
        maxLength={100}
        autoCapitalize="none"
        spellCheck={false}
        value={person.username}
        error={errors['username']}
        hint="To sign in with: letters from a to z, digits, and . _ - @"
        onChange={(username) => change({ username })}
      />
      <TextField
        name="email"
        label="E-mail"
        type="email"
        value={person.email}
        error={errors['email']}
        hint="Links are sent here if e-mail is set up."
        onChange={(email) => change({ email })}
      />
      <InvitedRoles roles={roles} onChange={(next) => change({ roles: next })} />
      <RoleChoice
        begun={begun}
        held={roles.map(({ role, tenant }) => ({ role, tenantId: tenant?.id ?? null }))}
        error={errors['role'] ?? ofRoles}
        onAdd={(chosen) => change({ roles: [...roles, chosen], begun: noRole })}
        onChange={(next) => change({ begun: next })}
      />
    </DrawerForm>
  );
}

type InvitedRolesProps = {
  roles: readonly ChosenRole[];
  onChange(roles: readonly ChosenRole[]): void;
};

/** The roles that they will come in with. */
function InvitedRoles({ roles, onChange }: InvitedRolesProps) {
  if (roles.length === 0) return null;
  return (
    <ul className="user-roles">
      {roles.map((chosen) => (
        <li key={`${chosen.role} ${chosen.tenant?.id}`} className="user-role">
          <span>
            {chosen.title} {chosen.tenant && <span className="quiet">{chosen.tenant.code}</span>}
          </span>
          <IconButton
            label={`Leave out: ${chosen.title}`}
            onClick={() => onChange(roles.filter((other) => other !== chosen))}
          >
            <X aria-hidden="true" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
