import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { now } from '../time/now.ts';
import { Notice } from '../ui/notice.tsx';

/** What the server says instead of letting somebody in. */
export type SignInTrouble = { readonly kind: 'locked'; readonly untilMs: number } | { readonly kind: 'old-password' };

type SignInTroubleNoticeProps = {
  trouble: SignInTrouble;
  username: string;
  /** The wait is over. */
  onDue(): void;
};

/** Why nobody came in although the password may be right, and what to do now. */
export function SignInTroubleNotice({ trouble, username, onDue }: SignInTroubleNoticeProps) {
  switch (trouble.kind) {
    case 'locked':
      return <LockedNotice key={trouble.untilMs} untilMs={trouble.untilMs} username={username} onDue={onDue} />;
    case 'old-password':
      return (
        <Notice tone="warning" title="Set a new password.">
          The previous system did not store your old password safely, so it no longer works.{' '}
          <Link to="/forgot-password" search={{ as: username }}>
            Get a link to set a new one
          </Link>
          .
        </Notice>
      );
  }
}

function LockedNotice({ untilMs, username, onDue }: { untilMs: number; username: string; onDue(): void }) {
  const [left, setLeft] = useState(() => secondsUntil(untilMs));
  useEffect(() => {
    const timer = setInterval(() => {
      const seconds = secondsUntil(untilMs);
      setLeft(seconds);
      if (seconds === 0) onDue();
    }, 1_000);
    return () => clearInterval(timer);
  }, [untilMs, onDue]);
  return (
    <Notice tone="warning" title="Too many wrong passwords.">
      You can try again in{' '}
      <span role="timer">
        {Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')}
      </span>
      , or{' '}
      <Link to="/forgot-password" search={{ as: username }}>
        ask for a link to set a new one
      </Link>
      .
    </Notice>
  );
}

function secondsUntil(moment: number): number {
  return Math.max(0, Math.ceil((moment - now()) / 1_000));
}
