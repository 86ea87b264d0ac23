import { useEffect } from 'react';
import { discardDraftOf } from '../forms/forms-with-drafts.ts';
import { useAttempt } from '../forms/use-attempt.ts';
import type { UserRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { useToast } from '../ui/toaster.tsx';
import { PeopleTrouble } from './people-trouble.tsx';
import { UpdateUser } from './update-user.ts';

/** Shows whether somebody may come in at all. */
export function UserStanding({ user, onClose }: { user: UserRowFragment; onClose(): void }) {
  const toast = useToast();
  const { attempt, busy, trouble } = useAttempt(UpdateUser, 'updateUser');
  const closed = user.active === false;
  const viewerId = useHere().viewer.user.id;

  // What was chosen for closing it has no form any more.
  useEffect(() => {
    if (closed) discardDraftOf(viewerId, 'shut-account', user.id);
  }, [closed, viewerId, user.id]);

  async function open() {
    const { done } = await attempt({ input: { userId: user.id, active: true } });
    if (done) toast({ text: `${user.displayName} can sign in again.` });
  }

  return (
    <section className="drawer-box" aria-label="Access">
      <h3>Access</h3>
      <p className="user-box-hint">
        {closed
          ? 'This account is closed and can’t sign in. Its history is kept.'
          : 'Closing the account ends all its sessions, tokens and links. Open bookings can be handed over in the same step.'}
      </p>
      <div className="user-buttons">
        {closed ? (
          <Button busy={busy} onClick={() => void open()}>
            <span>Reopen account</span>
          </Button>
        ) : (
          <Button onClick={onClose}>Close account</Button>
        )}
      </div>
      <PeopleTrouble trouble={trouble} busy={busy} onRetry={() => void open()} />
    </section>
  );
}
