import {
  addToBasket,
  emptyBasket,
  removeFromBasket,
  removeLast,
  toggleInBasket,
  withoutDevices,
  type Basket,
  type BasketItem,
} from './basket.ts';
import { listWords } from './desk-facts.ts';
import type { ScanTone } from './scan-words.ts';

/** What a line offers to do about what it says. */
export type ScanOffer =
  | { readonly type: 'bring-back'; readonly deviceId: string }
  | { readonly type: 'end-downtime'; readonly downtimeId: string }
  | { readonly type: 'choose'; readonly items: readonly { readonly words: string; readonly judge: Judge }[] }
  | { readonly type: 'instead'; readonly items: readonly BasketItem[] }
  | { readonly type: 'raise'; readonly requestId: string; readonly item: BasketItem }
  | { readonly type: 'scan-again' };

/** What a scan came to, given what is selected at that moment. */
type Judgement = {
  readonly words: string;
  readonly tone: ScanTone;
  /** What is selected by it. */
  readonly item?: BasketItem;
  /** The device that cannot be had after all: where it was selected, it no longer is. */
  readonly lostDeviceId?: string;
  readonly offer?: ScanOffer;
};
export type Judge = (basket: Basket) => Judgement;

export type ScanLine = {
  readonly id: number;
  readonly code: string;
  readonly words: string;
  readonly offer?: ScanOffer | undefined;
};

/** What somebody at the desk has in front of them: it lives on one screen and in no storage. */
export type DeskState = {
  readonly basket: Basket;
  /** Refused scans, the newest first: each stays until it is dismissed. */
  readonly refusals: readonly ScanLine[];
  /** The newest thing to say, for the eye and for a screen reader; its id makes the same words news again. */
  readonly latest: { readonly id: number; readonly words: string; readonly tone: ScanTone } | null;
  readonly nextId: number;
};

export type DeskAction =
  | { readonly type: 'scan'; readonly code: string; readonly judge: Judge }
  | { readonly type: 'toggle'; readonly item: BasketItem }
  | { readonly type: 'select'; readonly items: readonly BasketItem[] }
  | { readonly type: 'take-back' }
  | { readonly type: 'dismiss'; readonly id: number }
  | { readonly type: 'clear' }
  /** Drops those that an act has dealt with. */
  | { readonly type: 'drop'; readonly deviceIds: readonly string[] }
  /** These are no longer free: others took them, or they were put into maintenance. */
  | { readonly type: 'no-longer-free'; readonly deviceIds: readonly string[] }
  | { readonly type: 'say'; readonly words: string };

export const emptyDesk: DeskState = { basket: emptyBasket, refusals: [], latest: null, nextId: 1 };

function say(state: DeskState, words: string, tone: ScanTone = 'done'): DeskState {
  return { ...state, latest: { id: state.nextId, words, tone }, nextId: state.nextId + 1 };
}

function scan(state: DeskState, code: string, judge: Judge): DeskState {
  const { words, tone, item, lostDeviceId, offer } = judge(state.basket);
  const rest = lostDeviceId === undefined ? state.basket : removeFromBasket(state.basket, lostDeviceId);
  const basket = item ? addToBasket(rest, item) : rest;
  const isToKeep = tone === 'refused' || offer !== undefined;
  // One line a code: a scanner that stutters over an unknown code says it once.
  const others = state.refusals.filter((line) => line.code !== code);
  const refusals = isToKeep ? [{ id: state.nextId, code, words, offer }, ...others] : others;
  return say({ ...state, basket, refusals }, words, tone);
}

/** The next state of a desk. Scans are judged one after the other, each with what the one before has selected. */
export function reduceDesk(state: DeskState, action: DeskAction): DeskState {
  switch (action.type) {
    case 'scan':
      return scan(state, action.code, action.judge);
    case 'toggle': {
      const basket = toggleInBasket(state.basket, action.item);
      const isIn = basket.length > state.basket.length;
      return say({ ...state, basket }, `${action.item.serialNumber} ${isIn ? 'selected' : 'no longer selected'}.`);
    }
    case 'select': {
      const basket = action.items.reduce(addToBasket, state.basket);
      const added = basket.slice(state.basket.length).map(({ serialNumber }) => serialNumber);
      return added.length === 0 ? state : say({ ...state, basket }, `${listWords(added)} selected.`);
    }
    case 'take-back': {
      const [basket, item] = removeLast(state.basket);
      return item ? say({ ...state, basket }, `${item.serialNumber} no longer selected.`) : state;
    }
    case 'dismiss':
      return { ...state, refusals: state.refusals.filter(({ id }) => id !== action.id) };
    case 'clear':
      return { ...state, basket: emptyBasket };
    case 'drop':
      return { ...state, basket: action.deviceIds.reduce(removeFromBasket, state.basket) };
    case 'no-longer-free': {
      const [basket, taken] = withoutDevices(state.basket, ({ deviceId }) => action.deviceIds.includes(deviceId));
      if (taken.length === 0) return state;
      const names = listWords(taken.map(({ serialNumber }) => serialNumber));
      const words = `${names} ${taken.length === 1 ? 'is' : 'are'} no longer free, so no longer selected.`;
      const line = { id: state.nextId, code: names, words };
      return say({ ...state, basket, refusals: [line, ...state.refusals] }, words, 'refused');
    }
    case 'say':
      return say(state, action.words);
  }
}
