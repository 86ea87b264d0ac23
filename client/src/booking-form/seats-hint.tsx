import { fitOf } from '../bookings/availability.ts';

type SeatsHintProps = {
  /** The smallest of those chosen. */
  room: { readonly name: string; readonly capacity: number };
  people: number;
  wish: boolean;
};

/** How the people fill the room, said where they are counted. */
export function SeatsHint({ room: { name, capacity }, people, wish }: SeatsHintProps) {
  const fit = fitOf(people, capacity);
  if (fit === 'fits') {
    return (
      <p className="field-hint">
        {people} of {capacity} seats in {name}
      </p>
    );
  }
  if (fit === 'over' && !wish) return null;
  return (
    <p className="field-hint field-warning">
      {fit === 'over'
        ? `${name} seats ${capacity}: the Room Boss will look for a larger room.`
        : `${people} of ${capacity} seats in ${name}: more than 90 % full.`}
    </p>
  );
}
