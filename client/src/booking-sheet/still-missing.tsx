import { Check, CircleDashed } from 'lucide-react';
import type { StillMissingFragment } from '../graphql/generated/graphql.ts';
import { requirementsOf, type Requirement } from './missing.ts';
import './still-missing.css';

const stateIcons = { done: Check, open: CircleDashed };
const stateWords: Record<Requirement['state'], string> = {
  done: 'there',
  open: 'missing',
};

type StillMissingProps = {
  booking: StillMissingFragment;
  timeZone: string;
};

export function StillMissing({ booking, timeZone }: StillMissingProps) {
  const requirements = requirementsOf(booking, timeZone);
  if (requirements.length === 0) return null;
  return (
    <section className="drawer-box" aria-labelledby="still-missing">
      <h3 id="still-missing">{titleFor(requirements)}</h3>
      <ul>
        {requirements.map(({ what, state, note }) => {
          const Sign = stateIcons[state];
          return (
            <li key={what} className="requirement" data-state={state}>
              <span className="requirement-sign">
                <Sign aria-hidden="true" />
              </span>
              <span className="requirement-what">{what}</span>
              <span className="unseen">{stateWords[state]}:</span>
              <span className="requirement-note">{note}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function titleFor(requirements: readonly Requirement[]): string {
  return requirements.some(({ state }) => state === 'open') ? 'What is still missing' : 'Nothing is missing';
}
