import { useState } from 'react';
import { SureButton } from '../forms/sure-button.tsx';
import { fieldErrors } from '../forms/field-errors.ts';
import { useAttempt } from '../forms/use-attempt.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { LinkHandedOverFragment, UserRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { useToast } from '../ui/toaster.tsx';
import { HandedLink } from './handed-link.tsx';
import { PeopleTrouble } from './people-trouble.tsx';
import { noRole, RoleChoice, useRolesAndTenants, type ChosenRole } from './role-choice.tsx';

const GrantRole = graphql(`
  mutation GrantRole($input: RoleGrantInput!) {
    grantRole(input: $input) {
      __typename
      ... on GrantRolePayload {
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

const RevokeRole = graphql(`
  mutation RevokeRole($input: RoleGrantInput!) {
    revokeRole(input: $input) {
      __typename
      ... on RevokeRolePayload {
        user {
          ...UserRow
        }
      }
      ...Refused
    }
  }
`);

type Held = UserRowFragment['roles'][number];

function whereHeld(tenant: { readonly code: string } | null | undefined) {
  return tenant ? `for ${tenant.code}` : 'for the whole facility';
}

/** Shows what somebody may do, by their roles. A change holds from their next request, and on their open screens within seconds. */
export function UserRoles({ user }: { user: UserRowFragment }) {
  const { viewer, may } = useHere();
  const toast = useToast();
  const choices = useRolesAndTenants();
  const granting = useAttempt(GrantRole, 'grantRole');
  const revoking = useAttempt(RevokeRole, 'revokeRole');
  const [again, setAgain] = useState<{ run(): void } | null>(null);
  const formDraft = useSimpleDraft('give-role', user.id, noRole);
  const [link, setLink] = useState<LinkHandedOverFragment | null>(null);
  const trouble = revoking.trouble ?? granting.trouble;
  const errors = fieldErrors(granting.trouble);
  const administers = user.roles.some(({ role }) => role.name === 'admin');

  async function grant({ role, title, tenant }: ChosenRole) {
    revoking.clear();
    setAgain({ run: () => void grant({ role, title, tenant }) });
    const { done } = await granting.attempt({ input: { userId: user.id, role, tenantId: tenant?.id ?? null } });
    if (!done) return;
    formDraft.discard();
    setLink((before) => done.link ?? before);
    toast({ text: `${user.displayName} is ${title} ${whereHeld(tenant)}.` });
  }

  async function revoke({ role, tenant }: Held) {
    granting.clear();
    setAgain({ run: () => void revoke({ role, tenant }) });
    const { done } = await revoking.attempt({
      input: { userId: user.id, role: role.name, tenantId: tenant?.id ?? null },
    });
    if (done) toast({ text: `${user.displayName} is no longer ${role.title} ${whereHeld(tenant)}.` });
  }

  return (
    <section className="drawer-box" data-form={formDraft.form} aria-label="Roles">
      <h3>Roles</h3>
      <ul className="user-roles">
        {user.roles.map((held) => {
          const rights = choices?.roles.find(({ name }) => name === held.role.name)?.permissions ?? [];
          const takable = rights.every((right) => may(right));
          return (
            <li key={`${held.role.name} ${held.tenant?.id}`} className="user-role">
              <span>
                {held.role.title} <span className="quiet">{whereHeld(held.tenant)}</span>
              </span>
              <SureButton
                label="Remove"
                of={`${held.role.title} ${whereHeld(held.tenant)}`}
                sure="Remove role"
                disabled={!takable}
                title={takable ? undefined : 'It includes permissions that you don’t have'}
                onSure={() => void revoke(held)}
              />
            </li>
          );
        })}
        {user.roles.length === 0 && <li className="quiet">None: they can sign in but see nothing.</li>}
      </ul>
      {administers && (
        <p className="user-box-hint">
          The last administrator who can sign in keeps this role.
          {user.id === viewer.user.id ? ' This is your own account.' : ''}
        </p>
      )}
      <RoleChoice
        begun={formDraft.draft}
        onChange={(next) => formDraft.edit(() => next)}
        held={user.roles.map(({ role, tenant }) => ({ role: role.name, tenantId: tenant?.id ?? null }))}
        busy={granting.busy}
        error={errors['role'] ?? errors['tenantId']}
        onAdd={(role) => void grant(role)}
      />
      {link && (
        <>
          <p className="user-box-hint">Their earlier link no longer works with this role. Here is a new one.</p>
          <HandedLink link={link} name={user.displayName} />
        </>
      )}
      <PeopleTrouble trouble={trouble} busy={granting.busy || revoking.busy} onRetry={() => again?.run()} />
    </section>
  );
}
