import type { ReactNode } from 'react';
import type { BookingFacts, FactName } from '../bookings/booking-facts.ts';

/** Head, path and notices have said the others. */
const shownFacts: readonly FactName[] = [
  'Setup',
  'People',
  'Devices',
  'Off-site',
  'On-site contact',
  'Catering',
  'Catering notes',
  'Supplies',
  'Contact',
  'Phone',
  'E-mail',
  'Preferred room',
  'Notes',
  'Room Boss’s note',
];

const factRenderers: Partial<Record<FactName, (value: string) => ReactNode>> = {
  People: (value) => <PeopleFact value={value} />,
  Phone: (value) => <a href={`tel:${value.replaceAll(/[^\d+]/g, '')}`}>{value}</a>,
  'E-mail': (value) => <a href={`mailto:${value}`}>{value}</a>,
};

type FactListProps = {
  facts: BookingFacts;
  /** By whom and when. */
  origin: string;
};

export function FactList({ facts, origin }: FactListProps) {
  // Who has the room that was wished for needs no wish.
  const shown = shownFacts.filter(
    (name) => facts[name] !== null && (name !== 'Preferred room' || facts['Preferred room'] !== facts.Room),
  );
  return (
    <dl className="fact-list">
      {shown.map((name) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{factRenderers[name]?.(facts[name] ?? '') ?? facts[name]}</dd>
        </div>
      ))}
      <div className="fact">
        <dt>Requested by</dt>
        <dd className="fact-quiet">{origin}</dd>
      </div>
    </dl>
  );
}

/** `20 + 1 = 21` is what the eye looks for; the seats are for comparison. */
function PeopleFact({ value }: { value: string }) {
  const [people = '', seats] = value.split(' of ');
  return (
    <>
      <span className="fact-people">{people}</span>
      {seats && ` of ${seats}`}
    </>
  );
}
