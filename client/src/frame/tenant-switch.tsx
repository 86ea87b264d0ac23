import { useSearch } from '@tanstack/react-router';
import { Check, ChevronDown } from 'lucide-react';
import { useHere } from '../people/here.tsx';
import { useGoTo } from '../links/go-to.ts';
import { Menu } from '../ui/menu.tsx';
import './tenant-switch.css';

const allDivisions = { code: null, name: 'All divisions' };

/** Which division is shown in full, for those with several. The address remembers it, from page to page. */
export function TenantSwitch() {
  const { tenants } = useHere().viewer;
  const { tenant } = useSearch({ strict: false });
  const goTo = useGoTo();
  if (tenants.length < 2) return null;

  const chosen = tenants.find(({ code }) => code === tenant) ?? allDivisions;
  const words = chosen.code ?? chosen.name;

  return (
    <Menu
      list
      align="start"
      label={`${words}: division shown`}
      className="button tenant-switch"
      trigger={
        <>
          <span className="tenant-switch-words">{words}</span>
          <ChevronDown aria-hidden="true" />
        </>
      }
    >
      {[allDivisions, ...tenants].map(({ code, name }) => (
        <button
          key={code}
          type="button"
          role="menuitemradio"
          aria-checked={code === chosen.code}
          tabIndex={-1}
          className="menu-item tenant-option"
          onClick={() => goTo.tenant(code)}
        >
          {code && <span className="tenant-code">{code}</span>}
          <span className={code ? 'quiet' : 'tenant-code'}>{name}</span>
          {code === chosen.code && <Check aria-hidden="true" />}
        </button>
      ))}
    </Menu>
  );
}
