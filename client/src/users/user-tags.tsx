import { Ban, CircleDashed, Check } from 'lucide-react';
import type { UserRowFragment } from '../graphql/generated/graphql.ts';

export function RoleTags({ roles }: Pick<UserRowFragment, 'roles'>) {
  if (roles.length === 0) return <span className="quiet">None</span>;
  return (
    <ul className="tag-list">
      {roles.map(({ role, tenant }) => (
        <li key={`${role.name} ${tenant?.id}`} className="tag">
          {role.title} {tenant && <span className="quiet">{tenant.code}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Whether they can come in: in words and with a sign, not by colour alone. */
export function StandingTag({ active, invited }: Pick<UserRowFragment, 'active' | 'invited'>) {
  if (active === false) {
    return (
      <span className="tag tag-off">
        <Ban aria-hidden="true" />
        Closed
      </span>
    );
  }
  return invited ? (
    <span className="tag tag-wait">
      <CircleDashed aria-hidden="true" />
      Invited
    </span>
  ) : (
    <span className="tag tag-good">
      <Check aria-hidden="true" />
      Active
    </span>
  );
}
