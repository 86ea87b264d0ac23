import { describe, expect, it } from 'vitest';
import type { BasketItem } from './basket.ts';
import { emptyDesk, reduceDesk, type DeskAction, type DeskState, type Judge } from './desk-state.ts';

function item(deviceId: string): BasketItem {
  return { act: 'assign', deviceId, serialNumber: deviceId.toUpperCase(), requestId: 'r' };
}
function select(deviceId: string): Judge {
  return (basket) =>
    basket.some((one) => one.deviceId === deviceId)
      ? { words: 'already', tone: 'same' }
      : { words: `number ${basket.length + 1}`, tone: 'done', item: item(deviceId) };
}
const refuse: Judge = () => ({ words: 'No device has the code Z9.', tone: 'refused' });

function after(...actions: readonly DeskAction[]): DeskState {
  return actions.reduce(reduceDesk, emptyDesk);
}
function ids({ basket }: DeskState): readonly string[] {
  return basket.map(({ deviceId }) => deviceId);
}

describe('a desk', () => {
  it('judges each scan with what the one before has selected', () => {
    const scans = Array.from({ length: 300 }, (_, index) => `x${index}`);
    const state = after(...scans.map((code) => ({ type: 'scan' as const, code, judge: select(code) })));
    expect(ids(state)).toEqual(scans);
    expect(state.latest?.words).toBe('number 300');
  });

  it('selects once what a stuttering scanner sends twice, and says so the second time', () => {
    const scan = { type: 'scan' as const, code: 'x1', judge: select('x1') };
    const state = after(scan, scan);
    expect(ids(state)).toEqual(['x1']);
    expect(state.latest).toMatchObject({ words: 'already', tone: 'same' });
    expect(state.latest?.id).toBeGreaterThan(after(scan).latest!.id);
  });

  it('keeps a line for what was refused until it is dismissed, one a code, the newest first', () => {
    const unknown = (code: string): DeskAction => ({ type: 'scan', code, judge: refuse });
    const state = after(unknown('Z1'), unknown('Z2'), unknown('Z1'), { type: 'scan', code: 'x1', judge: select('x1') });
    expect(state.refusals.map(({ code }) => code)).toEqual(['Z1', 'Z2']);
    const left = reduceDesk(state, { type: 'dismiss', id: state.refusals[0]!.id });
    expect(left.refusals.map(({ code }) => code)).toEqual(['Z2']);
    expect(ids(left)).toEqual(['x1']);
  });

  it('takes the line away once the same code is selected after all', () => {
    expect(
      after({ type: 'scan', code: 'x1', judge: refuse }, { type: 'scan', code: 'x1', judge: select('x1') }).refusals,
    ).toEqual([]);
  });

  it('takes back the last selection, one at a time', () => {
    const state = after({ type: 'select', items: [item('x1'), item('x2')] }, { type: 'take-back' });
    expect(ids(state)).toEqual(['x1']);
    expect(state.latest?.words).toBe('X2 no longer selected.');
    expect(reduceDesk(emptyDesk, { type: 'take-back' })).toBe(emptyDesk);
  });

  it('drops what is no longer free, says so, and keeps a line of it', () => {
    const state = after({ type: 'select', items: [item('x1'), item('x2'), item('x3')] });
    const left = reduceDesk(state, { type: 'no-longer-free', deviceIds: ['x2', 'x9'] });
    expect(ids(left)).toEqual(['x1', 'x3']);
    expect(left.latest?.words).toBe('X2 is no longer free, so no longer selected.');
    expect(left.refusals).toHaveLength(1);
    expect(reduceDesk(state, { type: 'no-longer-free', deviceIds: ['x9'] })).toBe(state);
  });

  it('drops what a scan finds to be in maintenance: what the list says of it later is no news', () => {
    const selected = after({ type: 'select', items: [item('x1'), item('x2')] });
    const down: Judge = () => ({ words: 'X1 is in maintenance.', tone: 'refused', lostDeviceId: 'x1' });
    const found = reduceDesk(selected, { type: 'scan', code: 'x1', judge: down });
    expect(ids(found)).toEqual(['x2']);
    expect(reduceDesk(found, { type: 'no-longer-free', deviceIds: ['x1'] })).toBe(found);
  });

  it('drops what an act has dealt with, and nothing of what was scanned meanwhile', () => {
    const state = after(
      { type: 'select', items: [item('x1'), item('x2')] },
      { type: 'scan', code: 'x3', judge: select('x3') },
      { type: 'drop', deviceIds: ['x1', 'x2'] },
    );
    expect(ids(state)).toEqual(['x3']);
  });

  it('says the same words again as news', () => {
    const [first, second] = [
      after({ type: 'say', words: 'Acme' }),
      after({ type: 'say', words: 'Acme' }, { type: 'say', words: 'Acme' }),
    ];
    expect(second.latest?.id).not.toBe(first.latest?.id);
  });
});
