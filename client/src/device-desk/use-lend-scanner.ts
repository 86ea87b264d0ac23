import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { hourMs } from '../time/interval.ts';
import { now } from '../time/now.ts';
import type { LentDevice } from './lend-drawer.tsx';
import { createScanner, type Scanner } from './scanner.ts';
import { useLookUp, type FoundDevice } from './use-desk-scanner.ts';

/** Why a device cannot be lent now; null where it can. */
function whyNot(device: FoundDevice): string | null {
  const { serialNumber, status, current, downtime } = device;
  if (status === 'RETIRED') return `${serialNumber} is retired.`;
  if (downtime) return `${serialNumber} is ${downtime.kind === 'LOST' ? 'lost' : 'in maintenance'}.`;
  if (current?.state === 'OUT') return `${serialNumber} is with ${current.booking?.clientName ?? 'another booking'}.`;
  return null;
}

/** Scans into a list of devices to lend. What stands in its way is said by the server in the end. */
export function useLendScanner(devices: readonly LentDevice[], onChange: (devices: readonly LentDevice[]) => void) {
  const [said, setSaid] = useState({ words: '', isRefused: false });
  const [waiting, setWaiting] = useState(0);
  const lookUp = useLookUp();
  const scanner = useRef<Scanner>(undefined);
  // Several answers may come between two renders: each adds to what the one before has added.
  const current = useRef(devices);
  useEffect(() => {
    current.current = devices;
  });

  const receive = useEffectEvent((code: string, found: readonly FoundDevice[] | string) => {
    const refuse = (words: string) => setSaid({ words, isRefused: true });
    if (typeof found === 'string') return refuse(`${code} could not be looked up. ${found}`);
    const [device] = found;
    if (!device) return refuse(`No device has the code ${code}.`);
    if (found.length > 1) return refuse(`${found.length} devices are called ${code}. Scan the serial number.`);
    const { id, serialNumber, category } = device;
    if (current.current.some((one) => one.id === id))
      return setSaid({ words: `${serialNumber} is already in the list.`, isRefused: false });
    const reason = whyNot(device);
    if (reason !== null) return refuse(reason);
    current.current = [...current.current, { id, serialNumber, category: category.name }];
    onChange(current.current);
    setSaid({ words: `${serialNumber} added, ${current.current.length} in all.`, isRefused: false });
  });
  const ask = useEffectEvent(async (code: string) => {
    const at = now();
    const span = { from: new Date(at).toISOString(), to: new Date(at + hourMs).toISOString() };
    const answer = await lookUp(code, span);
    return 'failure' in answer ? answer.failure : answer.devices;
  });

  useEffect(() => {
    const made = createScanner<readonly FoundDevice[] | string>({
      lookUp: (code) => ask(code),
      onAnswer: ({ code, answer }) => receive(code, answer),
      onWaiting: setWaiting,
    });
    scanner.current = made;
    return () => made.stop();
  }, []);

  return { ...said, waiting, scan: (code: string) => scanner.current?.scan(code) };
}
