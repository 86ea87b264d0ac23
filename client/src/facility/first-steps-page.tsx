import { useNavigate, useSearch } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { Page } from '../frame/page.tsx';
import { FirstPeople } from './first-people.tsx';
import { FirstRooms } from './first-rooms.tsx';
import { FirstSettings } from './first-settings.tsx';
import type { Step } from './first-steps-search.ts';
import './facility.css';

const stepWords: readonly { readonly step: Step | 'administrator'; readonly words: string }[] = [
  { step: 'administrator', words: 'Administrator' },
  { step: 'facility', words: 'Facility' },
  { step: 'rooms', words: 'Rooms' },
  { step: 'people', words: 'People' },
];

/** Leads the first administrator to the first booking: the facility, its rooms, its people. */
export function FirstStepsPage() {
  const { step = 'facility' } = useSearch({ from: '/signed-in/first-steps' });
  const navigate = useNavigate();
  const go = (next: Step) => void navigate({ to: '/first-steps', search: { step: next } });
  const current = stepWords.findIndex((one) => one.step === step);
  return (
    <Page title="First steps" needs="facility:manage">
      <div className="page-scroll facility-page">
        <ol className="steps" aria-label="Steps">
          {stepWords.map(({ step: one, words }, index) => (
            <li
              key={one}
              aria-current={index === current ? 'step' : undefined}
              data-done={index < current || undefined}
            >
              <span className="steps-sign" aria-hidden="true">
                {index < current ? <Check /> : index + 1}
              </span>
              {words}
              {index < current && <span className="unseen">, done</span>}
            </li>
          ))}
        </ol>
        {step === 'facility' && <FirstSettings onDone={() => go('rooms')} />}
        {step === 'rooms' && <FirstRooms onDone={() => go('people')} onBack={() => go('facility')} />}
        {step === 'people' && (
          <FirstPeople
            onDone={() => void navigate({ to: '/calendar', search: { new: true } })}
            onBack={() => go('rooms')}
          />
        )}
      </div>
    </Page>
  );
}
