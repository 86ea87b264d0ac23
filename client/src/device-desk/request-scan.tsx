import type { ReactNode } from 'react';
import type { FormDraft } from '../forms/use-form-draft.ts';
import { Button } from '../ui/button.tsx';
import { itemsOf, type BasketItem } from './basket.ts';
import { countWords } from './desk-facts.ts';
import type { ScanLine } from './desk-state.ts';
import { DeskTroubleNotice } from './desk-trouble.tsx';
import { OfferButton, ScanBar } from './scan-bar.tsx';
import type { useRequestDesk } from './use-request-desk.ts';

type RequestScanProps = {
  readonly desk: ReturnType<typeof useRequestDesk>;
  readonly handOutDraft: FormDraft<{ readonly takenBy: string }>;
};

/** The scan field of a request, with what is selected and what becomes of it. */
export function RequestScan({ desk, handOutDraft }: RequestScanProps) {
  const { state, dispatch, acts } = desk;
  const { takenBy } = handOutDraft.draft;
  const toAssign = itemsOf(state.basket, 'assign');
  const toHandOut = itemsOf(state.basket, 'hand-out');
  const hasBoth = toAssign.length > 0 && toHandOut.length > 0;

  return (
    <div className="request-foot">
      {acts.trouble && <RequestTrouble desk={desk} />}
      {toHandOut.length > 0 && (
        <form
          className="taken-by"
          data-form={handOutDraft.form}
          aria-label="Hand out"
          onSubmit={(event) => {
            event.preventDefault();
            void desk.handOut();
          }}
        >
          <label>
            <span>Taken by</span>
            <input
              className="input"
              name="takenBy"
              maxLength={100}
              autoComplete="off"
              dir="auto"
              value={takenBy}
              onChange={(event) => handOutDraft.edit((before) => ({ ...before, takenBy: event.target.value }))}
            />
          </label>
        </form>
      )}
      <ScanBar
        field={desk.field}
        state={state}
        waiting={desk.waiting}
        selection={state.basket.length === 0 ? null : `${countWords(state.basket.length)} selected`}
        onScan={desk.scan}
        onEnter={() => desk.actAfterScans('first')}
        onPlus={() => {
          const line = state.refusals.find(({ offer }) => offer?.type === 'raise');
          if (line?.offer?.type !== 'raise') return;
          dispatch({ type: 'dismiss', id: line.id });
          void desk.raise(line.offer.requestId, line.offer.item);
        }}
        onTakeBack={() => dispatch({ type: 'take-back' })}
        onDismiss={(id) => {
          dispatch({ type: 'dismiss', id });
          desk.focusField();
        }}
        showOffer={(line) => offerAt(line, desk)}
        actions={
          <>
            {toAssign.length > 0 && (
              <Button look="primary" busy={acts.busy} title="Assign (Alt A)" onClick={() => void desk.assign()}>
                <span>Assign {toAssign.length}</span>
              </Button>
            )}
            {toAssign.length > 0 && !hasBoth && (
              <Button busy={acts.busy} title="Assign and hand out (Alt H)" onClick={() => void desk.assignAndHandOut()}>
                <span>Assign and hand out</span>
              </Button>
            )}
            {toHandOut.length > 0 && (
              <Button
                look={hasBoth ? 'plain' : 'primary'}
                busy={acts.busy}
                title="Hand out (Alt H)"
                onClick={() => void desk.handOut()}
              >
                <span>Hand out {toHandOut.length}</span>
              </Button>
            )}
          </>
        }
      />
    </div>
  );
}

/** What can be done about a refused scan, each as one click. */
function offerAt(line: ScanLine, desk: RequestScanProps['desk']): ReactNode {
  const { dispatch } = desk;
  const { offer, code, id } = line;
  const after = (run: () => void) => () => {
    dispatch({ type: 'dismiss', id });
    run();
    desk.focusField();
  };
  switch (offer?.type) {
    case 'bring-back': {
      const device = { id: offer.deviceId, serialNumber: code };
      return <OfferButton onClick={after(() => void desk.bringBack(device))}>Bring it back</OfferButton>;
    }
    case 'end-downtime':
      return <OfferButton onClick={after(() => void desk.endDowntime(offer.downtimeId))}>It is back</OfferButton>;
    case 'choose':
      return offer.items.map(({ words, judge }) => (
        <OfferButton key={words} onClick={after(() => dispatch({ type: 'scan', code: words, judge }))}>
          {words}
        </OfferButton>
      ));
    case 'instead':
      return offer.items.map((item) => (
        <OfferButton key={item.deviceId} onClick={after(() => dispatch({ type: 'select', items: [item] }))}>
          {item.serialNumber}
        </OfferButton>
      ));
    case 'scan-again':
      return <OfferButton onClick={after(() => desk.scan(code))}>Try again</OfferButton>;
    case 'raise':
      return (
        <OfferButton onClick={after(() => void desk.raise(offer.requestId, offer.item))}>One more (+)</OfferButton>
      );
    case undefined:
      return null;
  }
}

function RequestTrouble({ desk }: { readonly desk: RequestScanProps['desk'] }) {
  const { state, dispatch, acts } = desk;
  const [first] = state.basket;
  if (!acts.trouble) return null;
  const without = (ids: readonly string[]) => state.basket.filter(({ deviceId }) => !ids.includes(deviceId));
  const goOn = (items: readonly BasketItem[]) =>
    void (first?.act === 'hand-out' ? desk.handOut(items) : desk.assign(items));
  return (
    <DeskTroubleNotice
      trouble={acts.trouble}
      busy={acts.busy}
      leftWithout={(ids) => without(ids).length}
      onWithout={(ids) => {
        dispatch({ type: 'drop', deviceIds: ids });
        goOn(without(ids));
      }}
      onInstead={(taken, alternatives) => {
        const requestId = first?.requestId;
        if (requestId === undefined) return;
        const items = alternatives.map(({ id, serialNumber }) => ({
          act: 'assign' as const,
          deviceId: id,
          serialNumber,
          requestId,
        }));
        const ids = taken.map(({ id }) => id);
        dispatch({ type: 'drop', deviceIds: ids });
        dispatch({ type: 'select', items });
        goOn([...without(ids), ...items]);
      }}
      onRelease={null}
      onRetry={() => acts.again?.run()}
      onDismiss={() => {
        acts.clear();
        desk.focusField();
      }}
    />
  );
}
