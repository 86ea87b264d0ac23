import { Check } from 'lucide-react';
import type { BookingKind, BookingStatus } from '../graphql/generated/graphql.ts';
import { StatusIcon } from '../bookings/status-icon.tsx';
import { statusSteps } from './status-steps.ts';
import './status-path.css';
import '../bookings/status.css';

/** How far a booking has come. Each step says in words, colour and sign whether it is behind, here, or ahead. */
export function StatusPath({ booking }: { booking: { readonly kind: BookingKind; readonly status: BookingStatus } }) {
  return (
    <ol className="status-path" aria-label="Status">
      {statusSteps(booking).map(({ words, state, look }) => (
        <li
          key={words}
          className={`status-step status-${look}`}
          data-state={state}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          {state === 'done' && <Check aria-hidden="true" />}
          {state === 'current' && <StatusIcon look={look} />}
          <span>{words}</span>
          {state !== 'current' && <span className="unseen">{state === 'done' ? ', done' : ', not yet'}</span>}
        </li>
      ))}
    </ol>
  );
}
