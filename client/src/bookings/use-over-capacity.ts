import { useState } from 'react';

type SmallRoom = { readonly name: string; readonly capacity: number };

type OverCapacityNeeds = {
  /** The room that has fewer seats than people come; null where all have one. */
  readonly room: SmallRoom | null | undefined;
  readonly people: number;
  /** Somebody has ticked that it is meant. */
  readonly acknowledged: boolean;
  onAcknowledge(acknowledged: boolean): void;
};

/** More people than seats is allowed, but nobody sends it by accident: they tick that it is meant. */
export function useOverCapacity({ room, people, acknowledged, onAcknowledge }: OverCapacityNeeds) {
  const [isMissing, setMissing] = useState(false);
  return {
    room: room ?? null,
    people,
    acknowledged,
    /** It was sent without the tick. */
    isMissing: isMissing && !acknowledged,
    onAcknowledge,
    /** Whether it may be sent; otherwise the tick says that it is missing. */
    check(): boolean {
      const mayBeSent = !room || acknowledged;
      if (!mayBeSent) setMissing(true);
      return mayBeSent;
    },
    /** Says nothing of the tick any more, until it is sent without it again. */
    forget: () => setMissing(false),
  };
}

export type OverCapacity = ReturnType<typeof useOverCapacity>;
