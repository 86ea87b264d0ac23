import type { ComponentProps } from 'react';
import { useHere } from '../people/here.tsx';
import { isTaken, type Availability } from './availability.ts';
import { FreeInstead } from './free-instead.tsx';
import { PlaceHint } from './place-hint.tsx';
import { RoomSelect } from './room-select.tsx';
import type { Unknown } from './use-rooms-taken.ts';

type RoomFieldProps = Omit<ComponentProps<typeof RoomSelect>, 'isFree' | 'isClosed'> & {
  availability: Availability<Unknown>;
  /** The room is a wish, and takes nothing. */
  wish: boolean;
  /** The server has said that it is taken: nothing is said twice. */
  refused: boolean;
};

/** One room of all, with whether it would do, and which ones would where it is taken. */
export function RoomField({ availability, wish, refused, ...select }: RoomFieldProps) {
  const { timeZone } = useHere().facility;
  const { rooms, value, people, onChange } = select;
  const { isFree, isClosed } = availability;
  const room = rooms.find(({ id }) => id === value);
  const conflicts = room && availability.conflictsIn(room);
  return (
    <>
      <RoomSelect {...select} isFree={isFree} isClosed={isClosed} />
      {room && conflicts && !refused && (
        <PlaceHint room={room} people={people} conflicts={conflicts} timeZone={timeZone} wish={wish} />
      )}
      {isFree && isTaken(conflicts) && !refused && (
        <FreeInstead rooms={rooms} people={people} isFree={isFree} onChoose={onChange} />
      )}
    </>
  );
}
