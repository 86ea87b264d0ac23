import { useRef, useState } from 'react'
import { useQuery } from 'urql'
import { useAttempt } from '../forms/use-attempt.ts'
import { graphql } from '../graphql/generated/gql.ts'
import type { MailRhythm, NotificationPreferenceInput, NotificationType, NotificationPreferencesQuery } from '../graphql/generated/graphql.ts'

const Preferences = graphql(`
  query NotificationPreferences {
    notificationPreferences {
      type
      inApp
      byMail
    }
    mailRhythm
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
        mailRhythm
      }
      ...RefusedInput
      ...RefusedRight
      ...RefusedAsBusy
    }
  }
`)

type Ticked = ReadonlyMap<NotificationType, NotificationPreferenceInput>
const NONE: Ticked = new Map()

interface Known {
  readonly preferences: NotificationPreferencesQuery['notificationPreferences']
  readonly mailRhythm: MailRhythm
}

/**
 * How one is told. What is ticked stands at once, goes to the server in turn, and goes back where that says no. Where
 * nothing comes back, or the server has no time, it stands until it is sent again.
 */
export function usePreferences() {
  const [{ data, error, fetching }, ask] = useQuery({ query: Preferences, requestPolicy: 'cache-and-network' })
  const { attempt, busy, trouble } = useAttempt(UpdatePreferences, 'updateNotificationPreferences')
  const [kept, setKept] = useState<Known | null>(null)
  const [ticked, setTicked] = useState(NONE)
  const [chosen, setChosen] = useState<MailRhythm | null>(null)
  const waiting = useRef(new Map<NotificationType, NotificationPreferenceInput>())
  const rhythm = useRef<MailRhythm | null>(null)
  const sending = useRef(false)

  async function send() {
    if (sending.current) return
    sending.current = true
    while (waiting.current.size > 0 || rhythm.current !== null) {
      const sent = waiting.current
      const input = { preferences: [...sent.values()], mailRhythm: rhythm.current }
      waiting.current = new Map()
      rhythm.current = null
      const { done, refusal } = await attempt({ input })
      if (done) setKept(done)
      else if (refusal && refusal.__typename !== 'BusyError') waiting.current.clear()
      else {
        // What was chosen meanwhile is newer.
        waiting.current = new Map([...sent, ...waiting.current])
        rhythm.current ??= input.mailRhythm
        sending.current = false
        return
      }
    }
    sending.current = false
    setTicked(NONE)
    setChosen(null)
  }

  function keep(preference: NotificationPreferenceInput) {
    setTicked((before) => new Map(before).set(preference.type, preference))
    waiting.current.set(preference.type, preference)
    void send()
  }

  function choose(mailRhythm: MailRhythm) {
    setChosen(mailRhythm)
    rhythm.current = mailRhythm
    void send()
  }

  const known = kept ?? (data && { preferences: data.notificationPreferences, mailRhythm: data.mailRhythm })
  return {
    preferences: known?.preferences.map((preference) => ticked.get(preference.type) ?? preference),
    failure: known ? undefined : error,
    retrying: fetching,
    retry: () => ask({ requestPolicy: 'network-only' }),
    keep,
    mailRhythm: chosen ?? known?.mailRhythm,
    choose,
    trouble,
    busy,
    sendAgain: () => void send(),
    /** Something is ticked that is not kept yet, and nothing stands in its way. */
    settling: trouble ? busy : ticked.size > 0 || chosen !== null,
  }
}
