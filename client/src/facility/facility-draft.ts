import type { FieldErrors } from '../forms/field-errors.ts';
import type {
  FacilityFactsFragment,
  SettingsFragment,
  UpdateFacilitySettingsInput,
} from '../graphql/generated/graphql.ts';

type Weekday = FacilityFactsFragment['weekStartsOn'];

/** Of one weekday; the times stay while it is closed, for when it is opened again. */
export type DayDraft = { readonly open: boolean; readonly opensAt: string; readonly closesAt: string };

/** The settings as a form holds them: all as text, midnight as the end of a day as 00:00. */
export type FacilityDraft = {
  readonly name: string;
  readonly address: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly locale: string;
  readonly weekStartsOn: Weekday;
  /** From Monday. */
  readonly days: readonly DayDraft[];
  readonly usualFrom: string;
  readonly usualUntil: string;
  readonly bookYearsAhead: string;
};

export const weekdays: readonly { readonly value: Weekday; readonly words: string }[] = [
  { value: 'MONDAY', words: 'Monday' },
  { value: 'TUESDAY', words: 'Tuesday' },
  { value: 'WEDNESDAY', words: 'Wednesday' },
  { value: 'THURSDAY', words: 'Thursday' },
  { value: 'FRIDAY', words: 'Friday' },
  { value: 'SATURDAY', words: 'Saturday' },
  { value: 'SUNDAY', words: 'Sunday' },
];

export function draftOf(settings: SettingsFragment): FacilityDraft {
  const { name, address, timeZone, currency, locale, weekStartsOn, usualFrom, usualUntil } = settings;
  return {
    name,
    address,
    timeZone,
    currency,
    locale,
    weekStartsOn,
    days: settings.openingHours.map(({ opensAt, closesAt }) => ({
      open: opensAt !== null,
      opensAt: opensAt ?? settings.opensAt,
      closesAt: asEntered(closesAt ?? settings.closesAt),
    })),
    usualFrom,
    usualUntil,
    bookYearsAhead: String(settings.bookYearsAhead),
  };
}

/** A field for times knows no 24:00. */
function asEntered(closesAt: string): string {
  return closesAt === '24:00' ? '00:00' : closesAt;
}
function asSent(closesAt: string): string {
  return closesAt === '00:00' ? '24:00' : closesAt;
}

/** Finds what is to be sent: only what differs, so that what others change meanwhile stays. */
export function inputOf(draft: FacilityDraft, before: FacilityDraft): UpdateFacilitySettingsInput {
  const differs = (name: keyof FacilityDraft) => JSON.stringify(draft[name]) !== JSON.stringify(before[name]);
  const texts = (['name', 'address', 'timeZone', 'currency', 'locale', 'weekStartsOn'] as const).filter(differs);
  return {
    ...Object.fromEntries(texts.map((name) => [name, draft[name].trim()])),
    ...(differs('days')
      ? {
          openingHours: openDays(draft).map(({ weekday, day }) => ({
            weekday,
            opensAt: day.opensAt,
            closesAt: asSent(day.closesAt),
          })),
        }
      : {}),
    ...(differs('usualFrom') || differs('usualUntil')
      ? { usualFrom: draft.usualFrom, usualUntil: draft.usualUntil }
      : {}),
    ...(differs('bookYearsAhead') ? { bookYearsAhead: Number(draft.bookYearsAhead) } : {}),
  };
}

function openDays({ days }: FacilityDraft) {
  return days.flatMap((day, index) => {
    const weekday = weekdays[index]?.value;
    return weekday && day.open ? [{ weekday, index, day }] : [];
  });
}

/** Finds what is wrong with it before anybody is asked, by the names of the fields. */
export function mistakesIn(draft: FacilityDraft): FieldErrors {
  const errors: Record<string, string> = {};
  if (draft.name.trim() === '') errors['name'] = 'Enter a name.';
  for (const { index, day } of openDays(draft)) {
    if (!day.opensAt || !day.closesAt) errors[`days.${index}`] = 'Enter both times, or close this day.';
    else if (day.opensAt >= asSent(day.closesAt)) errors[`days.${index}`] = 'It must close after it opens.';
  }
  if (openDays(draft).length === 0) errors['days.0'] = 'Leave at least one weekday open.';
  if (draft.usualFrom >= draft.usualUntil) errors['usualUntil'] = 'The end must come after the start.';
  if (!/^\d{1,3}$/.test(draft.bookYearsAhead.trim()) || Number(draft.bookYearsAhead) < 1)
    errors['bookYearsAhead'] = 'Enter whole years, at least 1.';
  return errors;
}
