import { useEffect, useRef, useState } from 'react';
import { useConnection } from '../graphql/connection-context.tsx';
import { discardDrafts, reloadPage } from '../ui/unsaved.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, useCloseDialog } from '../ui/dialog.tsx';
import { useHere } from './here.tsx';
import { SignInForm } from './sign-in-form.tsx';
import type { Person } from './who-is-signed-in.ts';
import './sign-in-again.css';

const pauseMs = 700;

export type SignInAgainProps = {
  /** Who has signed in in another tab meanwhile; null where the session is only over. */
  other: Person | null;
  /** The same person has signed in again in another tab. */
  isBack: boolean;
  onBack(): void;
};

/** Signing in on the spot: the page stays behind it as it is, with all that was typed, for the same person alone. */
export function SignInAgain({ other, isBack, onBack }: SignInAgainProps) {
  const { session } = useConnection();
  const mayInterrupt = usePause();
  // Where they came back before it stood here, nothing is asked.
  useEffect(() => {
    if (!isBack || mayInterrupt) return;
    session.resume();
    onBack();
  }, [isBack, mayInterrupt, session, onBack]);
  if (!mayInterrupt) return null;
  return (
    <Dialog label="Sign in again" className="sign-in-again sign-in-again-door" stays onClose={onBack}>
      <Door other={other} isBack={isBack} />
    </Dialog>
  );
}

function Door({ other, isBack }: Pick<SignInAgainProps, 'other' | 'isBack'>) {
  const { user } = useHere().viewer;
  const { session } = useConnection();
  const close = useCloseDialog();
  const [username, setUsername] = useState(user.username);
  const body = useRef<HTMLDivElement>(null);

  // The dialog gives the focus to its first field, and who they are is known.
  useEffect(() => body.current?.querySelector<HTMLElement>('[name=password]')?.focus(), []);

  useEffect(() => {
    if (!isBack) return;
    session.resume();
    close();
  }, [isBack, session, close]);

  function enter(userId: string) {
    if (userId !== user.id) return startAnew();
    session.resume();
    close();
  }

  return (
    <div ref={body} className="sign-in-again-body">
      <h2>{other ? `${other.displayName} signed in on another tab.` : 'Your session has ended.'}</h2>
      <p>
        What {user.displayName} typed is still here. Sign in as {user.username} to go on. If another person signs in, it
        is discarded.
      </p>
      <SignInForm username={username} onName={setUsername} onSignedIn={enter} />
      {other ? (
        <Button onClick={startAnew}>Discard and continue as {other.username}</Button>
      ) : (
        <Button onClick={() => void giveUp()}>Sign in as someone else</Button>
      )}
    </div>
  );
}

/** Somebody else: they see nothing of what was here, and everything is read anew. */
function startAnew(): void {
  discardDrafts();
  reloadPage();
}

/** For whoever cannot sign in as that person again: what was typed goes, once that is meant. */
async function giveUp(): Promise<void> {
  if (!(await (await import('./discard-question.tsx')).askToDiscard(leavingWords))) return;
  discardDrafts();
  window.location.assign('/sign-in');
}

const leavingWords = {
  title: 'Sign in as someone else?',
  words: 'Unsaved text on this page will be discarded.',
  leave: 'Discard it',
};

/** True once no key was pressed for a moment: nobody is interrupted within a word, and no letter lands in the wrong field. */
function usePause(): boolean {
  const [isQuiet, setQuiet] = useState(false);
  useEffect(() => {
    let timer = setTimeout(setQuiet, pauseMs, true);
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(setQuiet, pauseMs, true);
    };
    window.addEventListener('keydown', wait, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', wait, true);
    };
  }, []);
  return isQuiet;
}
