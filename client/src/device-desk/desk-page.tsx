import { useNavigate, useSearch } from '@tanstack/react-router';
import { HandHelping, Undo2 } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { useSettled } from '../forms/use-settled.ts';
import { Page } from '../frame/page.tsx';
import { failureWords } from '../graphql/failure-words.ts';
import type { DeskRequestFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useMedia } from '../ui/use-media.ts';
import { useOnChange } from '../ui/use-on-change.ts';
import { DeskDrawer } from './desk-drawer.tsx';
import { useDeskKeys, type DeskKeys } from './desk-keys.ts';
import { deskTabs, noDrawer, todayLists, type DeskSearch, type DeskTab, type TodayList } from './desk-search.ts';
import { QueueList } from './queue-list.tsx';
import { DeskCounts } from './request-documents.ts';
import { RequestDesk } from './request-desk.tsx';
import { TodayDesk } from './today-desk.tsx';
import { useDeskChanges, useDeskQueue } from './use-desk-queue.ts';
import './device-desk.css';

const pageSize = 50;

const queueTabs = {
  today: 'PENDING',
  pending: 'PENDING',
  'off-site': 'OFF_SITE',
  conflicts: 'CONFLICTS',
  all: 'ALL',
} as const;

const noneWords: Record<DeskTab, string> = {
  today: '',
  pending: 'Every request has its devices.',
  'off-site': 'No devices are rented out.',
  conflicts: 'Nothing is in conflict.',
  all: 'No booking needs devices.',
};

/** The desk that hands out devices: today, what is wanted, and one request with its scan field. */
export function DeskPage() {
  const search = useSearch({ from: '/signed-in/device-desk' });
  const show = useShowDesk();
  const { may } = useHere();
  const navigate = useNavigate();
  const { changes, count } = useDeskChanges();
  const [first, setFirst] = useState(pageSize);
  const [typed, setTyped] = useState(search.search ?? '');
  const words = useSettled(typed.trim());
  const searchField = useRef<HTMLInputElement>(null);
  const tab = search.tab ?? 'today';
  const queue = useDeskQueue({ tab: queueTabs[tab], search: tab === 'today' ? '' : words, first }, changes);
  const counts = useDeskCounts(changes);
  const requests = queue.requests ?? noRequests;

  useEffect(() => {
    if (words !== (search.search ?? '')) show({ search: words || undefined });
  }, [words, search.search, show]);

  useOpenFirst({ search, tab, counts, requests, show });

  const openTab = (next: DeskTab) =>
    show({ ...noDrawer, tab: next === 'today' ? undefined : next, request: undefined, search: undefined });
  const close = useCallback(() => {
    show(noDrawer);
    focusScanField();
  }, [show]);

  const keys: Omit<DeskKeys, 'acts'> = {
    onStep: (by) => {
      const at = requests.findIndex(({ id }) => id === search.request);
      const next = requests[at < 0 ? 0 : at + by];
      if (!next) return;
      // Who looked for it goes on in the scan field, which takes the focus as it comes.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      if (next.id === search.request) focusScanField();
      show({ ...noDrawer, request: next.id, ...(tab === 'today' ? { tab: 'pending' } : {}) });
    },
    onTab: (number) => deskTabs[number] && openTab(deskTabs[number]),
    onLend: () => may('device:lend') && show({ drawer: 'lend', about: undefined }),
    onBringBack: () => void navigate({ to: '/device-desk/return' }),
    onSearch: () => searchField.current?.focus(),
  };

  const isToday = tab === 'today' && search.request === undefined;
  return (
    <Page
      title="Device desk"
      needs="device:read"
      drawer={search.drawer && <DeskDrawer act={search.drawer} about={search.about} onClose={close} onDone={count} />}
      toolbar={<DeskToolbar onLend={() => show({ drawer: 'lend', about: undefined })} />}
    >
      <div className="page-bar desk-bar">
        <Segmented label="Requests" options={tabOptions(counts)} value={tab} onChange={openTab} />
        {tab === 'today' ? (
          <Segmented
            label="Today"
            options={listOptions(counts)}
            value={search.list ?? 'to-hand-out'}
            onChange={(list) => show({ list: list === 'to-hand-out' ? undefined : list, request: undefined })}
          />
        ) : (
          <input
            ref={searchField}
            className="input page-search"
            type="search"
            aria-label="Search requests by client or reference"
            placeholder="Client or reference"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </div>
      {isToday ? (
        <TodayDesk
          key={search.list ?? ''}
          list={search.list ?? 'to-hand-out'}
          changes={changes}
          keys={keys}
          onDone={count}
          onOpen={(request) => show({ tab: 'all', request })}
        />
      ) : (
        <div className="desk" data-open={search.request !== undefined || undefined}>
          <div className="desk-list">
            {queue.error && !queue.requests ? (
              <FailurePanel {...failureWords(queue.error)} retrying={queue.fetching} onRetry={queue.retry} />
            ) : queue.requests ? (
              <QueueList
                requests={requests}
                chosenId={search.request}
                hasMore={queue.hasMore}
                none={words ? 'No request matches this.' : noneWords[tab]}
                onChoose={(request) => show({ ...noDrawer, request })}
                onMore={() => setFirst((before) => before + pageSize)}
              />
            ) : (
              <div className="queue-skeleton" aria-busy="true" />
            )}
          </div>
          <div className="desk-detail">
            {search.request === undefined ? (
              <NoRequest keys={keys} />
            ) : (
              <RequestDesk
                key={search.request}
                id={search.request}
                changes={changes}
                keys={keys}
                onShow={show}
                onBack={() => show({ ...noDrawer, request: undefined })}
              />
            )}
          </div>
        </div>
      )}
    </Page>
  );
}

type OpenFirstNeeds = {
  readonly search: DeskSearch;
  readonly tab: DeskTab;
  readonly counts: Counts;
  readonly requests: readonly DeskRequestFragment[];
  show: ReturnType<typeof useShowDesk>;
};

/** Opens what is most urgent where nothing is chosen: the requests once nothing is left to do today, and the first of them. */
function useOpenFirst({ search, tab, counts, requests, show }: OpenFirstNeeds): void {
  const isWide = useMedia('(min-width: 721px)');
  const mayLeaveToday = useRef(search.tab === undefined && search.list === undefined);
  const isTodayDone = counts !== undefined && isNothingToday(counts);
  useEffect(() => {
    if (!mayLeaveToday.current || counts === undefined) return;
    mayLeaveToday.current = false;
    if (tab === 'today' && isTodayDone) show({ tab: 'pending' }, 'in place');
  }, [counts, tab, isTodayDone, show]);

  const [first] = requests;
  const firstId = isWide && tab !== 'today' && search.request === undefined && !search.search ? first?.id : undefined;
  useEffect(() => {
    if (firstId !== undefined) show({ request: firstId }, 'in place');
  }, [firstId, show]);
}

function isNothingToday({ toHandOut, toBringBack, late }: NonNullable<Counts>): boolean {
  return toHandOut.totalCount + toBringBack.totalCount + late.totalCount === 0;
}

function focusScanField(): void {
  document.querySelector<HTMLElement>('.scan-input')?.focus({ preventScroll: true });
}

const noRequests: readonly DeskRequestFragment[] = [];

function NoRequest({ keys }: { readonly keys: Omit<DeskKeys, 'acts'> }) {
  useDeskKeys({ ...keys, acts: [] });
  return <p className="desk-none desk-choose">Choose a request to see which devices are free for it.</p>;
}

type Counts = ReturnType<typeof useDeskCounts>;

function useDeskCounts(changes: number) {
  const [{ data }, ask] = useQuery({ query: DeskCounts, requestPolicy: 'cache-and-network' });
  useOnChange(changes, () => ask({ requestPolicy: 'network-only' }));
  return data;
}

function withCount(words: string, count: number | undefined): string {
  return count === undefined ? words : `${words} ${count}`;
}

function tabOptions(counts: Counts): readonly { readonly value: DeskTab; readonly label: string }[] {
  return [
    { value: 'today', label: 'Today' },
    { value: 'pending', label: withCount('Pending', counts?.pending.totalCount) },
    { value: 'off-site', label: withCount('Off-site', counts?.offSite.totalCount) },
    { value: 'conflicts', label: withCount('Conflicts', counts?.conflicts.totalCount) },
    { value: 'all', label: withCount('All', counts?.all.totalCount) },
  ];
}

function listOptions(counts: Counts): readonly { readonly value: TodayList; readonly label: string }[] {
  const labels: Record<TodayList, string> = {
    'to-hand-out': withCount('To hand out', counts?.toHandOut.totalCount),
    out: withCount('Out', counts?.out.totalCount),
    'to-bring-back': withCount('To bring back', counts?.toBringBack.totalCount),
    late: withCount('Late', counts?.late.totalCount),
  };
  return todayLists.map((value) => ({ value, label: labels[value] }));
}

function DeskToolbar({ onLend }: { onLend(): void }) {
  const { may } = useHere();
  const navigate = useNavigate();
  return (
    <span className="page-action desk-actions">
      {may('device:lend') && (
        <Button title="Lend (Alt L)" onClick={onLend}>
          <HandHelping aria-hidden="true" />
          <span>Lend</span>
        </Button>
      )}
      {may('device:assign') && (
        <Button look="primary" onClick={() => void navigate({ to: '/device-desk/return' })}>
          <Undo2 aria-hidden="true" />
          <span>Bring back</span>
        </Button>
      )}
    </span>
  );
}

const historySteps: ReadonlySet<string> = new Set(['request', 'tab', 'drawer']);

/** Changes what the address of the desk says; what is opened is a step to go back to, a letter typed is not. */
function useShowDesk(): (change: DeskSearch, how?: 'in place') => void {
  const navigate = useNavigate();
  return useCallback(
    (change, how) => {
      const replace = how === 'in place' || !Object.keys(change).some((name) => historySteps.has(name));
      void navigate({ to: '/device-desk', search: (before: DeskSearch) => ({ ...before, ...change }), replace });
    },
    [navigate],
  );
}
