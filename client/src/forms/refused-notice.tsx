import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Unanswered } from './use-attempt.ts';

export type CommonTrouble =
  | Unanswered
  | { readonly __typename: 'InvalidInputError'; readonly message: string }
  | { readonly __typename: 'NotAllowedError'; readonly message: string }
  | { readonly __typename: 'NotFoundError'; readonly message: string }
  | { readonly __typename: 'IdempotencyMismatchError'; readonly message: string }
  | { readonly __typename: 'BusyError'; readonly message: string; readonly retryAfterMs: number };

type RefusedNoticeProps = {
  trouble: CommonTrouble;
  /** Of what the server said about fields, that which no field shows. */
  stray?: readonly string[];
  /** Who is in the way, where somebody is. */
  busyTitle?: string;
  busy: boolean;
  onRetry(): void;
};

/** Why it did not work and what to do now, for what can stand in the way anywhere. */
export function RefusedNotice({
  trouble,
  stray = [],
  busyTitle = 'The system is busy.',
  busy,
  onRetry,
}: RefusedNoticeProps) {
  switch (trouble.__typename) {
    case 'InvalidInputError':
      return (
        <Notice tone="problem" title="Nothing was saved yet.">
          {stray.length > 0
            ? stray.map((message) => <p key={message}>{message}</p>)
            : 'Correct the marked fields, then try again.'}
        </Notice>
      );
    case 'NotAllowedError':
      return (
        <Notice tone="problem" title="You don’t have permission to do this.">
          {trouble.message}
        </Notice>
      );
    case 'NotFoundError':
      return (
        <Notice tone="problem" title="This no longer exists.">
          {trouble.message}
        </Notice>
      );
    case 'IdempotencyMismatchError':
      return (
        <Notice tone="problem" title="Something else was saved with this key.">
          {trouble.message}
        </Notice>
      );
    case 'BusyError':
      // A new refusal starts a new wait.
      return (
        <BusyNotice
          key={String(busy)}
          title={busyTitle}
          message={trouble.message}
          waitMs={trouble.retryAfterMs}
          busy={busy}
          onRetry={onRetry}
        />
      );
    case 'Unanswered':
      return (
        <Notice
          tone="problem"
          title={trouble.title}
          actions={
            trouble.again && (
              <Button busy={busy} onClick={onRetry}>
                <span>Try again</span>
              </Button>
            )
          }
        >
          {trouble.advice} What you entered is kept.
        </Notice>
      );
  }
}

type BusyNoticeProps = {
  title: string;
  message: string;
  waitMs: number;
  busy: boolean;
  onRetry(): void;
};

function BusyNotice({ title, message, waitMs, busy, onRetry }: BusyNoticeProps) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), waitMs);
    return () => clearTimeout(timer);
  }, [waitMs]);
  return (
    <Notice
      tone="warning"
      title={title}
      actions={
        <Button busy={busy || !due} onClick={onRetry}>
          <span>{due ? 'Try again' : `Wait ${Math.ceil(waitMs / 1000)} s`}</span>
        </Button>
      }
    >
      {message}
    </Notice>
  );
}
