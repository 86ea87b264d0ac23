import { useMemo } from 'react'
import { useQuery } from 'urql'
import { RefusedNotice } from '../forms/refused-notice.tsx'
import { useAttempt } from '../forms/use-attempt.ts'
import { failureWords } from '../graphql/failure-words.ts'
import { graphql } from '../graphql/generated/gql.ts'
import type { NotificationPreferenceInput } from '../graphql/generated/graphql.ts'
import { DrawerHead } from '../ui/drawer-head.tsx'
import { FailurePanel } from '../ui/failure-panel.tsx'
import { TYPES } from './notification-words.ts'

const Preferences = graphql(`
  query NotificationPreferences {
    notificationPreferences {
      type
      inApp
      byMail
    }
  }
`)

const UpdatePreferences = graphql(`
  mutation UpdateNotificationPreferences($input: UpdateNotificationPreferencesInput!) {
    updateNotificationPreferences(input: $input) {
      __typename
      ... on UpdateNotificationPreferencesPayload {
        preferences {
          type
          inApp
          byMail
        }
      }
      ...RefusedInput
      ...RefusedRight
      ...RefusedAsBusy
    }
  }
`)

/** Type by type, by the bell and by mail; each tick is kept at once. */
export function PreferencesDrawer({ onClose }: { onClose(): void }) {
  const [{ data, error, fetching }, ask] = useQuery({ query: Preferences, requestPolicy: 'cache-and-network' })
  const { attempt, trouble, busy } = useAttempt(UpdatePreferences, 'updateNotificationPreferences')
  const preferences = useMemo(() => data?.notificationPreferences ?? [], [data])

  async function keep(preference: NotificationPreferenceInput) {
    await attempt({ input: { preferences: [preference] } })
    ask({ requestPolicy: 'network-only' })
  }

  return (
    <aside className="drawer" aria-label="How you are told">
      <DrawerHead onClose={onClose}>
        <h2>How you are told</h2>
      </DrawerHead>
      <div className="drawer-scroll panel-fields">
        {error && !data && <FailurePanel {...failureWords(error)} retrying={fetching} onRetry={() => ask({ requestPolicy: 'network-only' })} />}
        <table className="preferences-table" aria-busy={!data || busy}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Bell</th>
              <th scope="col">Mail</th>
            </tr>
          </thead>
          <tbody>
            {preferences.map(({ type, inApp, byMail }) => (
              <tr key={type}>
                <th scope="row">
                  {TYPES[type].words}
                  <p className="quiet">{TYPES[type].when}</p>
                </th>
                <td>
                  <input type="checkbox" aria-label={`${TYPES[type].words}: by the bell`} checked={inApp} onChange={() => void keep({ type, inApp: !inApp, byMail })} />
                </td>
                <td>
                  <input type="checkbox" aria-label={`${TYPES[type].words}: by mail`} checked={byMail} onChange={() => void keep({ type, inApp, byMail: !byMail })} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {trouble && <RefusedNotice trouble={trouble} stray={[]} busy={busy} onRetry={() => ask({ requestPolicy: 'network-only' })} />}
        <p className="quiet">A mail comes half a minute later, unless you have read of it by then or it no longer stands. It needs a mail server, and an address of yours.</p>
      </div>
    </aside>
  )
}
