import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import type { RolesAndTenantsQuery } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';

const RolesAndTenants = graphql(`
  query RolesAndTenants {
    roles {
      name
      title
      scope
      permissions
    }
    tenants {
      id
      code
      name
    }
  }
`);

/** Every role there is, and every division it may be held for; null while they are on their way. */
export function useRolesAndTenants(): RolesAndTenantsQuery | null {
  const [{ data }] = useQuery({ query: RolesAndTenants });
  return data ?? null;
}

export type ChosenRole = {
  readonly role: string;
  readonly title: string;
  /** Null for the whole facility. */
  readonly tenant: { readonly id: string; readonly code: string } | null;
};

/** What is chosen and not added yet: names and ids, empty for none. */
export type BegunRole = {
  readonly role: string;
  readonly tenantId: string;
};

export const noRole: BegunRole = { role: '', tenantId: '' };

type RoleChoiceProps = {
  begun: BegunRole;
  /** Held or chosen already: not offered again. */
  held: readonly { readonly role: string; readonly tenantId: string | null }[];
  busy?: boolean;
  error?: string | undefined;
  onAdd(role: ChosenRole): void;
  onChange(begun: BegunRole): void;
};

/** A role and, where it is a division's, which one. Roles with rights that one does not hold say so and cannot be chosen. */
export function RoleChoice({ begun, held, busy = false, error, onAdd, onChange }: RoleChoiceProps) {
  const { may } = useHere();
  const choices = useRolesAndTenants();
  const { role: name, tenantId } = begun;
  const role = choices?.roles.find((one) => one.name === name);
  const forOne = role?.scope === 'TENANT';
  const tenant = forOne ? (choices?.tenants.find(({ id }) => id === tenantId) ?? null) : null;
  const isHeld = held.some((one) => one.role === name && one.tenantId === (tenant?.id ?? null));
  const complete = role !== undefined && (!forOne || tenant !== null) && !isHeld;

  function add() {
    if (!role || !complete) return;
    onAdd({ role: role.name, title: role.title, tenant });
  }

  return (
    <div className="role-choice">
      <Field label="Role" error={error}>
        {(wiring) => (
          <select
            {...wiring}
            className="select"
            name="role"
            value={name}
            onChange={({ target }) => onChange({ ...begun, role: target.value })}
          >
            <option value="">Choose a role</option>
            {choices?.roles.map(({ name: value, title, scope, permissions }) => {
              const grantable = permissions.every((right) => may(right));
              return (
                <option key={value} value={value} disabled={!grantable}>
                  {title}
                  {scope === 'TENANT' ? ', of a division' : ''}
                  {grantable ? '' : ' (has rights you do not hold)'}
                </option>
              );
            })}
          </select>
        )}
      </Field>
      {forOne && (
        <Field label="Division">
          {(wiring) => (
            <select
              {...wiring}
              className="select"
              name="tenantId"
              value={tenantId}
              onChange={(event) => onChange({ ...begun, tenantId: event.target.value })}
            >
              <option value="">Choose a division</option>
              {choices?.tenants.map(({ id, code, name: words }) => (
                <option key={id} value={id}>
                  {code} – {words}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Button
        busy={busy}
        aria-disabled={!complete || undefined}
        title={isHeld ? 'They already have it' : undefined}
        onClick={add}
      >
        <span>Add</span>
      </Button>
      {isHeld && <p className="field-hint">They already have it.</p>}
    </div>
  );
}
