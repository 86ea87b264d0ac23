import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { useAttempt, type Unanswered } from '../forms/use-attempt.ts';
import { failureWords } from '../graphql/failure-words.ts';
import type { RefusedFragment } from '../graphql/generated/graphql.ts';
import { useToast } from '../ui/toaster.tsx';
import { useTellUndoable } from '../ui/undoable.ts';
import {
  AssignDevices,
  EndDowntimes,
  HandOutDevices,
  RaiseDeviceRequest,
  ReleaseDevices,
  ReturnDevices,
  StartDowntime,
  SwapDevice,
  UndoDeviceMove,
} from './acts.ts';

type DeskRefusal =
  | 'BusyError'
  | 'DeviceInUseError'
  | 'DeviceTakenError'
  | 'DeviceUnfitError'
  | 'IdempotencyMismatchError'
  | 'InvalidInputError'
  | 'NotAllowedError'
  | 'NotFoundError'
  | 'NothingToUndoError'
  | 'RequestFilledError'
  | 'StaleDeviceDataError'
  | 'UndoTooLateError'
  | 'WrongStatusError';

/** What stands in the way of an act at the desk. Each kind has its own next step. */
export type DeskTrouble = Extract<RefusedFragment, { __typename: DeskRefusal }> | Unanswered;

type Move = { readonly id: string };

/** Says what was done, with the way back: the whole act is undone by its last move. */
export function useTellMoved(onUndone: () => void): (words: string, moves: readonly Move[]) => void {
  const client = useClient();
  const toast = useToast();
  const tell = useTellUndoable();
  return useCallback(
    (words, moves) => {
      const last = moves.at(-1);
      // What was so already moved nothing, and there is nothing to take back.
      if (!last) return void toast({ text: words });
      async function undo(moveId: string) {
        const { data, error } = await client.mutation(UndoDeviceMove, { input: { moveId } }).toPromise();
        const answer = data?.undoDeviceMove;
        if (answer?.__typename === 'UndoDeviceMovePayload') {
          toast({ text: 'Undone.' });
          onUndone();
        } else if (answer) toast({ text: `This cannot be undone. ${answer.message}` });
        else if (error) toast({ text: `This could not be undone. ${failureWords(error).advice}` });
      }
      tell(words, () => void undo(last.id));
    },
    [client, toast, tell, onUndone],
  );
}

/** Everything that is done at the desk, one thing at a time; what stood in the way stays until the next try. */
export function useDeskActs() {
  const assigning = useAttempt(AssignDevices, 'assignDevices');
  const handingOut = useAttempt(HandOutDevices, 'handOutDevices');
  const returning = useAttempt(ReturnDevices, 'returnDevices');
  const releasing = useAttempt(ReleaseDevices, 'releaseDevices');
  const swapping = useAttempt(SwapDevice, 'swapDevice');
  const starting = useAttempt(StartDowntime, 'startDowntime');
  const ending = useAttempt(EndDowntimes, 'endDowntimes');
  const raising = useAttempt(RaiseDeviceRequest, 'setDeviceRequests');
  const all = [assigning, handingOut, returning, releasing, swapping, starting, ending, raising];
  /** Sends again what was refused or not answered. */
  const [again, setAgain] = useState<{ run(): void } | null>(null);

  const clear = () => {
    for (const one of all) one.clear();
  };
  const troubles: readonly DeskTrouble[] = all.flatMap(({ trouble }) => trouble ?? []);
  return {
    busy: all.some(({ busy }) => busy),
    trouble: troubles[0] ?? null,
    clear,
    again,
    remember: (run: () => void) => setAgain({ run }),
    assign: assigning.attempt,
    handOut: handingOut.attempt,
    bringBack: returning.attempt,
    release: releasing.attempt,
    swap: swapping.attempt,
    startDowntime: starting.attempt,
    endDowntimes: ending.attempt,
    setRequests: raising.attempt,
  };
}
