import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { Page } from '../frame/page.tsx';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useShortcuts } from '../ui/keys/shortcuts.ts';
import { TenantDrawer } from './tenant-drawer.tsx';
import type { TenantsSearch } from './tenants-search.ts';

const AllTenants = graphql(`
  query AllTenants {
    tenants {
      id
      code
      name
    }
  }
`);

/** The divisions: each has books of its own, and shares the rooms with the others. */
export function TenantsPage() {
  const search = useSearch({ from: '/signed-in/tenants' });
  const navigate = useNavigate();
  const show = useCallback(
    (change: TenantsSearch) =>
      void navigate({ to: '/tenants', search: (before: TenantsSearch) => ({ ...before, ...change }) }),
    [navigate],
  );
  const close = useCallback(() => {
    // The keyboard goes back to where it came from.
    const opener =
      document.querySelector<HTMLElement>('[data-open="true"] button') ??
      document.querySelector<HTMLElement>('.page-action');
    show({ edit: undefined, new: undefined });
    opener?.focus();
  }, [show]);
  const add = () => show({ edit: undefined, new: true });
  const [{ data, error, fetching }, ask] = useQuery({ query: AllTenants, requestPolicy: 'cache-and-network' });
  const again = () => ask({ requestPolicy: 'network-only' });
  const edited = data?.tenants.find(({ id }) => id === search.edit) ?? null;

  useShortcuts(
    {
      n: { words: 'New division', run: add },
      ...(search.edit || search.new ? { Escape: { words: 'Close panel', run: close } } : {}),
    },
    'Divisions',
  );

  return (
    <Page
      title="Divisions"
      needs="tenant:manage"
      toolbar={
        <Button look="primary" className="page-action" title="New division (N)" aria-keyshortcuts="N" onClick={add}>
          <Plus aria-hidden="true" />
          <span>New division</span>
        </Button>
      }
      drawer={
        (search.new ?? edited) ? (
          <TenantDrawer key={edited?.id} tenant={edited} onSaved={again} onClose={close} />
        ) : undefined
      }
    >
      <div className="page-scroll">
        {error && !data ? (
          <FailurePanel {...failureWords(error)} retrying={fetching} onRetry={again} />
        ) : (
          <table className="data-table cards" aria-label="Divisions" aria-busy={!data}>
            <thead>
              <tr>
                <th scope="col">Code</th>
                <th scope="col">Name</th>
              </tr>
            </thead>
            <tbody>
              {data?.tenants.map(({ id, code, name }) => (
                <tr key={id} data-open={id === search.edit}>
                  <td>
                    <button
                      type="button"
                      className="row-link"
                      aria-expanded={id === search.edit}
                      onClick={() => show({ edit: id, new: undefined })}
                    >
                      {code}
                    </button>
                  </td>
                  <td>{name}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Page>
  );
}
