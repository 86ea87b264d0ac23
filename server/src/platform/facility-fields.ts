import { z } from 'zod';
import { bookYearsAhead, type Hours } from './facility.ts';
import { line, text } from './input.ts';
import { figure, inputBounds } from './limit-row.ts';

export const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

export const facilityBounds = inputBounds({
  facilityAddress: {
    value: 500,
    unit: 'characters of the address of the facility',
    reason: 'It is printed at the head of a page.',
  },
  bookedYears: {
    value: bookYearsAhead.most,
    unit: 'years ahead that may be booked, whatever the settings say',
    reason: 'A year that was mistyped is refused.',
  },
  facilityName: {
    value: 100,
    unit: 'characters of the name of the facility',
    reason: 'It stands in the subject of each mail.',
  },
});

const clockPattern = /^([01]\d|2[0-3]):[0-5]\d$/;
const noTime = 'A time of day has hours and minutes: 07:30.';
/** Of a week without any hours. */
export const neverOpen = 'Leave at least one weekday open.';
const endsBeforeItStarts = 'The end must come after the start.';

/** "07:30" */
export const clockTime = z.string().regex(clockPattern, noTime);
/** The same, or "24:00" for midnight. */
export const closingTime = z.string().refine((time) => clockPattern.test(time) || time === '24:00', noTime);

/** A check of two times, which says so at the later one. @param paths of the earlier and the later one */
export function inOrder<From extends string, Until extends string>(from: From, until: Until) {
  const isInOrder = (hours: Record<From | Until, string>) => hours[from] < hours[until];
  const parameters: [typeof isInOrder, { path: string[]; message: string }] = [
    isInOrder,
    { path: [until], message: endsBeforeItStarts },
  ];
  return parameters;
}

function isTimeZone(name: string): boolean {
  // What begins with a sign is a distance from UTC to JavaScript, and the other way round to PostgreSQL.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Each setting of the facility, as the page and the environment may give it. */
export const facilityFields = {
  name: line('The name', facilityBounds.facilityName),
  address: text('The address', facilityBounds.facilityAddress).transform((address) => address ?? ''),
  timeZone: z
    .string()
    .refine(isTimeZone, 'There is no such time zone. Give its IANA name, such as Africa/Johannesburg.'),
  currency: z
    .string()
    .refine(
      (code) => Intl.supportedValuesOf('currency').includes(code),
      'There is no such currency. Give its three letters, such as ZAR.',
    ),
  locale: z
    .string()
    .refine(
      (name) => /^en(-[A-Z]{2})?$/.test(name) && Intl.DateTimeFormat.supportedLocalesOf(name).length === 1,
      'Give an English locale, such as en-ZA: all words are English.',
    ),
  weekStartsOn: z.number().refine((day) => weekdays[day - 1] !== undefined, 'A week has seven days, from Monday.'),
  openingHours: z
    .array(
      z
        .object({ from: clockTime, until: closingTime })
        .refine(...inOrder('from', 'until'))
        .nullable(),
    )
    .refine((week) => week.length === weekdays.length, 'A week has seven days, from Monday.')
    .refine((week) => week.some((day) => day !== null), neverOpen),
  usualHours: z.object({ from: clockTime, until: clockTime }).refine(...inOrder('from', 'until')),
  bookYearsAhead: z
    .number()
    .int('Years come whole.')
    .min(bookYearsAhead.least, 'One year at least.')
    .max(facilityBounds.bookedYears.value, `At most ${figure(facilityBounds.bookedYears)} years.`),
};

/** From 0, by three letters or more: "Mon", "Thursday". */
function weekdayCalled(name: string): number {
  return name.length < 3 ? -1 : weekdays.findIndex((weekday) => weekday.startsWith(name.toUpperCase()));
}

export const weekdayName = z.string().transform((name, context) => {
  const weekday = weekdayCalled(name);
  if (weekday < 0) context.addIssue({ code: 'custom', message: 'must be a weekday, such as Monday' });
  return weekday + 1;
});

/** "07:30-16:30" */
export const hoursInWords = z
  .string()
  .transform((words): Hours => {
    const [from = '', until = ''] = words.trim().split(/\s*[-–]\s*/);
    return { from, until };
  })
  .pipe(facilityFields.usualHours);

/** "Mon-Fri 07:00-19:00, Sat 08:00-12:00": what is not named is closed. */
export const openingHoursInWords = z
  .string()
  .transform((words, context): (Hours | null)[] => {
    const week: (Hours | null)[] = weekdays.map(() => null);
    for (const part of words.split(',')) {
      const [, first = '', last = first, from = '', until = ''] =
        /^\s*([a-z]+)(?:\s*[-–]\s*([a-z]+))?\s+(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)\s*$/i.exec(part) ?? [];
      const days = [weekdayCalled(first), weekdayCalled(last)] as const;
      if (days[0] < 0 || days[1] < days[0])
        context.addIssue({ code: 'custom', message: 'must look like "Mon-Fri 07:00-19:00, Sat 08:00-12:00"' });
      else for (let day = days[0]; day <= days[1]; day += 1) week[day] = { from, until };
    }
    return week;
  })
  .pipe(facilityFields.openingHours);
