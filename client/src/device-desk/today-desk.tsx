import { useRef, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import type { DeskAssignmentFragment, DeskList } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { hourMs } from '../time/interval.ts';
import { now as present } from '../time/now.ts';
import { momentWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useNow } from '../ui/use-now.ts';
import { useOnChange } from '../ui/use-on-change.ts';
import { isInBasket, type Basket, type BasketItem } from './basket.ts';
import { countWords, listWords } from './desk-facts.ts';
import { useDeskKeys, type DeskKeys } from './desk-keys.ts';
import type { TodayList } from './desk-search.ts';
import { DeskTroubleNotice } from './desk-trouble.tsx';
import type { ScanLine } from './desk-state.ts';
import { judgeToday, todayItem } from './judge-today.ts';
import { DeskAssignments } from './request-documents.ts';
import { OfferButton, ScanBar } from './scan-bar.tsx';
import { groupByBooking, type TodayGroup } from './today-groups.ts';
import { useDeskActs, useTellMoved } from './use-desk-acts.ts';
import { useDeskScanner } from './use-desk-scanner.ts';

const listNames: Record<TodayList, DeskList> = {
  'to-hand-out': 'TO_HAND_OUT',
  out: 'OUT',
  'to-bring-back': 'TO_BRING_BACK',
  late: 'LATE',
};

const noneWords: Record<TodayList, string> = {
  'to-hand-out': 'Nothing is left to hand out today.',
  out: 'No device is out.',
  'to-bring-back': 'Nothing comes back today.',
  late: 'Nothing is late.',
};

/** A morning is not longer than this, and one page holds it. */
const mostAssignments = 100;

type TodayDeskProps = {
  readonly list: TodayList;
  readonly changes: number;
  readonly keys: Omit<DeskKeys, 'acts'>;
  onDone(): void;
  onOpen(requestId: string): void;
};

/** A list of today: what is scanned or clicked is handed out, or comes back, across bookings. Keyed by its list. */
export function TodayDesk({ list, changes, keys, onDone, onOpen }: TodayDeskProps) {
  const { facility, may } = useHere();
  const { timeZone } = facility;
  const now = useNow();
  const field = useRef<HTMLInputElement>(null);
  const [{ data, error, fetching }, ask] = useQuery({
    query: DeskAssignments,
    variables: { list: listNames[list], search: null, first: mostAssignments },
    requestPolicy: 'cache-and-network',
  });
  const retry = () => ask({ requestPolicy: 'network-only' });
  useOnChange(changes, retry);
  const assignments = data?.deviceAssignments.edges.map(({ node }) => node) ?? noAssignments;
  const { state, dispatch, scan, actAfterScans, waiting } = useDeskScanner({
    spanNow: () => ({ from: new Date(present()).toISOString(), to: new Date(present() + hourMs).toISOString() }),
    judge: (code, devices) => judgeToday(code, devices, { list, assignments, now, timeZone }),
    act: () => run(),
  });
  const acts = useDeskActs();
  const done = () => {
    retry();
    onDone();
  };
  const tell = useTellMoved(done);
  const { basket } = state;
  const isHandOut = list === 'to-hand-out';
  const verb = isHandOut ? 'Hand out' : 'Bring back';

  async function send(items: Basket): Promise<void> {
    acts.remember(() => void send(items));
    if (items.length === 0) return dispatch({ type: 'say', words: 'Nothing is selected. Scan a device first.' });
    const answer = isHandOut
      ? await acts.handOut({ input: { assignmentIds: items.flatMap(({ assignmentId }) => assignmentId ?? []) } })
      : await acts.bringBack({
          input: { items: items.map(({ deviceId }) => ({ deviceId, condition: 'GOOD' as const })) },
        });
    if (!answer.done) return;
    const words = `${listWords(items.map(({ serialNumber }) => serialNumber))} ${isHandOut ? 'handed out' : items.length === 1 ? 'is back' : 'are back'}.`;
    dispatch({ type: 'drop', deviceIds: items.map(({ deviceId }) => deviceId) });
    dispatch({ type: 'say', words });
    tell(words, answer.done.moves);
    done();
    field.current?.focus({ preventScroll: true });
  }

  function run() {
    void send(basket);
  }
  useDeskKeys({
    ...keys,
    acts: may('device:assign')
      ? [{ key: isHandOut ? 'h' : 'b', words: `${verb} what is selected`, run: () => actAfterScans('first') }]
      : [],
  });

  function toggle(items: readonly BasketItem[]) {
    const isAllIn = items.every(({ deviceId }) => isInBasket(basket, deviceId));
    if (isAllIn || items.length === 1) for (const item of items) dispatch({ type: 'toggle', item });
    else dispatch({ type: 'select', items });
    field.current?.focus({ preventScroll: true });
  }

  return (
    <section className="today-desk" aria-label="Today">
      <div className="today-scroll" aria-busy={!data}>
        {error && !data ? (
          <FailurePanel {...failureWords(error)} retrying={fetching} onRetry={retry} />
        ) : data && assignments.length === 0 ? (
          <p className="desk-none">{noneWords[list]}</p>
        ) : (
          groupByBooking(assignments).map((group) => (
            <TodayBooking
              key={group.id}
              group={group}
              list={list}
              basket={basket}
              mayAct={may('device:assign')}
              onToggle={toggle}
              onOpen={onOpen}
            />
          ))
        )}
      </div>
      {may('device:assign') && (
        <div className="request-foot">
          {acts.trouble && (
            <DeskTroubleNotice
              trouble={acts.trouble}
              busy={acts.busy}
              leftWithout={(ids) => basket.filter(({ deviceId }) => !ids.includes(deviceId)).length}
              onWithout={(ids) => {
                dispatch({ type: 'drop', deviceIds: ids });
                void send(basket.filter(({ deviceId }) => !ids.includes(deviceId)));
              }}
              onInstead={() => acts.clear()}
              onRelease={null}
              onRetry={() => acts.again?.run()}
              onDismiss={acts.clear}
            />
          )}
          <ScanBar
            field={field}
            state={state}
            waiting={waiting}
            selection={basket.length === 0 ? null : `${countWords(basket.length)} selected`}
            onScan={scan}
            onEnter={() => actAfterScans('first')}
            onTakeBack={() => dispatch({ type: 'take-back' })}
            onDismiss={(id) => {
              dispatch({ type: 'dismiss', id });
              field.current?.focus({ preventScroll: true });
            }}
            showOffer={(line) => todayOffer(line, dispatch, scan)}
            actions={
              basket.length > 0 && (
                <Button look="primary" busy={acts.busy} onClick={run}>
                  <span>
                    {verb} {basket.length}
                  </span>
                </Button>
              )
            }
          />
        </div>
      )}
    </section>
  );
}

const noAssignments: readonly DeskAssignmentFragment[] = [];

/** What can be done about a refused scan, each as one click. */
function todayOffer(
  line: ScanLine,
  onChoose: ReturnType<typeof useDeskScanner>['dispatch'],
  onAgain: (code: string) => void,
): ReactNode {
  const { offer } = line;
  if (offer?.type === 'scan-again') return <OfferButton onClick={() => onAgain(line.code)}>Try again</OfferButton>;
  if (offer?.type !== 'choose') return null;
  return offer.items.map(({ words, judge }) => (
    <OfferButton
      key={words}
      onClick={() => {
        onChoose({ type: 'dismiss', id: line.id });
        onChoose({ type: 'scan', code: words, judge });
      }}
    >
      {words}
    </OfferButton>
  ));
}

type TodayBookingProps = {
  readonly group: TodayGroup<DeskAssignmentFragment>;
  readonly list: TodayList;
  readonly basket: Basket;
  readonly mayAct: boolean;
  onToggle(items: readonly BasketItem[]): void;
  onOpen(requestId: string): void;
};

function TodayBooking({ group, list, basket, mayAct, onToggle, onOpen }: TodayBookingProps) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const { booking, assignments } = group;
  const items = assignments.map((assignment) => todayItem(assignment, list));
  const [first] = assignments;
  const at = booking && (list === 'to-hand-out' ? booking.startsAt : (first?.dueAt ?? booking.endsAt));
  const selected = items.filter(({ deviceId }) => isInBasket(basket, deviceId)).length;
  const requestId = first?.request?.id;
  return (
    <section className="today-booking" aria-label={booking?.clientName ?? 'Another booking'}>
      <header className="today-head">
        <span className="today-time" data-late={list === 'late' || undefined}>
          {at ? momentWords(Date.parse(at), now, timeZone) : ''}
        </span>
        <span className="today-room">{booking?.offSite ? 'Off-site' : (booking?.room?.name ?? '')}</span>
        {requestId === undefined ? (
          <strong className="today-client">{booking?.clientName ?? 'Another booking'}</strong>
        ) : (
          <button type="button" className="today-client row-link" onClick={() => onOpen(requestId)}>
            {booking?.clientName ?? 'Another booking'}
          </button>
        )}
        <span className="today-count">
          {selected > 0 ? `${selected} of ${countWords(items.length)}` : countWords(items.length)}
        </span>
        {mayAct && items.length > 1 && (
          <Button look="ghost" onClick={() => onToggle(items)}>
            {selected === items.length ? 'Clear' : 'Select all'}
          </Button>
        )}
      </header>
      <ul className="today-devices">
        {assignments.map((assignment, index) => {
          const item = items[index]!;
          const isSelected = isInBasket(basket, item.deviceId);
          return (
            <li key={assignment.id}>
              <label className="today-device" data-selected={isSelected || undefined}>
                <input type="checkbox" checked={isSelected} disabled={!mayAct} onChange={() => onToggle([item])} />
                <span className="device-serial">{item.serialNumber}</span>
                <span className="today-place">{assignment.device.place ?? ''}</span>
              </label>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
