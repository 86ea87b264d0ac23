import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useCallback } from 'react';
import { Page } from '../frame/page.tsx';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useShortcuts } from '../ui/keys/shortcuts.ts';
import { AddDevices } from './add-devices.tsx';
import { CategoryDrawer } from './category-drawer.tsx';
import { CategoryTable } from './category-table.tsx';
import { noFilters } from './device-filter.ts';
import { DeviceDrawer } from './device-drawer.tsx';
import { DeviceFigureStrip } from './device-figure-strip.tsx';
import { DeviceTable } from './device-table.tsx';
import { DevicesBar } from './devices-bar.tsx';
import type { DevicesSearch } from './devices-search.ts';
import { useDeviceChanges } from './use-device-changes.ts';
import { useDeviceFigures } from './use-device-figures.ts';
import './device-fragments.ts';
import './devices.css';

const lists = [
  { value: 'devices', label: 'Devices' },
  { value: 'categories', label: 'Categories' },
] as const;

/** All devices and what each does now, the categories they are of, and the drawer in which one is looked at and changed. */
export function DevicesPage() {
  const search = useSearch({ from: '/signed-in/devices' });
  const { show, close } = useOpening();
  const { may } = useHere();
  const mayManage = may('device:manage');
  const { changes, noteSaved } = useDeviceChanges();
  const figures = useDeviceFigures(changes);
  const isOfCategories = search.categories === true;
  const add = () => show(isOfCategories ? { ...noDrawer, edit: 'new' } : { ...noDrawer, add: true });
  const addWords = isOfCategories ? 'Add a category' : 'Add devices';
  const isOpen = (search.device ?? search.edit ?? search.add) !== undefined;

  useShortcuts(
    {
      ...(mayManage ? { n: { words: addWords, run: add } } : {}),
      ...(isOpen ? { Escape: { words: 'Close panel', run: close } } : {}),
    },
    'Devices',
  );

  return (
    <Page
      title="Devices"
      needs="device:read"
      drawer={
        <OpenDrawer
          search={search}
          figures={figures}
          changes={changes}
          onSaved={noteSaved}
          onShow={show}
          onClose={close}
        />
      }
      toolbar={
        mayManage && (
          <Button look="primary" className="page-action" title={`${addWords} (N)`} aria-keyshortcuts="N" onClick={add}>
            <Plus aria-hidden="true" />
            <span>{addWords}</span>
          </Button>
        )
      }
    >
      <div className="page-bar">
        <Segmented
          label="What is listed"
          options={lists}
          value={isOfCategories ? 'categories' : 'devices'}
          onChange={(list) => show({ ...noDrawer, categories: list === 'categories' || undefined })}
        />
        {!isOfCategories && <DevicesBar search={search} categories={figures.categories} onFilter={show} />}
      </div>
      {isOfCategories ? (
        <CategoryTable
          figures={figures}
          selected={search.edit ?? null}
          onOpen={mayManage ? (edit) => show({ ...noDrawer, edit }) : null}
          onList={(filters) => show({ ...noDrawer, ...noFilters, categories: undefined, ...filters })}
        />
      ) : (
        <>
          <DeviceFigureStrip figures={figures} search={search} onFilter={show} />
          <DeviceTable
            search={search}
            changes={changes}
            onOpen={(device) => show({ ...noDrawer, device })}
            onClear={() => show(noFilters)}
          />
        </>
      )}
    </Page>
  );
}

const noDrawer = { device: undefined, edit: undefined, add: undefined } satisfies DevicesSearch;

/** Opens and closes what stands at the right, and changes what is listed, as the address says. */
function useOpening() {
  const navigate = useNavigate();
  const show = useCallback(
    (change: DevicesSearch) =>
      void navigate({ to: '/devices', search: (before: DevicesSearch) => ({ ...before, ...change }) }),
    [navigate],
  );
  const close = useCallback(() => {
    // The keyboard goes back to where it came from.
    const opener =
      document.querySelector<HTMLElement>('[data-open="true"] .row-link') ??
      document.querySelector<HTMLElement>('.page-action');
    show(noDrawer);
    opener?.focus();
  }, [show]);
  return { show, close };
}

type OpenDrawerProps = {
  search: DevicesSearch;
  figures: ReturnType<typeof useDeviceFigures>;
  changes: number;
  onSaved(): void;
  onShow(change: DevicesSearch): void;
  onClose(): void;
};

function OpenDrawer({ search, figures, changes, onSaved, onShow, onClose }: OpenDrawerProps) {
  const { may } = useHere();
  const edited = figures.categories.find(({ id }) => id === search.edit);
  if (search.add && may('device:manage'))
    return (
      <AddDevices
        categories={figures.categories}
        onAdded={(device) => {
          onSaved();
          onShow(device === null ? noDrawer : { ...noDrawer, device });
        }}
        onNewCategory={() => onShow({ ...noDrawer, categories: true, edit: 'new' })}
        onClose={onClose}
      />
    );
  if (search.edit && may('device:manage') && (search.edit === 'new' || edited))
    return <CategoryDrawer key={search.edit} category={edited ?? null} onSaved={onSaved} onClose={onClose} />;
  if (search.device)
    return (
      <DeviceDrawer
        key={search.device}
        id={search.device}
        categories={figures.categories}
        changes={changes}
        onSaved={onSaved}
        onClose={onClose}
      />
    );
  return undefined;
}
