import { useCallback } from 'react';
import { now } from '../time/now.ts';
import { useToast } from './toaster.tsx';

const undoMs = 30_000;

type Undoable = {
  readonly until: number;
  undo(): void;
};

/** What can still be taken back, the newest last; of all that is open in this window, so that `U` means the last thing done. */
let undoables: readonly Undoable[] = [];

/** Says that something is done, and offers to take it back: in the toast, and by `U` for as long as it can be. */
export function useTellUndoable(): (text: string, undo: () => void) => void {
  const toast = useToast();
  return useCallback(
    (text, undo) => {
      const undoable: Undoable = {
        until: now() + undoMs,
        undo: () => {
          forget();
          undoables = undoables.filter((one) => one !== undoable);
          undo();
        },
      };
      const forget = toast({ text, action: { label: 'Undo', keys: 'U', run: undoable.undo } });
      undoables = [...undoables.filter(({ until }) => now() < until), undoable];
    },
    [toast],
  );
}

/** Says that something is done that is not taken back by a key: `U` does not reach behind it. */
export function useTellLasting(): (text: string) => void {
  const toast = useToast();
  return useCallback(
    (text) => {
      undoables = [];
      toast({ text, lasting: true });
    },
    [toast],
  );
}

export function useUndoNewest(): () => void {
  const toast = useToast();
  return useCallback(() => {
    const newest = undoables.at(-1);
    if (newest && now() < newest.until) newest.undo();
    else toast({ text: 'There is nothing to undo.' });
  }, [toast]);
}
