import { SureButton } from '../forms/sure-button.tsx'
import { useAttempt } from '../forms/use-attempt.ts'
import type { UserRowFragment } from '../graphql/generated/graphql.ts'
import { Button } from '../ui/button.tsx'
import { useToast } from '../ui/toaster.tsx'
import { PeopleTrouble } from './people-trouble.tsx'
import { UpdateUser } from './update-user.ts'

/** Whether somebody may come in at all. */
export function UserStanding({ user }: { user: UserRowFragment }) {
  const toast = useToast()
  const { attempt, busy, trouble } = useAttempt(UpdateUser, 'updateUser')
  const closed = user.active === false

  async function set(active: boolean) {
    const { done } = await attempt({ input: { userId: user.id, active } })
    if (done) toast({ text: active ? `${user.displayName} may come in again.` : `${user.displayName} is signed out everywhere and may not come in.` })
  }

  return (
    <section className="drawer-box" aria-label="Access">
      <h3>Access</h3>
      <p className="user-box-hint">
        {closed ? 'The account is closed: nobody can sign in to it. What they did stays on record.' : 'Closing the account ends all its sessions, tokens and links at once. Nothing of what they did is lost.'}
      </p>
      <div className="user-buttons">
        {closed ? (
          <Button busy={busy} onClick={() => void set(true)}>
            <span>Open the account again</span>
          </Button>
        ) : (
          <SureButton label="Close the account" sure="Close it and end all sessions" busy={busy} onSure={() => void set(false)} />
        )}
      </div>
      <PeopleTrouble trouble={trouble} busy={busy} onRetry={() => void set(closed)} />
    </section>
  )
}
