import { useCallback, useEffect, useEffectEvent, useReducer, useRef, useState } from 'react';
import { useClient } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import type { DeviceByCodeQuery } from '../graphql/generated/graphql.ts';
import { DeviceByCode } from './desk-documents.ts';
import { emptyDesk, reduceDesk, type Judge } from './desk-state.ts';
import { createScanner, type Scanner } from './scanner.ts';

export type FoundDevice = DeviceByCodeQuery['deviceByCode'][number];

type LookUp = { readonly devices: readonly FoundDevice[] } | { readonly failure: string };

/** The time in which a scanned device would be used. */
type Span = { readonly from: string; readonly to: string };

function failedToLookUp(code: string, failure: string): Judge {
  return () => ({
    words: `${code} could not be looked up. ${failure}`,
    tone: 'refused',
    offer: { type: 'scan-again' },
  });
}

/** Asks the server which devices bear a code. It never rejects: a scan that failed is a line that can be tried again. */
export function useLookUp(): (code: string, span: Span) => Promise<LookUp> {
  const client = useClient();
  return useCallback(
    async (code, span) => {
      const { data, error } = await client
        .query(DeviceByCode, { code, ...span }, { requestPolicy: 'network-only' })
        .toPromise();
      if (data && !error) return { devices: data.deviceByCode };
      return { failure: error ? failureWords(error).title : 'The server gave no answer.' };
    },
    [client],
  );
}

/** What somebody asks for while scans are still looked up: what the first button says, or the hand-out. */
export type WaitingAct = 'first' | 'hand-out';

type DeskScannerNeeds = {
  /** Asked for with each scan: what ended a moment ago is not in the way. */
  spanNow(): Span;
  judge(code: string, devices: readonly FoundDevice[]): Judge;
  /** Does it with all that was scanned before. */
  act(which: WaitingAct): void;
};

/** Scans, what they came to and what is selected, for one list or one request. */
export function useDeskScanner({ spanNow, judge, act }: DeskScannerNeeds) {
  const [state, dispatch] = useReducer(reduceDesk, emptyDesk);
  const [waiting, setWaiting] = useState(0);
  const [request, setRequest] = useState<{ readonly which: WaitingAct } | null>(null);
  const servedRequest = useRef<typeof request>(null);
  const lookUp = useLookUp();
  const scanner = useRef<Scanner>(undefined);
  const ask = useEffectEvent((code: string) => lookUp(code, spanNow()));
  const answer = useEffectEvent((code: string, found: LookUp) =>
    dispatch({
      type: 'scan',
      code,
      judge: 'failure' in found ? failedToLookUp(code, found.failure) : judge(code, found.devices),
    }),
  );

  useEffect(() => {
    const made = createScanner<LookUp>({
      lookUp: (code) => ask(code),
      onAnswer: ({ code, answer: found }) => answer(code, found),
      onWaiting: setWaiting,
    });
    scanner.current = made;
    return () => made.stop();
  }, []);

  // It goes after the scans before it, as they were made: what is still looked up is part of what it does.
  const actNow = useEffectEvent(act);
  useEffect(() => {
    if (request === null || request === servedRequest.current || waiting > 0) return;
    servedRequest.current = request;
    actNow(request.which);
  }, [request, waiting]);

  const actAfterScans = useCallback((which: WaitingAct) => setRequest({ which }), []);
  const scan = useCallback((code: string) => scanner.current?.scan(code), []);
  return { state, dispatch, scan, actAfterScans, waiting };
}
