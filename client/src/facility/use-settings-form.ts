import { useState } from 'react';
import { useAttempt } from '../forms/use-attempt.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { SettingsFragment } from '../graphql/generated/graphql.ts';
import { draftOf, inputOf, mistakesIn, weekdays, type FacilityDraft } from './facility-draft.ts';

graphql(`
  fragment Settings on Facility {
    name
    address
    timeZone
    currency
    locale
    weekStartsOn
    opensAt
    closesAt
    openingHours {
      opensAt
      closesAt
    }
    usualFrom
    usualUntil
    bookYearsAhead
  }
`);

export const FacilitySettings = graphql(`
  query FacilitySettings {
    facility {
      ...Settings
    }
  }
`);

const UpdateFacilitySettings = graphql(`
  mutation UpdateFacilitySettings($input: UpdateFacilitySettingsInput!) {
    updateFacilitySettings(input: $input) {
      __typename
      ... on UpdateFacilitySettingsPayload {
        facility {
          ...Settings
        }
      }
      ...Refused
    }
  }
`);

export const shownFields: readonly string[] = [
  ...['name', 'address', 'timeZone', 'currency', 'locale', 'days.*', 'usualFrom', 'usualUntil', 'bookYearsAhead'],
];

/** Only what was changed, so that what others change shows through. */
const unchanged: Partial<FacilityDraft> = {};

/** What is typed into the settings, and what becomes of it. @param suggested stands in the form from the beginning, and is sent */
export function useSettingsForm(
  form: 'settings' | 'first-settings',
  settings: SettingsFragment,
  onSaved: (settings: SettingsFragment) => void,
  suggested: Partial<FacilityDraft> = unchanged,
) {
  const { attempt, busy, trouble, clear } = useAttempt(UpdateFacilitySettings, 'updateFacilitySettings');
  const unsaved = useSimpleDraft(form, '', suggested);
  const { errors: found, check, withdrawAndKeep, forget } = useFieldErrors(trouble, clear);
  const [sentDays, setSentDays] = useState<readonly string[]>([]);
  const before = draftOf(settings);
  const draft = { ...before, ...unsaved.draft };
  const input = inputOf(draft, before);
  // The server counts the days that are open, the form all of them.
  const errors = Object.fromEntries(
    Object.entries(found).map(([path, message]) => {
      const index = /^openingHours\.(\d+)/.exec(path)?.[1];
      const field =
        index === undefined ? path : `days.${weekdays.findIndex(({ value }) => value === sentDays[Number(index)])}`;
      return [field, message];
    }),
  );

  function edit(next: Partial<FacilityDraft>) {
    withdrawAndKeep((path) => Object.keys(next).some((name) => path === name || path.startsWith(`${name}.`)));
    unsaved.edit((typed) => ({ ...typed, ...next }));
    clear();
  }

  function discard() {
    unsaved.discard();
    forget();
  }

  async function send() {
    if (!check(mistakesIn(draft))) return;
    setSentDays(input.openingHours?.map(({ weekday }) => weekday) ?? []);
    const { done } = await attempt({ input });
    if (!done) return;
    discard();
    onSaved(done.facility);
  }

  return {
    unsaved: { ...unsaved, found: unsaved.found && Object.keys(input).length > 0, discard },
    draft,
    isChanged: Object.keys(input).length > 0,
    errors,
    trouble,
    busy,
    edit,
    send: () => void send(),
  };
}
