import { useRef, useState } from 'react'
import { useQuery } from 'urql'
import { useAttempt } from '../forms/use-attempt.ts'
import { graphql } from '../graphql/generated/gql.ts'
import type { NotificationPreferenceInput, NotificationType } from '../graphql/generated/graphql.ts'

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

type Ticked = ReadonlyMap<NotificationType, NotificationPreferenceInput>
const NONE: Ticked = new Map()

/** How one is told. What is ticked stands at once, goes to the server in turn, and goes back where that says no. */
export function usePreferences() {
  const [{ data, error, fetching }, ask] = useQuery({ query: Preferences, requestPolicy: 'cache-and-network' })
  const { attempt, trouble } = useAttempt(UpdatePreferences, 'updateNotificationPreferences')
  const [kept, setKept] = useState<readonly NotificationPreferenceInput[] | null>(null)
  const [ticked, setTicked] = useState(NONE)
  const waiting = useRef(new Map<NotificationType, NotificationPreferenceInput>())
  const sending = useRef(false)

  async function keep(preference: NotificationPreferenceInput) {
    setTicked((before) => new Map(before).set(preference.type, preference))
    waiting.current.set(preference.type, preference)
    if (sending.current) return
    sending.current = true
    while (waiting.current.size > 0) {
      const preferences = [...waiting.current.values()]
      waiting.current.clear()
      const { done } = await attempt({ input: { preferences } })
      if (done) setKept(done.preferences)
      else waiting.current.clear()
    }
    sending.current = false
    setTicked(NONE)
  }

  const known = kept ?? data?.notificationPreferences
  return {
    preferences: known?.map((preference) => ticked.get(preference.type) ?? preference),
    failure: known ? undefined : error,
    retrying: fetching,
    retry: () => ask({ requestPolicy: 'network-only' }),
    keep: (preference: NotificationPreferenceInput) => void keep(preference),
    trouble,
    /** Something is ticked that is not kept yet. */
    busy: ticked.size > 0,
  }
}
