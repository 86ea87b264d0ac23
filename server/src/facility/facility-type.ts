import { lastBookableDay } from '../bookings/horizon.ts';
import { sampleAccounts } from '../people/accounts/sample-accounts.ts';
import { builder } from '../platform/builder.ts';
import { weekdays } from '../platform/facility-fields.ts';
import { type Facility, type Hours, widestHours } from '../platform/facility.ts';
import { Weekday } from '../platform/weekday-type.ts';

const SampleAccount = builder.objectRef<{ username: string; title: string }>('SampleAccount').implement({
  fields: (t) => ({ username: t.exposeString('username'), title: t.exposeString('title') }),
});

const OpeningHours = builder.objectRef<{ index: number; hours: Hours | null }>('OpeningHours').implement({
  description: 'When the facility is open on a weekday. Both times are null where it is closed.',
  fields: (t) => ({
    weekday: t.field({
      type: Weekday,
      description: 'Each is there once, from Monday.',
      resolve: ({ index }) => weekdays[index] ?? 'MONDAY',
    }),
    opensAt: t.string({
      nullable: true,
      description: 'Wall-clock time, "07:00".',
      resolve: ({ hours }) => hours?.from ?? null,
    }),
    closesAt: t.string({
      nullable: true,
      description: 'Later than `opensAt`; "24:00" for midnight.',
      resolve: ({ hours }) => hours?.until ?? null,
    }),
  }),
});

export const FacilityType = builder.objectRef<Facility>('Facility').implement({
  description: 'The house itself, as anybody at the door may know it.',
  fields: (t) => ({
    name: t.exposeString('name'),
    address: t.exposeString('address', {
      description: 'Where people come to, in several lines; "" where nobody gave one.',
    }),
    timeZone: t.exposeString('timeZone', { description: 'IANA name. Days and opening hours are those of this zone.' }),
    currency: t.exposeString('currency', { description: 'ISO 4217.' }),
    locale: t.exposeString('locale', { description: 'BCP 47, of English: how dates are written.' }),
    weekStartsOn: t.field({
      type: Weekday,
      description: 'The first day of a week on the calendar.',
      resolve: ({ weekStartsOn }) => weekdays[weekStartsOn - 1] ?? 'MONDAY',
    }),
    openingHours: t.field({
      type: [OpeningHours],
      complexity: { field: 1, multiplier: 7 },
      description: 'Of the seven weekdays, from Monday. Shown, and never a reason to refuse a booking.',
      resolve: ({ openingHours }) => openingHours.map((hours, index) => ({ index, hours })),
    }),
    opensAt: t.string({
      description: 'Wall-clock time, "07:00": the earliest of all weekdays.',
      resolve: (facility) => widestHours(facility).from,
    }),
    closesAt: t.string({
      description: 'Wall-clock time, "19:00": the latest of all weekdays. "24:00" for midnight.',
      resolve: (facility) => widestHours(facility).until,
    }),
    usualFrom: t.string({
      description: 'Wall-clock time, "07:30": when a booking begins for which nobody says.',
      resolve: ({ usualHours }) => usualHours.from,
    }),
    usualUntil: t.string({
      description: 'Wall-clock time, "16:30": when it ends.',
      resolve: ({ usualHours }) => usualHours.until,
    }),
    bookYearsAhead: t.exposeInt('bookYearsAhead', {
      description: 'How many years from today the last day lies that may be booked: `bookableUntil`.',
    }),
    bookableUntil: t.field({
      type: 'Date',
      description:
        'The last day that may be booked or closed, or on which devices come back: so many years from today as its settings say. What lies further ahead can be read, and moved nearer.',
      resolve: (facility, _args, { clock }) => lastBookableDay({ clock, facility }),
    }),
    sampleAccounts: t.field({
      type: [SampleAccount],
      description: 'Accounts that came with the sample data, as long as they work.',
      resolve: (_facility, _args, { db }) => sampleAccounts(db),
    }),
    mailsLinks: t.boolean({
      description: 'Whether who forgot a password can have a link mailed. Otherwise an administrator hands it over.',
      resolve: (_facility, _args, { mail }) => mail !== null,
    }),
    cookiesNeedHttps: t.boolean({
      description:
        'True where this page came in a way on which browsers drop the session cookies: plain http, not on localhost.',
      resolve: (_facility, _args, { http, cookieNames }) => {
        const host = http?.req.headers.host?.replace(/:\d+$/, '') ?? '';
        const encrypted = http?.req.headers['x-forwarded-proto'] === 'https';
        return cookieNames.secure && !encrypted && !['localhost', '127.0.0.1', '[::1]'].includes(host);
      },
    }),
  }),
});

builder.queryField('facility', (t) =>
  t.field({
    type: FacilityType,
    authScopes: { everybody: true },
    description: 'Open to everybody: what the sign-in page needs.',
    resolve: (_root, _args, { facility }) => facility,
  }),
);
