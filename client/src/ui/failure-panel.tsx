import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import './failure-panel.css';

type FailurePanelProps = {
  title: string;
  advice: string;
  onRetry?: (() => void) | undefined;
  retrying?: boolean;
  children?: ReactNode;
};

/** Where a panel should be and cannot: what happened, what to do, and the way to try again right there. */
export function FailurePanel({ title, advice, onRetry, retrying = false, children }: FailurePanelProps) {
  return (
    <div className="failure-panel" role="alert">
      <h2>{title}</h2>
      <p>{advice}</p>
      <div className="failure-panel-actions">
        {onRetry && (
          <Button look="primary" busy={retrying} onClick={onRetry}>
            <RotateCw aria-hidden="true" />
            <span>Try again</span>
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}
