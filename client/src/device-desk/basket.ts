/** What somebody at the desk has selected and not sent yet. It lives on one screen: assigning decides between two people. */
export type BasketItem = {
  /** What the action will do with it. */
  readonly act: 'assign' | 'hand-out' | 'bring-back';
  readonly deviceId: string;
  readonly serialNumber: string;
  /** Of what is to be assigned. */
  readonly requestId?: string;
  /** Of what is to be handed out or brought back. */
  readonly assignmentId?: string;
};

/** In the order in which it was selected. A device is in it once. */
export type Basket = readonly BasketItem[];

export const emptyBasket: Basket = [];

export function isInBasket(basket: Basket, deviceId: string): boolean {
  return basket.some((item) => item.deviceId === deviceId);
}

export function addToBasket(basket: Basket, item: BasketItem): Basket {
  return isInBasket(basket, item.deviceId) ? basket : [...basket, item];
}

export function removeFromBasket(basket: Basket, deviceId: string): Basket {
  return basket.filter((item) => item.deviceId !== deviceId);
}

export function toggleInBasket(basket: Basket, item: BasketItem): Basket {
  return isInBasket(basket, item.deviceId) ? removeFromBasket(basket, item.deviceId) : addToBasket(basket, item);
}

/** Takes back the last selection: what is left, and what it was. */
export function removeLast(basket: Basket): readonly [Basket, BasketItem | null] {
  return [basket.slice(0, -1), basket.at(-1) ?? null];
}

/** How many devices are selected for a request. */
export function countFor(basket: Basket, requestId: string): number {
  return basket.filter((item) => item.act === 'assign' && item.requestId === requestId).length;
}

export function itemsOf(basket: Basket, act: BasketItem['act']): Basket {
  return basket.filter((item) => item.act === act);
}

/** The devices to assign, by request, in the order of the requests' first selection. */
export function assignedByRequest(basket: Basket): ReadonlyMap<string, readonly string[]> {
  const byRequest = new Map<string, string[]>();
  for (const { act, requestId, deviceId } of basket) {
    if (act !== 'assign' || requestId === undefined) continue;
    byRequest.set(requestId, [...(byRequest.get(requestId) ?? []), deviceId]);
  }
  return byRequest;
}

/** Takes out what others have taken meanwhile: what is left, and what went. */
export function withoutDevices(
  basket: Basket,
  isTaken: (item: BasketItem) => boolean,
): readonly [Basket, readonly BasketItem[]] {
  const taken = basket.filter(isTaken);
  return taken.length === 0 ? [basket, taken] : [basket.filter((item) => !isTaken(item)), taken];
}
