import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { statusFacts } from '../bookings/status.ts';
import { StatusIcon } from '../bookings/status-icon.tsx';
import { useSettled } from '../forms/use-settled.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { failureWords } from '../graphql/failure-words.ts';
import { useHere } from '../people/here.tsx';
import { datedWords } from '../time/dated-words.ts';
import { dateOf } from '../time/day.ts';
import { intervalOf } from '../time/interval.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useNow } from '../ui/use-now.ts';
import { AssignmentRows } from './assignment-rows.tsx';
import { itemsOf } from './basket.ts';
import { useDeskKeys, type DeskAct, type DeskKeys } from './desk-keys.ts';
import type { DeskSearch } from './desk-search.ts';
import { wantedWords } from './desk-facts.ts';
import { FiguresBar, FillBar } from './figures-bar.tsx';
import { PickRows } from './pick-rows.tsx';
import { RequestScan } from './request-scan.tsx';
import { SuggestionBox } from './suggestion-box.tsx';
import { firstOf } from './steady-rows.ts';
import { useOpenRequest, type OpenDeviceRequest } from './use-open-request.ts';
import { handOutItem, useRequestDesk } from './use-request-desk.ts';

type RequestDeskProps = {
  readonly id: string;
  /** Counts what moved at the desk. */
  readonly changes: number;
  readonly keys: Omit<DeskKeys, 'acts'>;
  onShow(change: DeskSearch): void;
  onBack(): void;
};

/** One request: what it wants, what it has, what it could have. Keyed by its id. */
export function RequestDesk({ id, changes, keys, onShow, onBack }: RequestDeskProps) {
  const [typed, setTyped] = useState('');
  const open = useOpenRequest(id, useSettled(typed.trim()), changes);
  if (open.isGone)
    return (
      <FailurePanel title="This request is not there any more." advice="The booking no longer needs these devices.">
        <Button onClick={onBack}>Back to the list</Button>
        <DeskKeysAlone keys={keys} />
      </FailurePanel>
    );
  if (!open.request) {
    return (
      <>
        <DeskKeysAlone keys={keys} />
        {open.error ? (
          <FailurePanel {...failureWords(open.error)} retrying={open.fetching} onRetry={open.retry} />
        ) : (
          <div className="request-skeleton" aria-busy="true" />
        )}
      </>
    );
  }
  return (
    <OpenRequestDesk
      request={open.request}
      open={open}
      keys={keys}
      typed={typed}
      onType={setTyped}
      onShow={onShow}
      onBack={onBack}
    />
  );
}

/** The keys that hold whatever is open: they work also while a request is on its way. */
function DeskKeysAlone({ keys }: Pick<RequestDeskProps, 'keys'>) {
  useDeskKeys({ ...keys, acts: noActs });
  return null;
}

const noActs: readonly DeskAct[] = [];

type OpenRequestDeskProps = Pick<RequestDeskProps, 'keys' | 'onShow' | 'onBack'> & {
  readonly request: OpenDeviceRequest;
  readonly open: ReturnType<typeof useOpenRequest>;
  readonly typed: string;
  onType(words: string): void;
};

const noRows: NonNullable<ReturnType<typeof useOpenRequest>['rows']> = [];

function OpenRequestDesk({ request, open, keys, typed, onType, onShow, onBack }: OpenRequestDeskProps) {
  // What was suggested when the request was opened stands first, and stays there.
  const [suggestedIds] = useState(() => request.suggestions.map(({ device }) => device.id));
  const rows = useMemo(() => {
    // What this booking has stands above, and was not taken by anybody else.
    const assignedIds = new Set(
      request.booking.deviceRequests.flatMap(({ assignments }) =>
        assignments.flatMap(({ state, device }) => (state === 'PLANNED' || state === 'OUT' ? [device.id] : [])),
      ),
    );
    return firstOf(open.rows ?? noRows, suggestedIds).filter(({ row }) => !assignedIds.has(row.id));
  }, [open.rows, suggestedIds, request.booking.deviceRequests]);
  const { booking } = request;
  const handOutDraft = useSimpleDraft('hand-out', booking.id, { takenBy: booking.clientContactPerson ?? '' });
  const { takenBy } = handOutDraft.draft;
  const desk = useRequestDesk({ request, rows, takenBy, onDone: open.retry });
  const { state, dispatch, mayAct } = desk;
  const toHandOut = itemsOf(state.basket, 'hand-out');
  const reasons = new Map(request.suggestions.map(({ device, reason }) => [device.id, reason]));

  const acts: readonly DeskAct[] = mayAct
    ? [
        { key: 'a', words: 'Assign what is selected', run: () => desk.actAfterScans('first') },
        {
          key: 'h',
          words: 'Hand out what is selected',
          run: () => desk.actAfterScans('hand-out'),
        },
        {
          key: 'w',
          words: 'Swap the device that was selected last',
          run: () => {
            const last = toHandOut.at(-1);
            if (last?.assignmentId) onShow({ drawer: 'swap', about: last.assignmentId });
            else dispatch({ type: 'say', words: 'Scan an assigned device first, then swap it.' });
          },
        },
        {
          key: 'm',
          words: 'Maintenance of the device that was selected last',
          run: () => {
            const last = state.basket.at(-1);
            if (last) onShow({ drawer: 'maintenance', about: last.deviceId });
            else dispatch({ type: 'say', words: 'Scan the device first, then report maintenance.' });
          },
        },
      ]
    : [];
  useDeskKeys({ ...keys, acts });

  const section = (one: OpenDeviceRequest['booking']['deviceRequests'][number]) => (
    <AssignmentRows
      assignments={one.assignments}
      basket={state.basket}
      mayAct={mayAct}
      onToggle={(assignment) => {
        dispatch({ type: 'toggle', item: handOutItem(assignment) });
        desk.focusField();
      }}
      onRelease={(assignment) => void desk.release(assignment)}
      onBringBack={({ device }) => void desk.bringBack(device)}
      onDamage={({ id }) => onShow({ drawer: 'damage', about: id })}
      onSwap={({ id }) => onShow({ drawer: 'swap', about: id })}
    />
  );

  return (
    <section className="request-desk" aria-label={`Request of ${booking.clientName}`}>
      <div className="request-scroll">
        <RequestHead request={request} onBack={onBack} />
        {request.availability && <FiguresBar figures={request.availability} />}
        {desk.requests.map((one) => (
          <section key={one.id} className="request-part" aria-label={`${wantedWords(one)} of this booking`}>
            <header className="request-part-head">
              <h3>{wantedWords(one)}</h3>
              <FillBar assigned={one.assigned} quantity={one.quantity} />
              {mayAct && desk.planned.some((assignment) => assignment.request?.id === one.id) && (
                <Button
                  look="ghost"
                  onClick={() => {
                    dispatch({
                      type: 'select',
                      items: desk.planned.filter(({ request: of }) => of?.id === one.id).map(handOutItem),
                    });
                    desk.focusField();
                  }}
                >
                  Select all to hand out
                </Button>
              )}
            </header>
            {one.note && <p className="request-note">{one.note}</p>}
            {one.assignments.length > 0 ? section(one) : <p className="desk-none">Nothing assigned yet.</p>}
          </section>
        ))}
        {request.assigned < request.quantity && (
          <section className="request-part" aria-label="Free devices">
            <header className="request-part-head">
              <h3>Free devices</h3>
              <input
                className="input request-search"
                type="search"
                aria-label="Search free devices"
                placeholder="Serial number, name or place"
                value={typed}
                onChange={(event) => onType(event.target.value)}
              />
            </header>
            <SuggestionBox
              request={request}
              basket={state.basket}
              mayAct={mayAct}
              onSelect={(items) => {
                dispatch({ type: 'select', items });
                desk.focusField();
              }}
            />
            {open.rows && open.rows.length === 0 ? (
              <p className="desk-none">
                {typed.trim() ? 'No free device matches this.' : 'No device is free for the whole time.'}
              </p>
            ) : (
              <PickRows
                rows={rows}
                basket={state.basket}
                reasons={reasons}
                mayAct={mayAct}
                onToggle={(device) => {
                  const { id, serialNumber } = device;
                  dispatch({
                    type: 'toggle',
                    item: { act: 'assign', deviceId: id, serialNumber, requestId: request.id },
                  });
                  desk.focusField();
                }}
              />
            )}
            {open.hasMore && (
              <p className="desk-none">Only the first 100 are listed. Search or scan for another one.</p>
            )}
          </section>
        )}
      </div>
      {mayAct && <RequestScan desk={desk} handOutDraft={handOutDraft} />}
    </section>
  );
}

function RequestHead({ request, onBack }: { readonly request: OpenDeviceRequest; onBack(): void }) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const { booking } = request;
  const { look, words } = statusFacts[booking.status];
  return (
    <header className="request-head">
      <Button look="ghost" className="request-back" onClick={onBack}>
        Back to the list
      </Button>
      <h2>{booking.clientName}</h2>
      <p className="request-facts">
        <span>{datedWords(intervalOf(booking.startsAt, booking.endsAt), timeZone, now)}</span>
        <span>
          {booking.offSite ? `${booking.offSite.company}, back on ${booking.offSite.returnOn}` : booking.room?.name}
        </span>
        <span>{booking.tenant.code}</span>
        <Link
          to="/calendar"
          search={{ booking: booking.id, date: dateOf(Date.parse(booking.startsAt), timeZone) }}
          className="request-reference"
        >
          {booking.reference}
        </Link>
        <span className={`status status-${look}`}>
          <StatusIcon look={look} />
          {words}
        </span>
      </p>
    </header>
  );
}
