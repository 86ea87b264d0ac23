import { useEffect, useEffectEvent, useReducer, useRef, useState } from 'react';
import { useHere } from '../people/here.tsx';
import { hourMs } from '../time/interval.ts';
import { now } from '../time/now.ts';
import { momentWords } from '../time/words.ts';
import { addLine, cameBack, changeLine, dismissLine, judgeReturn, type ReturnLine } from './return-lines.ts';
import { createScanner, type Scanner } from './scanner.ts';
import { useDeskActs, useTellMoved } from './use-desk-acts.ts';
import { useLookUp, type FoundDevice } from './use-desk-scanner.ts';

type LineAction =
  | { readonly type: 'add'; readonly line: ReturnLine }
  | { readonly type: 'change'; readonly id: number; readonly change: Partial<ReturnLine> }
  | { readonly type: 'dismiss'; readonly id: number };

function reduceLines(lines: readonly ReturnLine[], action: LineAction): readonly ReturnLine[] {
  if (action.type === 'add') return addLine(lines, action.line);
  return action.type === 'change' ? changeLine(lines, action.id, action.change) : dismissLine(lines, action.id);
}

const noLines: readonly ReturnLine[] = [];

/** Looks up each scan and takes the device back, one after the other, in the order of the scans. */
export function useReturning() {
  const { timeZone } = useHere().facility;
  const [lines, dispatch] = useReducer(reduceLines, noLines);
  const [waiting, setWaiting] = useState(0);
  const acts = useDeskActs();
  const lookUp = useLookUp();
  const scanner = useRef<Scanner>(undefined);
  const queue = useRef(Promise.resolve());
  /** Devices that are being taken back: a scanner that stutters sends them once. */
  const underWay = useRef(new Set<string>());
  const tell = useTellMoved(() => undefined);

  const ask = useEffectEvent(async (code: string) => {
    const at = now();
    return lookUp(code, { from: new Date(at).toISOString(), to: new Date(at + hourMs).toISOString() });
  });

  const takeBack = useEffectEvent(async (id: number, device: FoundDevice) => {
    const who = device.current?.booking?.clientName ?? 'another booking';
    const { done, refusal } = await acts.bringBack({ input: { items: [{ deviceId: device.id, condition: 'GOOD' }] } });
    underWay.current.delete(device.id);
    if (!done)
      return dispatch({
        type: 'change',
        id,
        change: { state: 'refused', words: refusal?.message ?? 'No answer from the server. Scan it again.' },
      });
    // It was back already when this arrived.
    if (done.moves.length === 0)
      return dispatch({ type: 'change', id, change: { state: 'again', words: 'Already scanned.' } });
    const words = `Back from ${who}.`;
    const moveId = done.moves.at(-1)?.id ?? null;
    dispatch({ type: 'change', id, change: { state: 'returned', words, moveId } });
    tell(`${device.serialNumber} is back.`, done.moves);
  });

  const recover = useEffectEvent(async (id: number, device: FoundDevice) => {
    if (!device.downtime) return;
    const { done, refusal } = await acts.endDowntimes({ input: { downtimeIds: [device.downtime.id] } });
    const words = done ? 'Was lost and is back.' : (refusal?.message ?? 'No answer from the server. Scan it again.');
    dispatch({ type: 'change', id, change: { state: done ? 'recovered' : 'refused', words } });
  });

  const receive = useEffectEvent((id: number, code: string, found: readonly FoundDevice[] | string) => {
    const add = (line: Pick<ReturnLine, 'state' | 'words'> & Partial<ReturnLine>) =>
      dispatch({
        type: 'add',
        line: { id, code, deviceId: null, condition: 'GOOD', moveId: null, downtimeId: null, ...line },
      });
    if (typeof found === 'string') return add({ state: 'refused', words: `Could not be looked up. ${found}` });
    const [device] = found;
    if (!device) return add({ state: 'unknown', words: 'No device has this code.' });
    if (found.length > 1)
      return add({ state: 'several', words: `${found.length} devices have this name. Scan the serial number.` });
    const facts = { code: device.serialNumber, deviceId: device.id };
    switch (judgeReturn(device)) {
      case 'return':
        if (underWay.current.has(device.id)) return add({ ...facts, state: 'again', words: 'Already scanned.' });
        underWay.current.add(device.id);
        add({ ...facts, state: 'sending', words: `With ${device.current?.booking?.clientName ?? 'another booking'}` });
        queue.current = queue.current.then(() => takeBack(id, device));
        return;
      case 'recover':
        add({ ...facts, state: 'sending', words: 'Was lost' });
        queue.current = queue.current.then(() => recover(id, device));
        return;
      case 'in-maintenance':
        return add({
          ...facts,
          state: 'in-maintenance',
          downtimeId: device.downtime?.id ?? null,
          words: `In maintenance since ${momentWords(Date.parse(device.downtime?.startsAt ?? ''), now(), timeZone)}.`,
        });
      case 'in-store':
        return add({
          ...facts,
          state: 'in-store',
          words: cameBack(lines, device.id) ? 'Already scanned.' : 'Was in the store.',
        });
    }
  });

  useEffect(() => {
    const made = createScanner<readonly FoundDevice[] | string>({
      lookUp: async (code) => {
        const answer = await ask(code);
        return 'failure' in answer ? answer.failure : answer.devices;
      },
      onAnswer: ({ id, code, answer }) => receive(id, code, answer),
      onWaiting: setWaiting,
    });
    scanner.current = made;
    return () => made.stop();
  }, []);

  async function endDowntime(line: ReturnLine) {
    if (!line.downtimeId) return;
    const { done, refusal } = await acts.endDowntimes({ input: { downtimeIds: [line.downtimeId] } });
    dispatch({
      type: 'change',
      id: line.id,
      change: done
        ? { state: 'recovered', words: 'Back in use.' }
        : { words: refusal?.message ?? 'No answer. Try again.' },
    });
  }

  return {
    lines,
    dispatch,
    waiting,
    scan: (code: string) => scanner.current?.scan(code),
    endDowntime: (line: ReturnLine) => void endDowntime(line),
  };
}
