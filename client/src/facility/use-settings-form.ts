import { useState } from 'react';
import { useAttempt } from '../forms/use-attempt.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { SettingsFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { useOnChange } from '../ui/use-on-change.ts';
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

/** Finds what stands otherwise in the form than when it was sent. */
function changedSince(sent: Partial<FacilityDraft>, now: Partial<FacilityDraft>): Partial<FacilityDraft> {
  const names = (Object.keys(now) as (keyof FacilityDraft)[]).filter(
    (name) => JSON.stringify(now[name]) !== JSON.stringify(sent[name]),
  );
  return Object.fromEntries(names.map((name) => [name, now[name]]));
}

/** What is typed into the settings, and what becomes of it. @param suggested stands in the form from the beginning, and is sent */
export function useSettingsForm(
  form: 'settings' | 'first-settings',
  onSaved: () => void,
  suggested: Partial<FacilityDraft> = unchanged,
) {
  const { attempt, busy, trouble, clear } = useAttempt(UpdateFacilitySettings, 'updateFacilitySettings');
  const unsaved = useSimpleDraft(form, '', suggested);
  const { errors: found, check, withdrawAndKeep, forget } = useFieldErrors(trouble, clear);
  const [sentDays, setSentDays] = useState<readonly string[]>([]);
  // The newest there are: what differs from them is what is sent. Until the stream tells of what was saved, the answer did.
  const { facility } = useHere();
  const [saved, setSaved] = useState<SettingsFragment | null>(null);
  useOnChange(facility, () => setSaved(null));
  const before = draftOf(saved ?? facility);
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
    const sent = unsaved.draft;
    const { done } = await attempt({ input });
    if (!done) return;
    // What was changed while the answer was on its way is not saved yet.
    unsaved.edit((now) => changedSince(sent, now));
    forget();
    setSaved(done.facility);
    onSaved();
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
