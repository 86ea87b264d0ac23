import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { useAttempt } from '../forms/use-attempt.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type {
  MailRhythm,
  NotificationPreferenceInput,
  NotificationPreferencesQuery,
} from '../graphql/generated/graphql.ts';

const Preferences = graphql(`
  query NotificationPreferences {
    notificationPreferences {
      type
      inApp
      byMail
    }
    mailRhythm
  }
`);

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
      ...Refused
    }
  }
`);

/** What is chosen and not known to be saved; of each type what was chosen last. */
type Choices = {
  readonly preferences: readonly NotificationPreferenceInput[];
  readonly mailRhythm: MailRhythm | null;
};

const noChoices: Choices = { preferences: [], mailRhythm: null };

type Preferences = {
  readonly preferences: NotificationPreferencesQuery['notificationPreferences'];
  readonly mailRhythm: MailRhythm;
};

function isAny({ preferences, mailRhythm }: Choices): boolean {
  return preferences.length > 0 || mailRhythm !== null;
}

/** Finds what was chosen since `sent` went. */
function without({ preferences, mailRhythm }: Choices, sent: Choices): Choices {
  return {
    preferences: preferences.filter((preference) => !sent.preferences.includes(preference)),
    mailRhythm: mailRhythm === sent.mailRhythm ? null : mailRhythm,
  };
}

/**
 * Holds how one is told. What is ticked stands at once, goes to the server in turn, and goes back where that says no. Where
 * nothing comes back, or the server has no time, it stands until it is sent again, through a reload as well.
 */
export function usePreferences() {
  const [{ data, error, fetching }, ask] = useQuery({ query: Preferences, requestPolicy: 'cache-and-network' });
  const { attempt, busy, trouble } = useAttempt(UpdatePreferences, 'updateNotificationPreferences');
  const [saved, setSaved] = useState<Preferences | null>(null);
  const { form, draft: chosen, found, edit } = useSimpleDraft('preferences', '', noChoices);
  const newest = useRef(chosen);
  const sending = useRef(false);

  function change(next: Choices) {
    newest.current = next;
    edit(() => next);
  }

  async function send() {
    if (sending.current) return;
    sending.current = true;
    while (isAny(newest.current)) {
      const sent = newest.current;
      const { done, refusal } = await attempt({
        input: { preferences: [...sent.preferences], mailRhythm: sent.mailRhythm },
      });
      if (done) setSaved(done);
      else if (!refusal || refusal.__typename === 'BusyError') break;
      change(without(newest.current, sent));
    }
    sending.current = false;
  }

  const sendFound = useEffectEvent(() => void send());
  useEffect(() => {
    if (found) sendFound();
  }, [found]);

  function savePreference(preference: NotificationPreferenceInput) {
    const { preferences, mailRhythm } = newest.current;
    change({ preferences: [...preferences.filter(({ type }) => type !== preference.type), preference], mailRhythm });
    void send();
  }

  function choose(mailRhythm: MailRhythm) {
    change({ ...newest.current, mailRhythm });
    void send();
  }

  const latest = saved ?? (data && { preferences: data.notificationPreferences, mailRhythm: data.mailRhythm });
  return {
    form,
    preferences: latest?.preferences.map(
      (preference) => chosen.preferences.find(({ type }) => type === preference.type) ?? preference,
    ),
    failure: latest ? undefined : error,
    retrying: fetching,
    retry: () => ask({ requestPolicy: 'network-only' }),
    keep: savePreference,
    mailRhythm: chosen.mailRhythm ?? latest?.mailRhythm,
    choose,
    trouble,
    busy,
    sendAgain: () => void send(),
    /** Something is ticked that is not saved yet, and nothing stands in its way. */
    settling: trouble ? busy : isAny(chosen),
  };
}
