import { expect, test } from 'vitest';
import {
  addToBasket,
  assignedByRequest,
  countFor,
  emptyBasket,
  itemsOf,
  removeLast,
  toggleInBasket,
  withoutDevices,
  type Basket,
  type BasketItem,
} from './basket.ts';

function item(deviceId: string, requestId = 'r1'): BasketItem {
  return { act: 'assign', deviceId, serialNumber: deviceId.toUpperCase(), requestId };
}
function ids(basket: Basket): readonly string[] {
  return basket.map(({ deviceId }) => deviceId);
}

const three: Basket = [item('x1'), item('d1', 'r2'), item('x2')];

test('a device is selected once, however often it is scanned, and for the request it was first selected for', () => {
  const basket = addToBasket(addToBasket(emptyBasket, item('x1')), item('x1', 'r2'));
  expect(basket).toEqual([item('x1')]);
});

test('a click takes a selected device out, and puts another one in', () => {
  expect(ids(toggleInBasket(three, item('d1')))).toEqual(['x1', 'x2']);
  expect(ids(toggleInBasket(three, item('x3')))).toEqual(['x1', 'd1', 'x2', 'x3']);
});

test('the last selection is taken back, one at a time, until there is none', () => {
  const [two, last] = removeLast(three);
  expect([ids(two), last?.deviceId]).toEqual([['x1', 'd1'], 'x2']);
  expect(removeLast(emptyBasket)).toEqual([[], null]);
});

test('what is to be assigned is told by request; what is to be handed out is not among it', () => {
  const basket: Basket = [...three, { act: 'hand-out', deviceId: 'x9', serialNumber: 'X9', assignmentId: 'a9' }];
  expect([...assignedByRequest(basket)]).toEqual([
    ['r1', ['x1', 'x2']],
    ['r2', ['d1']],
  ]);
  expect([countFor(basket, 'r1'), countFor(basket, 'r2'), countFor(basket, 'r3')]).toEqual([2, 1, 0]);
  expect(ids(itemsOf(basket, 'hand-out'))).toEqual(['x9']);
});

test('what others have taken goes, and is said; where nothing was taken the basket is the same', () => {
  const [left, taken] = withoutDevices(three, ({ deviceId }) => deviceId === 'd1');
  expect([ids(left), ids(taken)]).toEqual([['x1', 'x2'], ['d1']]);
  expect(withoutDevices(three, () => false)[0]).toBe(three);
});
